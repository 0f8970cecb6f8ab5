//! A PostgreSQL server for this test process alone; it ends when the process ends.

use crate::chance::FrozenClock;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;
use store::Store;

/// A server on which databases can be made, and the migrated one that they are copied from.
pub(crate) struct Server {
    /// Its address without a database's name.
    base: String,
    /// What follows the name.
    options: String,
    /// The database to copy.
    pub(crate) template: String,
    /// Ends the server when its standard input closes, with this process at the latest.
    _keeper: Option<Child>,
}

impl Server {
    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("{}/{database}{}", self.base, self.options)
    }

    /// The address of the database that every server has.
    pub(crate) fn maintenance(&self) -> String {
        self.url("postgres")
    }
}

static SERVER: OnceLock<Server> = OnceLock::new();

/// The server of this process. Started by the first test that asks, on a thread of its own,
/// since the connections must not belong to one test's runtime.
pub(crate) fn server() -> &'static Server {
    SERVER.get_or_init(|| {
        let starter = std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(start())
        });
        starter.join().expect("PostgreSQL for the tests")
    })
}

async fn start() -> Server {
    let template = format!("legation_template_{}", std::process::id());
    let mut server = match std::env::var("LEGATION_TEST_POSTGRES") {
        Ok(url) => {
            let (base, options) = split(&url);
            Server {
                base,
                options,
                template,
                _keeper: None,
            }
        }
        Err(_) => own_server(template),
    };
    make_template(&mut server).await;
    server
}

/// `postgres://user@host:5432/name?x=y` without its name.
fn split(url: &str) -> (String, String) {
    let (path, options) = match url.split_once('?') {
        Some((path, options)) => (path, format!("?{options}")),
        None => (url, String::new()),
    };
    let host = path.find("://").map_or(0, |at| at + 3);
    let base = match path[host..].find('/') {
        Some(slash) => &path[..host + slash],
        None => path,
    };
    (base.to_owned(), options)
}

async fn make_template(server: &mut Server) {
    let mut tries = 0;
    loop {
        let made = store::db::create_database(&server.maintenance(), &server.template, None).await;
        match made {
            Ok(()) => break,
            Err(error) if tries >= 300 => panic!("PostgreSQL did not start: {error}"),
            Err(_) => tries += 1,
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let store = Store::postgres(&server.url(&server.template), 1)
        .await
        .expect("the template database");
    let clock = FrozenClock::at("2026-01-01T00:00:00Z");
    store.migrate(&clock).await.expect("the schema");
    store.close().await;
}

fn own_server(template: String) -> Server {
    let Some(programs) = newest_programs() else {
        panic!(
            "PostgreSQL is not installed (/usr/lib/postgresql/*/bin/initdb): install it, set \
             LEGATION_TEST_POSTGRES to a server's address, or set LEGATION_SKIP_POSTGRES"
        );
    };
    let folder = tempfile::Builder::new()
        .prefix("legation-postgres-")
        .tempdir()
        .expect("a folder")
        .keep();
    let root = is_root();
    if root {
        run(Command::new("chown").arg("postgres:postgres").arg(&folder));
    }
    let data = folder.join("data");
    run(as_postgres(root, &programs.join("initdb"))
        .args(["--no-sync", "--auth=trust", "--username=postgres"])
        .args(["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"])
        .arg("-D")
        .arg(&data)
        .current_dir(&folder));
    let port = free_port();
    let keeper = keep(root, &programs, &folder, port);
    Server {
        base: format!("postgres://postgres@127.0.0.1:{port}"),
        options: String::new(),
        template,
        _keeper: Some(keeper),
    }
}

/// Runs the server until standard input closes, then stops it and removes its folder.
fn keep(root: bool, programs: &Path, folder: &Path, port: u16) -> Child {
    let script = r#"trap '' INT TERM HUP
        "$1/postgres" -D "$2/data" -k "$2" -p "$3" -c listen_addresses=127.0.0.1 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
            -c max_connections=200 -c shared_buffers=64MB -c log_min_messages=fatal \
            -c log_min_error_statement=panic >"$2/log" 2>&1 &
        cat >/dev/null
        kill -QUIT $!
        wait $!
        rm -rf "$2""#;
    let mut command = as_postgres(root, Path::new("/bin/sh"));
    command
        .args(["-c", script, "sh"])
        .arg(programs)
        .arg(folder)
        .arg(port.to_string())
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    command.spawn().expect("the PostgreSQL server")
}

fn newest_programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin)
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

/// PostgreSQL refuses to run as root.
fn as_postgres(root: bool, program: &Path) -> Command {
    if !root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
        .arg(program);
    command
}

fn run(command: &mut Command) {
    let out = command.output().expect("a program that starts");
    assert!(
        out.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_loses_only_its_name() {
        let split = |url| {
            let (base, options) = split(url);
            format!("{base} {options}")
        };
        assert_eq!(split("postgres://a@h:1/x?y=z"), "postgres://a@h:1 ?y=z");
        assert_eq!(split("postgres://a@h"), "postgres://a@h ");
    }
}
