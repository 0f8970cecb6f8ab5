places-booth-of = Stand von { $who }
places-kind-booth = Stand
places-kind-virtual = virtuell
