module dispute.invalid/bench

go 1.18
