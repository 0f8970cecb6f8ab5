merge-title = 合并两条记录
merge-action = 合并
merge-intro = 同一方的两条记录合为一条。凡引用被并记录之处，此后都引用保留的记录；所有名称都保留，空白项自动补上。旧地址自动转到新地址；只要合并后未再修改，就可以撤销合并。
merge-with = 另一条记录
merge-with-hint = 将被并入的记录。可按任何名称查找。
merge-compare = 比较
merge-likely = 可能重复
merge-likely-hint = 名称的写法或读音相近。相近不等于相同：先比较，再合并。
merge-field = 项目
merge-record = 记录
merge-kept = 保留
merge-gone = 并入
merge-named =
    { $count ->
        [0] 没有记录引用它。
       *[other] 有 { $count } 条记录引用它。
    }
merge-name-of-record = 正式名称（{ $language }）
merge-all-names = 其他名称（全部保留）
merge-swap = 改为保留另一条
merge-confirm = 合并
merge-done = 两条记录已合为一条。
merge-changed = 其间有一条记录被修改。以下是现在的内容。
merge-undone = 合并已撤销：两条记录恢复原样。
merge-merged = 已并入本记录
merge-undo = 撤销合并
