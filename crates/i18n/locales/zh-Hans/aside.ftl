# 一方已搁置的对象，供组织方查看。
aside-title = 已搁置
aside-hint = 这些对象不再向双方推荐。若组织方为其录入了会谈，在拒绝方自行接受或您撤回搁置之前，排程不予安排。
aside-by = 拒绝方
aside-other = 对象
aside-when = 时间
aside-when-unknown = 未记录
aside-effect = 影响
aside-blocks = 已接受的申请因此不予排入
aside-not-suggested = 不再推荐
aside-take-back = 撤回搁置
aside-taken-back = 已为{ $who }撤回：{ $what }可再次推荐和会谈。
