package dispute

// #include "dispute.h"
import "C"

import (
	"fmt"
	"strings"
	"time"
	"unsafe"
)

type (
	Word    int32 // a permanent number; 0 is "not given"
	Set     int32 // of words: bit 1<<number for each
	YesNo   int32 // Yes, or not
	Instant int64 // milliseconds UTC; 0 is "not given"
)

const (
	Yes  = YesNo(1)
	Done = Word(C.DISPUTE_DONE)
)

// Never is the instant of a timer that is not armed.
var Never = Instant(C.dispute_never())

// At is the instant of a time.
func At(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Time is the time of an instant, in UTC; false where there is none.
func (i Instant) Time() (time.Time, bool) { return time.UnixMilli(int64(i)).UTC(), i > 0 && i < Never }

// Number is the number of a word: Number("party", "buyer").
func Number(group, word string) (Word, error) {
	n := C.int32_t(0)
	if in, known := groupNumber(group); known {
		w, size := chars(word)
		n = C.dispute_word_number(in, w, size)
	}
	if n == 0 {
		return 0, fmt.Errorf("%q is no word of %q", word, group)
	}
	return Word(n), nil
}

// Must is Number for words that are written in a program: it panics where they are misspelt.
func Must(group, word string) Word {
	n, err := Number(group, word)
	if err != nil {
		panic(err)
	}
	return n
}

// Name is the word of a number, "" for 0 and for a number that the library does not know.
func Name(group string, n Word) string {
	in, known := groupNumber(group)
	if !known {
		return ""
	}
	return C.GoString(C.dispute_word_name(in, C.int32_t(n)))
}

// Names are the words of a set.
func Names(group string, s Set) (names []string) {
	for n := Word(1); n < 31; n++ {
		if s>>n&1 != 0 {
			names = append(names, Name(group, n))
		}
	}
	return names
}

func groupNumber(group string) (C.int32_t, bool) {
	g, size := chars(group)
	n := C.dispute_word_number(C.DISPUTE_GROUP_GROUP, g, size)
	return n, n != 0
}

// Text fills a field. What does not fit, or has a NUL in it, becomes what the library refuses: nothing is cut.
func Text[T [4]byte | [40]byte | [72]byte](s string) (field T) {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.Repeat("\xff", len(field))
	}
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&field)), len(field)), s)
	return field
}

// String is what stands in a field of an answer.
func String(field []byte) string {
	text, _, _ := strings.Cut(string(field), "\x00")
	return text
}

// Error is misuse or environment. A refusal is no error but an answer.
type Error struct {
	Result  Word
	Problem *Problem // what exactly, where the library says so
}

func (e *Error) Error() string {
	if e.Problem != nil && e.Problem.Result == e.Result {
		return e.Problem.Sentence("en")
	}
	return C.GoString(C.dispute_word_sentence(C.DISPUTE_GROUP_RESULT, C.int32_t(e.Result), C.DISPUTE_LANGUAGE_EN))
}

func failure(r C.dispute_result, problem *Problem) error {
	if r >= 0 {
		return nil
	}
	if problem != nil && problem.Result == 0 { // not every call fills it
		problem = nil
	}
	return &Error{Word(r), problem}
}

// Sentence says it before people, with its dates and amounts.
func (p *Problem) Sentence(language string) string {
	var needed C.size_t
	in := C.int32_t(Must("language", language))
	C.dispute_problem_sentence(p.handle(), in, nil, 0, &needed)
	if needed == 0 {
		return ""
	}
	buffer := make([]byte, needed)
	C.dispute_problem_sentence(p.handle(), in, (*C.char)(unsafe.Pointer(&buffer[0])), needed, &needed)
	return String(buffer)
}

func (p *Problem) handle() *C.dispute_problem {
	p.size = uint32(unsafe.Sizeof(*p))
	return (*C.dispute_problem)(unsafe.Pointer(p))
}

func chars(s string) (*C.char, C.size_t) {
	b := append([]byte(s), 0)
	return (*C.char)(unsafe.Pointer(&b[0])), C.size_t(len(s))
}
