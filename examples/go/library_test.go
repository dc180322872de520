package dispute

import (
	"strings"
	"testing"
)

func TestTheLibraryFits(t *testing.T) {
	if err := CheckLibrary(); err != nil {
		t.Error(err)
	}
	if len(layouts()) < 10 || len(wordsKnown) < 250 {
		t.Error(len(layouts()), len(wordsKnown))
	}
}

func TestAnotherVersionIsRefused(t *testing.T) {
	for header, fitting := range map[uint32][]uint32{0x000100: {0x000100, 0x000107}, 0x010203: {0x010203, 0x010900}} {
		for _, library := range []uint32{0x000100, 0x000107, 0x000200, 0x010203, 0x010900, 0x020000} {
			fits := false
			for _, f := range fitting {
				fits = fits || f == library
			}
			if err := compareVersion(header, library); fits != (err == nil) {
				t.Errorf("%x %x %v", header, library, err)
			}
		}
	}
	if err := compareVersion(0x000100, 0x000205); !strings.Contains(err.Error(), "libdispute 0.2.5 was linked") ||
		!strings.Contains(err.Error(), "Install the libdispute") {
		t.Error(err)
	}
}

// What a program would look like that was built with another header.
func TestAnotherLayoutIsRefused(t *testing.T) {
	for n := range layouts() {
		for at := range layouts()[n].places {
			for name, change := range map[string]func(p *place){
				"moved": func(p *place) { p.offset += 4 }, "renamed": func(p *place) { p.field += "_" },
				"resized": func(p *place) { p.size *= 2 }, "retyped": func(p *place) { p.kind = "sum" },
			} {
				l := layouts()[n]
				inside := l.places[at].kind == ""
				change(&l.places[at])
				if err := compareLayout(l); err == nil && !(inside && name == "resized") {
					t.Error(l.name, l.places[at].field, name)
				}
			}
		}
		longer := layouts()[n]
		longer.size += 8
		if err := compareLayout(longer); err == nil || !strings.Contains(err.Error(), "bytes in libdispute") {
			t.Error(longer.name, err)
		}
	}
}

func TestAnotherWordIsRefused(t *testing.T) {
	if err := compareWords([]known{{1, 1, "buyer"}}); err != nil {
		t.Error(err)
	}
	if err := compareWords([]known{{1, 1, "seller"}}); err == nil || !strings.Contains(err.Error(), `the word seller of this program is "buyer"`) {
		t.Error(err)
	}
}
