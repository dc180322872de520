package dispute

// #include "dispute.h"
import "C"

import (
	"fmt"
	"sync"
)

type (
	place struct {
		field        string
		offset, size uintptr
		kind         string // "" for a struct inside
	}
	layout struct {
		number int32
		name   string
		size   uintptr
		places []place
	}
	known struct {
		group, number int32
		name          string
	}
)

var (
	checked  sync.Once
	unfit    error
	mendment = "Install the libdispute that this program was built against, or build the program anew with the " +
		"installed one (`go clean -cache` first); the build tag dispute_source makes it independent of both."
)

// CheckLibrary compares the library that was linked with what this package was built for: version, words, and size and
// place of every field. NewPolicy does it by itself, once, and answers with the error.
func CheckLibrary() error {
	checked.Do(func() {
		unfit = compareVersion(uint32(C.DISPUTE_VERSION), uint32(C.dispute_version()))
		for _, l := range layouts() {
			if unfit == nil {
				unfit = compareLayout(l)
			}
		}
		if unfit == nil {
			unfit = compareWords(wordsKnown)
		}
	})
	return unfit
}

func versionText(v uint32) string { return fmt.Sprintf("%d.%d.%d", v>>16, v>>8&255, v&255) }

func wrongLibrary(format string, values ...any) error {
	return fmt.Errorf("dispute: wrong library: %s. %s", fmt.Sprintf(format, values...), mendment)
}

// compareVersion: while the major version is 0, another minor version does not fit.
func compareVersion(header, library uint32) error {
	if header>>16 == library>>16 && (header>>16 > 0 || header>>8 == library>>8) {
		return nil
	}
	return wrongLibrary("libdispute %s was linked, and this program was built with the header of %s", versionText(library),
		versionText(header))
}

func compareLayout(ours layout) error {
	size := uintptr(C.dispute_struct_size(C.int32_t(ours.number)))
	if size < ours.size {
		return wrongLibrary("dispute_%s has %d bytes in libdispute %s and %d in this program", ours.name, size,
			versionText(uint32(C.dispute_version())), ours.size)
	}
	theirs, field := map[string]place{}, C.dispute_field{size: C.sizeof_dispute_field}
	for i := C.uint32_t(0); C.dispute_struct_field(C.int32_t(ours.number), i, &field) == 0; i++ {
		name := getText(field.name[:])
		theirs[name] = place{name, uintptr(field.offset), uintptr(field.bytes * field.elements),
			wordName(C.DISPUTE_GROUP_TYPE, int32(field.kind))}
		for at, b := range []byte(name) {
			if head := name[:at]; b == '.' && theirs[head].field == "" { // the first field of a struct inside
				theirs[head] = place{field: head, offset: uintptr(field.offset)}
			}
		}
	}
	for _, mine := range ours.places {
		if mine.kind == "" {
			mine.size = 0
		}
		if theirs[mine.field] != mine {
			return wrongLibrary("in dispute_%s the field %s lies at %d (%d bytes, %s) in this program, which libdispute %s"+
				" does not say of it", ours.name, mine.field, mine.offset, mine.size, mine.kind,
				versionText(uint32(C.dispute_version())))
		}
	}
	return nil
}

func compareWords(words []known) error {
	for _, w := range words {
		if name := wordName(w.group, w.number); name != w.name {
			return wrongLibrary("the word %s of this program is %q in libdispute %s", w.name, name,
				versionText(uint32(C.dispute_version())))
		}
	}
	return nil
}
