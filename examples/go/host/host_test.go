package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"example.org/dispute"
)

var (
	monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	order  = dispute.Order{Currency: "USD", Amount: 5000, DeliveredAt: monday.AddDate(0, 0, -5)}
	form   = dispute.Event{Kind: dispute.EventOpen, By: dispute.PartyBuyer, At: monday, ID: "form 1",
		Reason: dispute.ReasonQuality, Terms: dispute.Terms{Kind: dispute.TermsRefund, Amount: 2000}}
)

func opened(t *testing.T, file string) host {
	t.Helper()
	h, err := open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.policy.Close(); h.db.Close() })
	return h
}

func newHost(t *testing.T) host { return opened(t, filepath.Join(t.TempDir(), "cases.db")) }

func (h host) check(t *testing.T, query, want string) {
	t.Helper()
	var got string
	if err := h.db.QueryRow(query).Scan(&got); err != nil || got != want {
		t.Errorf("%s: %q, not %q (%v)", query, got, want, err)
	}
}

func TestMoneyMovesOnce(t *testing.T) {
	h, asked := newHost(t), []string{}
	if err := h.happens("C-1", order, form); err != nil {
		t.Fatal(err)
	}
	if err := h.happens("C-1", order, form); !errors.Is(err, dispute.ErrAlreadyDone) {
		t.Error(err)
	}
	unknown := errors.New("a timeout")
	provider := func(key, payee string, amount dispute.Money) error {
		if asked = append(asked, fmt.Sprint(key, " ", payee, " ", int64(amount))); len(asked) == 1 {
			return unknown
		}
		return nil
	}
	late := monday.AddDate(0, 0, 9)
	if err := h.work(late, provider); err != unknown {
		t.Error(err)
	}
	for i := 0; i < 2; i++ {
		if err := h.work(late, provider); err != nil {
			t.Error(err)
		}
	}
	if got := fmt.Sprint(asked); got != "[C-1:2:0 buyer 2000 C-1:2:0 buyer 2000 C-1:2:1 seller 3000]" {
		t.Error(got)
	}
	h.check(t, "select count(*) from journal", "4")
	h.check(t, "select next_due is null from cases", "1")
	var journal, record, snapshot []byte
	for sequence := 1; h.db.QueryRow("select record from journal where sequence = ?", sequence).Scan(&record) == nil; sequence++ {
		journal = append(journal, record...)
	}
	h.db.QueryRow("select snapshot from cases").Scan(&snapshot)
	again, err := h.policy.Replay(journal)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if bytes, _ := again.Snapshot(); string(bytes) != string(snapshot) || again.State() != dispute.StateClosedDone {
		t.Error("the journal tells something else")
	}
}

func TestWhatFellDueBeforeARefusalStands(t *testing.T) {
	h := newHost(t)
	h.happens("C-1", order, form)
	accept := dispute.Event{Kind: dispute.EventAccept, By: dispute.PartySeller, At: monday.AddDate(0, 0, 6)}
	if err := h.happens("C-1", order, accept); !errors.Is(err, dispute.ErrNotNow) {
		t.Error(err)
	}
	h.check(t, "select group_concat(id) from (select id from outbox where kind = 'transfer' order by id)", "C-1:2:0,C-1:2:1")
	if err := h.happens("C-2", order, accept); !errors.Is(err, dispute.ErrRefused) {
		t.Error(err)
	}
	h.check(t, "select count(*) from cases", "1")
}

func TestAllOrNothing(t *testing.T) {
	for _, table := range []string{"cases", "journal", "outbox"} {
		h := newHost(t)
		h.db.Exec("create trigger broken before insert on " + table + " begin select raise(abort, 'full'); end")
		if err := h.happens("C-1", order, form); err == nil {
			t.Error(table)
		}
		h.check(t, "select (select count(*) from cases) + (select count(*) from journal) + (select count(*) from outbox)", "0")
		h.db.Exec("drop trigger broken")
		if err := h.happens("C-1", order, form); err != nil {
			t.Error(table, err)
		}
	}
}

func TestAnErrorStoresNothing(t *testing.T) {
	h := newHost(t)
	bad := form
	bad.Amount = 1
	if err := h.happens("C-1", order, bad); !errors.Is(err, dispute.ErrFailed) {
		t.Error(err)
	}
	if err := h.happens("C:1", order, form); !errors.Is(err, dispute.ErrBadValue) {
		t.Error(err)
	}
	h.check(t, "select count(*) from cases", "0")
}

func TestManyWorkers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cases.db")
	first, paid, lock, group := opened(t, file), map[string]bool{}, sync.Mutex{}, sync.WaitGroup{}
	for i := 0; i < 20; i++ {
		if err := first.happens(fmt.Sprint("C-", i), order, form); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < 4; i++ {
		h := opened(t, file)
		group.Add(1)
		go func() {
			defer group.Done()
			err := h.work(monday.AddDate(0, 0, 9), func(key, payee string, amount dispute.Money) error {
				lock.Lock()
				defer lock.Unlock()
				paid[key] = true
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}()
	}
	group.Wait()
	if len(paid) != 40 {
		t.Error(len(paid))
	}
	first.check(t, "select sum(done) || ' ' || sum(amount) from outbox where kind = 'transfer'", "40 100000")
	first.check(t, "select count(*) from journal", "80")
}
