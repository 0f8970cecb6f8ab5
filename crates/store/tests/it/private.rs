//! What holds personal data is made for its owner alone.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use store::Store;
use testkit::FrozenClock;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_database_and_its_backup_are_for_their_owner_alone() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("office/data");
    store::private::folder(&folder).unwrap();
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(folder.parent().unwrap()), 0o700);
    store::private::folder(&folder).unwrap();

    let clock = FrozenClock::at("2026-04-01T00:00:00Z");
    let file = folder.join("legation.db");
    let store = Store::sqlite(&file).await.unwrap();
    store.migrate(&clock).await.unwrap();
    for name in ["legation.db", "legation.db-wal", "legation.db-shm"] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
    let backup = folder.join("all.backup");
    store.backup(&backup, &clock).await.unwrap();
    assert_eq!(mode(&backup), 0o600);

    // What is there already keeps its content and its mode.
    store.close().await;
    let open = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(&file, open).unwrap();
    let size = std::fs::metadata(&file).unwrap().len();
    Store::sqlite(&file).await.unwrap();
    assert_eq!(mode(&file), 0o640);
    assert_eq!(std::fs::metadata(&file).unwrap().len(), size);
}
