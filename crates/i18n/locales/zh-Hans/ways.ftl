ways-title = 正在查找矛盾之处与可行的改动
ways-search = 查找可行的改动
ways-again = 重新查找
ways-hint = 先尝试单项改动，再尝试两三项同时改动，并找出与该会谈矛盾的要求。查到的结果随时显示。
ways-singles =
    { $count ->
        [0] 正在尝试单项改动。
       *[other] 正在尝试单项改动：已试 { $count } 项。
    }
ways-contradiction = 正在找出与之矛盾的要求。
ways-demands = 正在缩小矛盾范围：还剩 { $count } 项要求。
ways-sets = 正在尝试两三项同时改动：已试 { $count } 组。
ways-stopping = 正在停止，已查到的结果予以保留。
ways-none-yet = 暂无结果。
ways-cut-short = 查找在全部试完之前结束，以上是已查到的结果。
ways-failed = 查找失败，或场次在此期间有改动。请重新查找。
ways-terminal = 正在查找矛盾之处与可行的改动，按 Ctrl-C 结束。
ways-ended = 查找在找到可行的改动之前结束。
