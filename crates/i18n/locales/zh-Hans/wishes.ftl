# 时段意愿：参加单位最希望在何时会谈。

wishes-best = 希望时段
wishes-best-hint = 如 3-6；仅为意愿，并非限制。留空时以单位自填为准。
wishes-request = 希望安排在
wishes-request-hint = 仅为意愿，并非限制：排程会尽量满足。
refused-wish-unknown = 时段 { $time } 不存在；本场共有 { $count } 个时段。
refused-wish-away = { $time } 有一方不可用；请从意愿中去掉该时段，或改为可用。
refused-wish-outside = { $time } 是希望时段，但不在可用时段之内；请从意愿中去掉，或同时勾选为可用时段。
wishes-own = 您最希望在什么时段会谈？
wishes-own-hint = 仅为意愿：主办方排程时会尽量满足。不勾选表示任何时段均可。其他参加单位看不到。
wishes-own-noted = 主办方已为您登记：{ $times }。以此为准，优先于您在此处的勾选；如需更改请联系主办方。
wishes-quality = { $whole } 个时段意愿中满足了 { $part } 个。
wishes-aim-hint = 本场登记了时段意愿。选“依次兼顾”时纳入排程目标；其他选项下，只在方案同样好时据此取舍。
wishes-give-changes = 为满足更多时段意愿，换桌次数最多可增加多少？
wishes-met = 时间符合愿望
wishes-missed = 未安排在希望的时间
wishes-part = { $whole } 个时间愿望中满足了 { $part } 个
