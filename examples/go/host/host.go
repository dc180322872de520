// Command host keeps disputes in SQLite: one event, one transaction.
package main

import (
	"database/sql"
	"errors"
	"fmt"
	"log"
	"time"

	"example.org/dispute"
	_ "github.com/mattn/go-sqlite3"
)

const schema = `
create table if not exists cases(id text primary key, next_due int, snapshot blob);
create index if not exists due on cases(next_due);
create table if not exists journal(case_id text, sequence int, record blob, primary key(case_id, sequence));
create table if not exists outbox(id text primary key, case_id text, kind text, payee text, amount int, done int);`

type host struct {
	db     *sql.DB
	policy *dispute.Policy
}

// happens is one event, or without a kind the passing of time: all that it brings about is stored, or nothing is.
func (h host) happens(id string, order dispute.Order, e dispute.Event) error {
	tx, err := h.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var c *dispute.Case
	var snapshot []byte
	if err = tx.QueryRow("select snapshot from cases where id = ?", id).Scan(&snapshot); err == nil {
		c, err = h.policy.Load(snapshot)
	} else if err == sql.ErrNoRows {
		c, err = h.policy.Begin(id, order)
	}
	if err != nil {
		return err
	}
	defer c.Close()
	var answer *dispute.Answer
	var refused error
	if e.Kind == 0 {
		answer, refused = c.Advance(e.At)
	} else {
		answer, refused = c.Apply(e)
	}
	if refused != nil && !errors.Is(refused, dispute.ErrRefused) {
		return refused // nothing has changed
	}
	exec := func(query string, values ...any) {
		if err == nil {
			_, err = tx.Exec(query, values...)
		}
	}
	for _, t := range answer.Transitions { // also of a refusal: what fell due before the event stands
		exec("insert into journal values(?, ?, ?)", id, t.Sequence, t.Record)
		for _, e := range t.Effects {
			if e.ID != "" { // after a decline the same comes again: insert or keep
				exec("insert into outbox values(?, ?, ?, ?, ?, 0) on conflict do nothing", e.ID, id, e.Kind.String(),
					e.ToAccount.String(), int64(e.Amount))
			}
		}
	}
	if e.Kind == dispute.EventPaid && (refused == nil || errors.Is(refused, dispute.ErrAlreadyDone)) {
		exec("update outbox set done = 1 where id = ?", e.Reference)
	}
	snapshot, failed := c.Snapshot()
	if err == nil {
		err = failed
	}
	if c.Sequence() > 0 {
		due := sql.NullInt64{Int64: c.NextDue().UnixMilli(), Valid: !c.NextDue().IsZero()}
		exec("replace into cases values(?, ?, ?)", id, due, snapshot)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err == nil {
		err = refused
	}
	return err
}

// work does what has to happen by itself: late is harmless, each deadline fires at its own instant, and the provider is
// asked outside of any transaction, under the effect's id, so that money moves once.
func (h host) work(now time.Time, provider func(key, payee string, amount dispute.Money) error) error {
	var id, key, payee string
	var amount dispute.Money
	for h.db.QueryRow("select id from cases where next_due <= ?", now.UnixMilli()).Scan(&id) == nil {
		if err := h.happens(id, dispute.Order{}, dispute.Event{At: now}); err != nil {
			return err
		}
	}
	const owed = "select id, case_id, payee, amount from outbox where kind = 'transfer' and done = 0 order by id"
	for h.db.QueryRow(owed).Scan(&key, &id, &payee, &amount) == nil {
		if err := provider(key, payee, amount); err != nil {
			return err // nobody knows: the same is asked again later
		}
		paid := dispute.Event{Kind: dispute.EventPaid, By: dispute.PartyPlatform, At: now, Reference: key}
		if err := h.happens(id, dispute.Order{}, paid); err != nil && !errors.Is(err, dispute.ErrAlreadyDone) {
			return err
		}
	}
	return nil
}

func open(file string) (h host, err error) {
	if h.policy, err = dispute.NewPolicy("preset = aliexpress@2017"); err != nil {
		return h, err
	}
	// immediate: of two writers one waits, and then loads what the other has stored
	h.db, err = sql.Open("sqlite3", "file:"+file+"?_txlock=immediate&_journal=wal&_sync=full&_timeout=5000")
	if err == nil {
		_, err = h.db.Exec(schema)
	}
	return h, err
}

func main() {
	must := func(err error) {
		if err != nil { // a refusal is a sentence to show
			log.Fatal(err)
		}
	}
	h, err := open("cases.db")
	must(err)
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	order := dispute.Order{Currency: "USD", Amount: 5000, DeliveredAt: now.AddDate(0, 0, -5)}
	must(h.happens("C-1001", order, dispute.Event{Kind: dispute.EventOpen, By: dispute.PartyBuyer, At: now, ID: "form 1",
		Reason: dispute.ReasonQuality, Terms: dispute.Terms{Kind: dispute.TermsRefund, Amount: 2000}}))
	must(h.work(now.AddDate(0, 0, 6), func(key, payee string, amount dispute.Money) error { // the seller was silent
		fmt.Println(key, amount.Text("USD"), "to the", payee)
		return nil
	}))
	must(h.db.Close())
	must(h.policy.Close())
}
