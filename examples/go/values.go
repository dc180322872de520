package dispute

// #include "dispute.h"
import "C"

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	"unsafe"
)

// Money is an amount in minor units of the order's currency: 2000 is 20.00 USD, or 2000 JPY.
type Money int64

// Text is the amount in its currency's decimals, without the currency: "20.00".
func (m Money) Text(currency string) string {
	decimals := Decimals(currency)
	digits, sign := strconv.FormatInt(int64(m), 10), ""
	if m < 0 {
		digits, sign = digits[1:], "-"
	}
	if decimals == 0 {
		return sign + digits
	}
	if missing := decimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return sign + digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
}

// Decimals are those of a currency of ISO 4217; 2 where the code is not known.
func Decimals(currency string) int {
	var code [4]C.char
	for i := 0; i < 3 && i < len(currency); i++ {
		code[i] = C.char(currency[i])
	}
	return int(C.dispute_currency_decimals(&code[0]))
}

// Span writes a duration as a policy takes it: Span(72*time.Hour) is "PT72H". Policies count in seconds; what is less is
// left out.
func Span(d time.Duration) string {
	seconds := int64(d / time.Second)
	switch {
	case seconds%3600 == 0:
		return fmt.Sprintf("PT%dH", seconds/3600)
	case seconds%60 == 0:
		return fmt.Sprintf("PT%dM", seconds/60)
	}
	return fmt.Sprintf("PT%dS", seconds)
}

// Instants are milliseconds UTC; the zero time is "not given", and finer parts of a time are left out.
func putTime(t time.Time) C.int64_t {
	if t.IsZero() {
		return 0
	}
	if ms := t.UnixMilli(); ms != 0 {
		return C.int64_t(ms)
	}
	return -1 // the first instant of 1970 was given: say so, and be told that it is none
}

func getTime(ms C.int64_t) time.Time {
	if ms <= 0 || ms == C.dispute_never() {
		return time.Time{}
	}
	return time.UnixMilli(int64(ms)).UTC()
}

// getSpan is a number of milliseconds; what never ends, or is more than 292 years, is the longest duration there is.
func getSpan(ms C.int64_t) time.Duration {
	if int64(ms) > math.MaxInt64/int64(time.Millisecond) {
		return math.MaxInt64
	}
	return time.Duration(ms) * time.Millisecond
}

func putYesNo(yes bool) C.int32_t {
	if yes {
		return 1
	}
	return 0
}

// Nearly all cases of a host have one currency: its text is made once.
var lastCurrency atomic.Value

func getText(field []C.char) string {
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&field[0])), len(field))
	for i, b := range bytes {
		if b == 0 {
			bytes = bytes[:i]
			break
		}
	}
	if len(field) != 4 {
		return string(bytes)
	}
	if last, _ := lastCurrency.Load().(string); last == string(bytes) {
		return last
	}
	text := string(bytes)
	lastCurrency.Store(text)
	return text
}

func getSet[T ~int32](bits C.int32_t) (words []T) {
	for n := T(0); bits != 0 && n < 32; n++ {
		if bits>>n&1 != 0 {
			words = append(words, n)
		}
	}
	return words
}

// writer fills the texts of a struct, and remembers the first that does not fit: nothing is cut.
type writer struct{ err error }

func (w *writer) text(to []C.char, field, s string) {
	switch {
	case w.err != nil:
	case len(s) >= len(to):
		w.err = fmt.Errorf("dispute: %s has %d bytes, at most %d fit: %w", field, len(s), len(to)-1, ErrBadValue)
	case strings.IndexByte(s, 0) >= 0:
		w.err = fmt.Errorf("dispute: %s has a NUL in it: %w", field, ErrBadValue)
	default:
		copy(unsafe.Slice((*byte)(unsafe.Pointer(&to[0])), len(to)), s)
	}
}

// chars lends a string to a call, which takes its length with it.
func chars(s string) (*C.char, C.size_t) {
	b := append([]byte(s), 0)
	return (*C.char)(unsafe.Pointer(&b[0])), C.size_t(len(s))
}

// octets lends bytes to a call; none have an address, too.
func octets(b []byte) (*C.uint8_t, C.size_t) {
	if len(b) == 0 {
		b = []byte{0}
		return (*C.uint8_t)(unsafe.Pointer(&b[0])), 0
	}
	return (*C.uint8_t)(unsafe.Pointer(&b[0])), C.size_t(len(b))
}
