accounts-role-administrator = Administration
accounts-role-mission_officer = Missionsreferent/in
accounts-role-protocol_officer = Protokollreferent/in
accounts-role-project_manager = Projektleitung
accounts-role-verifier = Prüfung
accounts-role-delegate = Delegationsmitglied
accounts-role-viewer = Leserecht
accounts-role-partner = Partner
