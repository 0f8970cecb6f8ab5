quality-served = 意愿满足情况
quality-home = 我方
quality-hosts = 外方
quality-share = { $percent }%（{ $held } / { $asked } 场）
quality-of = { $part } / { $whole }
quality-and-more = { $list }等另 { $count } 家
quality-least = 满足比例最低：{ $percent }%，{ $who }。
quality-breaks =
    { $count ->
        [0] 没有单位需要等候。
       *[other] 全部单位共有 { $count } 处等候空档。
    }
quality-most-breaks = 空档最多：{ $count } 处，{ $who }。
quality-venue-changes =
    { $count ->
        [0] 没有人在连续会谈之间更换场地。
       *[other] 全体在连续会谈之间共更换场地 { $count } 次。
    }
quality-changes =
    { $count ->
        [0] 连续场次之间无人换桌。
       *[other] 连续场次之间共换桌 { $count } 次。
    }
quality-tables = 已用桌位：{ $part } / { $whole }。
quality-use = 各时段桌位使用
quality-worst = 满足情况（由低到高）
quality-better-served = 另有 { $count } 家单位满足情况更好。
quality-advice = 怎样能安排更多会谈
quality-advice-hint = 以更多桌位、多一个时段以及最抢手企业各增派一人重新求解；结果均为实际计算，并非估计。
quality-ask = 计算
quality-running = 正在以更多桌位、时段和人员重新求解。
quality-basis = 每个问题求解 { $count } 秒；现有条件下可安排 { $held } 场。求解更久可能更多。
quality-search-longer = 桌位不变，重新排程即可多安排 { $count } 场。
quality-more-tables = 增加 { $count } 张桌子
quality-more-slots = 末尾增加 { $count } 个时段
quality-gain = { $what }：至少可多安排 { $count } 场。
quality-gain-none = { $what }：没有增加。按意愿衡量的最优方案（已证明）场次并不更多。
quality-gain-not-found = { $what }：未找到更多场次。
quality-more-person = { $who }增派一人
