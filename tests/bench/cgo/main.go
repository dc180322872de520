// Command bench says what a call costs through cgo: bench CASES REPEATS. It prints a row h-cgo-WHAT for each; see
// calls_c.c for the same loops in C. CGO_CFLAGS and CGO_LDFLAGS say where headers and libraries are.
package main

// #cgo LDFLAGS: -lcalls -ldispute
// #include "calls.h"
import "C"

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"time"
	"unsafe"
)

type loop struct {
	name string
	run  func(k *C.calls)
}

func cases(k *C.calls) []*C.dispute_case { return unsafe.Slice(k.cases, int(k.case_count)) }

func ask(k *C.calls) {
	for e := 0; e < int(k.event_count); e++ {
		for _, c := range cases(k) {
			C.dispute_case_next_due(c)
		}
	}
}

func apply(k *C.calls) {
	events := unsafe.Slice(k.events, int(k.event_count))
	for e := range events {
		for _, c := range cases(k) {
			C.dispute_apply(k.policy, c, &events[e], k.answer)
		}
	}
}

func applyMany(k *C.calls) {
	var done C.size_t
	copies := unsafe.Slice(k.copies, int(k.event_count*k.case_count))
	for e := 0; e < int(k.event_count); e++ {
		C.dispute_apply_many(k.policy, k.cases, &copies[e*int(k.case_count)], C.size_t(unsafe.Sizeof(copies[0])),
			C.size_t(k.case_count), k.answer, k.results, &done)
	}
}

func stop(sentence string) {
	fmt.Fprintln(os.Stderr, sentence)
	os.Exit(1)
}

func number(at int) int {
	n := 0
	if at < len(os.Args) {
		n, _ = strconv.Atoi(os.Args[at])
	}
	if n < 1 {
		stop("usage: bench CASES REPEATS")
	}
	return n
}

func main() {
	count, repeats := number(1), number(2)
	k := C.calls_new(C.uint32_t(count))
	if k == nil {
		stop("no memory")
	}
	defer C.calls_free(k)
	loops := []loop{{"ask", ask}, {"apply", apply}, {"many", applyMany}}
	found := map[string][]float64{}
	for n := -1; n < repeats; n++ { // the first one warms up
		for _, l := range loops {
			C.calls_reset(k)
			began := time.Now()
			l.run(k)
			took := float64(time.Since(began).Nanoseconds())
			if l.name != "ask" && C.calls_closed(k) != 1 {
				stop("h-cgo-" + l.name + ": a call was refused")
			}
			if n >= 0 {
				found[l.name] = append(found[l.name], took/float64(count)/float64(k.event_count))
			}
		}
	}
	for _, l := range loops {
		ns := found[l.name]
		sort.Float64s(ns)
		fmt.Printf("h-cgo-%s\t\t%.2f\t%.2f\n", l.name, ns[0], ns[len(ns)/2])
	}
}
