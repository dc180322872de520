module bench

go 1.19

require (
	example.org/dispute v0.0.0
	github.com/looplab/fsm v1.0.2
	github.com/qmuntal/stateless v1.7.0
)

replace example.org/dispute => ../../../examples/go
