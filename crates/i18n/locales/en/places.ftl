places-booth-of = booth of { $who }
places-kind-booth = booth
places-kind-virtual = virtual
