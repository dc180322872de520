module example.org/dispute

go 1.18
