accounts-role-administrator = Administrator
accounts-role-mission_officer = Mission officer
accounts-role-protocol_officer = Protocol officer
accounts-role-project_manager = Project manager
accounts-role-verifier = Verifier
accounts-role-delegate = Member of the delegation
accounts-role-viewer = Viewer
accounts-role-partner = Partner
