goals-all = 按全部目标的先后顺序，已证明为最优。
goals-all-within = 按全部目标的先后顺序，除允许让出的部分外，已证明无法更优。
goals-proved = 以下目标依次已证明最优：{ $goals }。
goals-within = { $goal }（允许让出的部分除外）
goals-open-fewest =
    { $limit ->
        [0] 尚未证明的是{ $goal }：本方案为 { $value }，能否更少尚不清楚。
       *[other] 尚未证明的是{ $goal }：本方案为 { $value }，至少需要 { $limit }，最多还能减少 { $gap }。
    }
goals-open-weight = 尚未证明的是{ $goal }：本方案为 { $value }，任何方案都不超过 { $limit }，最多还能提高 { $gap }。
goals-open-fairness = 尚未证明的是{ $goal }：满足最少的一家获得其申请的 { $value }%，能否更公平尚不清楚。
goals-name-promises = 未落实的必办与最低场次
goals-name-weight = 权重
goals-name-fairness = 公平
goals-name-breaks = 等候空档
goals-name-most_breaks = 单家最多空档
goals-name-venues = 换场地次数
goals-name-changes = 换桌次数
goals-name-wishes = 未满足的时段意愿
