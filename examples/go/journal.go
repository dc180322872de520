package dispute

// #include "dispute.h"
import "C"

import "unsafe"

// SnapshotSize is the number of bytes of every snapshot.
const SnapshotSize = C.DISPUTE_SNAPSHOT_SIZE

// ReadRecord reads the first record by itself: what happened and what was made of it (its NextDue and Effects are not in
// it). The rest is where the following record begins.
func ReadRecord(records []byte) (t Transition, e Event, rest []byte, err error) {
	bytes, size := octets(records)
	transition, event := C.dispute_transition{size: C.sizeof_dispute_transition}, C.dispute_event{size: C.sizeof_dispute_event}
	var next C.size_t
	if err := failure(C.dispute_record_read(bytes, size, &transition, &event, &next), nil); err != nil {
		return t, e, nil, err
	}
	t.get(&transition)
	e.get(&event)
	t.Record = append([]byte(nil), records[:next]...)
	return t, e, records[next:], nil
}

// ReadOrder is the order that a first record carries.
func ReadOrder(record []byte) (order Order, err error) {
	bytes, size := octets(record)
	found := C.dispute_order{size: C.sizeof_dispute_order}
	if err := failure(C.dispute_record_order(bytes, size, &found), nil); err != nil {
		return order, err
	}
	order.get(&found)
	return order, nil
}

// About says which policy and which case a snapshot or a first record belongs to.
func About(bytes []byte) (policy string, digest [32]byte, caseID string, err error) {
	first, size := octets(bytes)
	var name [C.DISPUTE_NAME_SIZE]C.char
	var id [C.DISPUTE_CASE_ID_SIZE]C.char
	r := C.dispute_bytes_about(first, size, &name[0], (*C.uint8_t)(unsafe.Pointer(&digest)), &id[0])
	return getText(name[:]), digest, getText(id[:]), failure(r, nil)
}
