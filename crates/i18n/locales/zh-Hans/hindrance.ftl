# 双方与桌位均空闲而请求仍未安排的原因。
hindrance-pause = { $slots }：{ $who } 需要休息。
hindrance-table = { $slots }：指定的桌位已有其他会谈。
