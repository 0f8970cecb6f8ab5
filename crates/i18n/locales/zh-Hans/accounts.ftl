accounts-role-administrator = 管理员
accounts-role-mission_officer = 项目专员
accounts-role-protocol_officer = 礼宾官
accounts-role-project_manager = 项目经理
accounts-role-verifier = 核验员
accounts-role-delegate = 团员
accounts-role-viewer = 查阅者
accounts-role-partner = 合作方
