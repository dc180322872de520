package dispute

// #include "dispute.h"
import "C"

import (
	"fmt"
	"strings"
)

func wordName(group, word int32) string {
	return C.GoString(C.dispute_word_name(C.int32_t(group), C.int32_t(word)))
}

func wordLabel(group, word int32, in Language) string {
	return C.GoString(C.dispute_word_label(C.int32_t(group), C.int32_t(word), C.int32_t(in)))
}

func wordSentence(group, word int32, in Language) string {
	return C.GoString(C.dispute_word_sentence(C.int32_t(group), C.int32_t(word), C.int32_t(in)))
}

// putWord is the word of a number, for JSON and the like; none is empty.
func putWord(group, word int32) ([]byte, error) {
	name := wordName(group, word)
	if name == "" && word != 0 {
		return nil, fmt.Errorf("dispute: %d is no word of the group %s: %w", word, wordName(0, group), ErrBadValue)
	}
	return []byte(name), nil
}

func getWord(group int32, text []byte, to *int32) error {
	if len(text) == 0 {
		*to = 0
		return nil
	}
	in, all := C.int32_t(group), []string{}
	for i := C.uint32_t(0); i < C.dispute_word_count(in); i++ {
		number := C.dispute_word_at(in, i)
		name := C.GoString(C.dispute_word_name(in, number))
		if name == string(text) {
			*to = int32(number)
			return nil
		}
		all = append(all, name)
	}
	return fmt.Errorf("dispute: %q is no word of the group %s, which are %s: %w", text, wordName(0, group),
		strings.Join(all, ", "), ErrBadValue)
}
