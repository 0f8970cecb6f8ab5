proof-no-timetable = 已证明不存在时间表：子句在 { $clauses }，证明在 { $proof }，含义说明在 { $legend }
proof-no-fewer-breaks = 已证明任何时间表的空档都不少于 { $breaks }：子句在 { $clauses }，证明在 { $proof }，含义说明在 { $legend }
proof-nothing = 无需证明：空档数不可能少于零，或没有得出任何结论。
proof-other-question = 未写出证明：本题允许不安排部分会谈，其界来自精确匹配，而非反驳。
proof-too-large = 未写出证明：问题太大，无法写成子句。
proof-stopped = 未写出证明：用时超过 { $seconds } 秒。可用 --time-limit 延长。
proof-not-in-clauses = 未写出证明：结论所依据的计数不在子句之中。
proof-files = 未写出证明：{ $error }
