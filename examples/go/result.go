package dispute

// #include "dispute.h"
import "C"

import (
	"errors"
	"unsafe"
)

// Result is the answer of a call as an error: the constants ErrNotNow and so on. Above 0 the rules refused, below 0 it
// was misuse or environment.
type Result int32

var (
	// ErrRefused is every refusal: errors.Is(err, ErrRefused). Show it to a person.
	ErrRefused = errors.New("dispute: refused by the rules")
	// ErrFailed is every other answer of the library but "done": mend the host.
	ErrFailed = errors.New("dispute: misuse or environment")
	// ErrClosed says that a policy or a case was closed before, or never made.
	ErrClosed = errors.New("dispute: it is closed")
	// ErrInUse says that two goroutines use one case at a time.
	ErrInUse = errors.New("dispute: another goroutine uses this case")
)

const groupResult = C.DISPUTE_GROUP_RESULT

// String is the word.
func (r Result) String() string { return wordName(groupResult, int32(r)) }

// Error is its sentence in English.
func (r Result) Error() string { return r.Sentence(LanguageEn) }

// Sentence says it before people.
func (r Result) Sentence(in Language) string { return wordSentence(groupResult, int32(r), in) }

// Refused says whether the rules refused.
func (r Result) Refused() bool { return r > 0 }

// Is makes ErrRefused and ErrFailed of each of them.
func (r Result) Is(target error) bool {
	return target == ErrRefused && r > 0 || target == ErrFailed && r < 0
}

// Error is a refusal, or what was wrong with a call, with everything that the library says about it.
type Error struct {
	Result  Result
	Problem *Problem // what exactly and where; nil where the result says it all
	raw     C.dispute_problem
}

// Error is the whole sentence in English.
func (e *Error) Error() string { return e.Sentence(LanguageEn) }

// Unwrap makes errors.Is(err, ErrNotNow) true.
func (e *Error) Unwrap() error { return e.Result }

// Sentence says it before people, with its dates and amounts.
func (e *Error) Sentence(in Language) string {
	var needed C.size_t
	if e.Problem != nil {
		C.dispute_problem_sentence(&e.raw, C.int32_t(in), nil, 0, &needed)
	}
	if needed == 0 {
		return e.Result.Sentence(in)
	}
	buffer := make([]byte, needed)
	C.dispute_problem_sentence(&e.raw, C.int32_t(in), (*C.char)(unsafe.Pointer(&buffer[0])), needed, &needed)
	return string(buffer[:needed-1])
}

// failure is nil for "done". Not every call fills its problem.
func failure(r C.dispute_result, problem *C.dispute_problem) error {
	if r == 0 {
		return nil
	}
	e := &Error{Result: Result(r)}
	if problem != nil && problem.result == r {
		e.raw, e.Problem = *problem, &Problem{}
		e.raw.size = C.sizeof_dispute_problem // a library may hand out a longer one
		e.Problem.get(&e.raw)
	}
	return e
}

func newProblem() *C.dispute_problem { return &C.dispute_problem{size: C.sizeof_dispute_problem} }
