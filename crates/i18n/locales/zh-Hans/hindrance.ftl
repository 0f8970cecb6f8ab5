# 双方与桌位均空闲而请求仍未安排的原因。
hindrance-pause = { $slots }：{ $who } 需要休息。
hindrance-table = { $slots }：本场会谈可用的桌位均已占用。
hindrance-person = { $slots }：{ $who } 可出席的人员均不空闲。
hindrance-interpreter = { $slots }：没有空闲的相应语种译员。
hindrance-travel = { $slots }：有人员无法及时从一个地点赶到另一个地点。
