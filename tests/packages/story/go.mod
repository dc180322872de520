module story

go 1.18

require example.org/dispute v0.0.0

replace example.org/dispute => ../../../examples/go
