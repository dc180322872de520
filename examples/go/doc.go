// Package dispute runs marketplace disputes as a pure function, (policy, case, event) -> (case', answer), on libdispute.
//
// A Policy is the rules of a market, sealed: goroutines share it. A Case is one case, for one goroutine at a time; what a
// call brought about comes back as an Answer, copied, so that nothing dies with the next call. Close both when they are
// done with; a finalizer is only the net below. Whatever is called after Close answers ErrClosed.
//
// A refusal of the rules is an error that says which, errors.Is(err, dispute.ErrNotYours), or any of them,
// errors.Is(err, dispute.ErrRefused). It comes with an Answer: what fell due before the event stands and is to be stored.
// With any other error nothing has changed.
//
// The library is found by pkg-config. With the build tag dispute_source its C sources are compiled in instead, for which
// a C compiler is enough; `go generate` in this module puts them into the folder source.
package dispute

//go:generate python3 source.py
