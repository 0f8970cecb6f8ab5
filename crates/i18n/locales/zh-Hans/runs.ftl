runs-title = 生成方案
runs-more = 更多选项…
runs-go = 开始排程
runs-seconds = 求解多久？
runs-seconds-10 = 快速：10 秒
runs-seconds-60 = 仔细：1 分钟
runs-seconds-300 = 尽可能好：5 分钟
runs-aim = 以什么为先？
runs-aim-wishes = 意愿优先：双方最想谈的先安排
runs-aim-order = 依次兼顾：先意愿，再不让任何一家落后，再少等待，再少换桌，最后满足希望的时段
runs-give-wishes = 为后面的目标，意愿最多可让出多少？
runs-give-fairness = 为减少等待，各家的满足比例最多可降低多少？
runs-give-waiting = 为减少换桌，空档最多可增加多少？
runs-give-nothing = 不让
runs-give-percent = 最多 { $percent }%
runs-give-hint = 仅用于“依次兼顾”。
runs-aim-count = 数量优先：场次尽可能多，每场同等对待
runs-keep = 保留已发布的安排：方案 { $number } 不动，其余补充安排
runs-keep-hint = 已无法保持原位的会谈会重新安排。
runs-locked =
    { $count ->
        [0] 没有锁定的会谈
       *[other] { $count } 场锁定的会谈保持原位
    }
runs-unlock-all = 全部解除锁定
runs-standing =
    { $count ->
        [0] 已安排 { $held } 场，无人等候。最多还能提高 { $percent }%。
       *[other] 已安排 { $held } 场，等候 { $count } 处。最多还能提高 { $percent }%。
    }
runs-standing-best =
    { $count ->
        [0] 已安排 { $held } 场，无人等候，已无法更多。
       *[other] 已安排 { $held } 场，已无法更多；正在减少 { $count } 处等候。
    }
runs-proof-most = 场次最多（已证明）
runs-found-most = 目前场次最多
