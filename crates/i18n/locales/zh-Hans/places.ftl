places-booth-of = { $who }的展位
places-kind-booth = 展位
places-kind-virtual = 线上
