package dispute

// #include "dispute.h"
import "C"

import (
	"fmt"
	"reflect"
	"strings"
)

// These structs lie over those of dispute.h, which have no pointers and no padding, so that nothing is copied field by
// field. When the package is loaded, every field is compared with what the library says: name, place, size and kind.
type (
	Terms struct {
		Kind, FreightBy         Word
		Amount, Coupon, Freight int64
	}
	Order struct {
		size                          uint32
		Funds                         Word
		SellerGuarantee               YesNo
		SellerVerified                YesNo
		Currency                      [4]byte
		reserved                      int32
		Amount, Freight               int64
		PaidAt, ShippedAt, PromisedAt Instant
		DeliveredAt, CompletedAt      Instant
		ProtectedUntil                Instant
	}
	Event struct {
		size                               uint32
		Kind, By                           Word
		Expects                            YesNo
		At                                 Instant
		Expect                             int64
		Terms                              Terms
		Reason, Goods, Payer, Fault, Party Word
		Deadline                           Word
		Until                              Instant
		Amount                             int64
		ID, Reference                      [72]byte
		Digest                             [32]byte
		CaseID                             [40]byte
	}
	Transition struct {
		size                uint32
		Item                uint32
		Sequence            int64
		At, NextDue         Instant
		Event, By           Word
		Rule                Word
		FromState, State    Word
		Effects, RecordSize uint32
		FirstEffect         uint32
	}
	Effect struct {
		size                   uint32
		Item                   uint32
		Sequence               int64
		Index                  int32
		Kind                   Word
		FromAccount, ToAccount Word
		Why, ToParty           Word
		Topic, Deadline, Tally Word
		Currency               [4]byte
		Amount                 int64
		Due                    Instant
		ID                     [56]byte
	}
	Outcome struct {
		size                    uint32
		Kind, Via, Fault, Payer Word
		Counts                  Set
		Amount, Coupon          int64
	}
	Prospect struct {
		size     uint32
		State    Word
		At       Instant
		WaitsFor Word
		reserved int32
	}
	Action struct {
		size              uint32
		Party, Event      Word
		Kinds             Set
		Deadline, Silence Word
		Due               Instant
		AmountMax         int64
	}
	View struct {
		size                      uint32
		Viewer                    Word
		Sequence                  int64
		OpenedAt, ChangedAt       Instant
		NextDue                   Instant
		State                     Word
		Moves                     Set
		Reason, Goods, Funds      Word
		Claim                     Word
		Round                     int32
		OfferBy                   Word
		Request, Offer            Terms
		Amount, Escrow            int64
		ToBuyer, ToSeller, Unpaid int64
		Due                       [16]Instant // by number of deadline
		Evidence                  [8]Word     // by number of party
		Outcome                   Outcome
		ID                        [40]byte
		Currency                  [4]byte
		reserved                  uint32
	}
	Edge struct {
		size                     uint32
		FromState, Event         Word
		Parties                  Set
		Rule, Deadline           Word
		Key, SilenceKey, Silence Word
		Silent                   Set
		Winner                   Word
		Nexts                    uint32
		Next                     [8]Word
	}
	Report struct {
		size                        uint32
		States, Edges, Faults       int32
		Waits, Turns                int32
		LongestSilence, LongestCase int64
	}
	Problem struct {
		size                      uint32
		Result, Detail            Word
		Line                      int32
		Rule, State, Event, Party Word
		Deadline                  Word
		Currency                  [4]byte
		At                        Instant
		Limit                     int64
		Name                      [40]byte
	}
)

type place struct {
	offset, bytes uintptr
	kind          string
}

func init() {
	for name, ours := range map[string]any{
		"terms": Terms{}, "order": Order{}, "event": Event{}, "transition": Transition{}, "effect": Effect{},
		"outcome": Outcome{}, "prospect": Prospect{}, "action": Action{}, "view": View{}, "problem": Problem{},
		"edge": Edge{}, "report": Report{},
	} {
		if err := compare(name, reflect.TypeOf(ours)); err != nil {
			panic(err)
		}
	}
}

// compare says where a struct of the library differs from ours. One that has grown at its end does not.
func compare(name string, ours reflect.Type) error {
	differs := func(what string) error {
		return fmt.Errorf("libdispute %#x has another %s than this package: %s", C.dispute_version(), name, what)
	}
	field, left := C.dispute_field{size: C.sizeof_dispute_field}, map[string]place{}
	places(ours, "", 0, left)
	for i := C.uint32_t(0); C.dispute_struct_field(C.int32_t(Must("struct", name)), i, &field) == 0; i++ {
		name := C.GoString(&field.name[0])
		theirs := place{uintptr(field.offset), uintptr(field.bytes * field.elements), Name("type", Word(field.kind))}
		mine, known := left[name]
		if mine.kind == "" {
			mine.kind = theirs.kind
		}
		if theirs.offset < ours.Size() && (!known || mine != theirs) {
			return differs(name)
		}
		delete(left, name)
	}
	for name := range left {
		return differs(name)
	}
	return nil
}

// places lists the fields of a struct under the names that the library has for them: FreightBy is freight_by.
func places(t reflect.Type, prefix string, at uintptr, found map[string]place) {
	kinds := map[reflect.Type]string{reflect.TypeOf(Word(0)): "word", reflect.TypeOf(Instant(0)): "instant",
		reflect.TypeOf(Set(0)): "set", reflect.TypeOf(YesNo(0)): "yes_no"}
	for i := 0; i < t.NumField(); i++ {
		f, name := t.Field(i), []byte{}
		for j, c := range []byte(strings.ReplaceAll(f.Name, "ID", "Id")) {
			if c >= 'A' && c <= 'Z' {
				if c += 'a' - 'A'; j > 0 {
					name = append(name, '_')
				}
			}
			name = append(name, c)
		}
		if f.Type.Kind() == reflect.Struct {
			places(f.Type, prefix+string(name)+".", at+f.Offset, found)
			continue
		}
		kind := f.Type
		if kind.Kind() == reflect.Array {
			kind = kind.Elem()
		}
		found[prefix+string(name)] = place{at + f.Offset, f.Type.Size(), kinds[kind]}
	}
}
