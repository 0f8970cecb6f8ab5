conflict-minimal = 以下要求互相矛盾，去掉其中任何一项，其余即可满足：
conflict-found = 以下要求互相矛盾：
conflict-why = 与之矛盾的要求
conflict-number-who = 参加方 { $number }
conflict-number-slot = 时段 { $number }
conflict-fairness = 等候空档公平分担
conflict-tables = 任何时候洽谈数不超过桌数
conflict-pause = { $who } 连续 { $count } 场洽谈后休息
conflict-order = 洽谈 { $first } 先于洽谈 { $second }
conflict-locked = 洽谈 { $meeting } 在其锁定的桌位
conflict-window = 洽谈 { $meeting } 在其时间范围内
conflict-fixed = 洽谈 { $meeting } 在固定时间
conflict-cap = { $who } 最多接受 { $count } 场洽谈
conflict-apart = { $first } 与 { $second } 不会面
conflict-engaged = { $who } 有人在 { $time } 参加其他活动
conflict-engaged-at = { $who } 有人在 { $time } 参加“{ $item }”
conflict-away = { $who } 在 { $time } 不洽谈
conflict-people = { $who }：共 { $count } 人，同一时间最多 { $count } 场洽谈
conflict-minimum = { $who } 获得承诺的 { $count } 场洽谈
conflict-meeting =
    { $count ->
        [1] 举行洽谈 { $meeting }
       *[other] 以下洽谈全部举行：{ $meeting }
    }
