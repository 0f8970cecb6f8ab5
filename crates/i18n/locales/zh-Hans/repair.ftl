repair-missing = 洽谈 { $meeting } 没有位置。做以下任一改动即可安排：
repair-order = 洽谈 { $first } 不必先于洽谈 { $second }
repair-unfix = 洽谈 { $meeting } 可离开固定时间
repair-window = 洽谈 { $meeting } 可在任何时间
repair-cap = { $who } 比希望的多接一场洽谈
repair-slot = { $who } 在 { $time } 仍到场
repair-table = { $time } 增加一张桌子
repair-person = { $who } 增派一人
repair-drop = 放弃洽谈 { $meeting }
repair-none = 没有找到可行的改动，两三项一起也不行。
repair-with = ；并且
repair-and = { $repair }（另有 { $count } 场洽谈变动）
repair-ways = 可行的改动
repair-then = 届时安排在 { $place }。
repair-try = 试行此改动
repair-tried = 改动已生效，方案 { $name } 已存为草案。
repair-others =
    { $count ->
        [0] 其他洽谈不变。
       *[other] 另有 { $count } 场洽谈变动。
    }
repair-how = 怎样才能安排
