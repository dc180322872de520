// host.js - keeps disputes in SQLite: one event, one transaction. `node host.js cases.db`
import { pathToFileURL } from "node:url";
import { money, Policy } from "dispute";
import { openDatabase } from "dispute/sqlite";

const SCHEMA = `
pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;
create table if not exists cases(id text primary key, next_due int, snapshot blob);
create index if not exists due on cases(next_due);
create table if not exists journal(case_id text, sequence int, record blob, primary key(case_id, sequence));
create table if not exists outbox(id text primary key, case_id text, kind text, payee text, amount int, done int);`;

export class Host {
  constructor(file) {
    this.policy = new Policy("preset = aliexpress@2017");
    this.db = openDatabase(file);
    this.db.exec(SCHEMA);
  }

  close() {
    this.db.close();
    this.policy.close();
  }

  /** One event, or without a kind the passing of time: all that it brings about is stored, or nothing is. */
  happens(id, order, event) {
    this.db.exec("begin immediate"); // of two writers one waits, and then loads what the other has stored
    try {
      const answer = this.#store(id, order, event);
      this.db.exec("commit");
      return answer;
    } catch (error) {
      this.db.exec("rollback");
      throw error;
    }
  }

  #store(id, order, event) {
    const stored = this.#run("select snapshot from cases where id = ?", id)[0];
    const c = stored ? this.policy.load(stored.snapshot) : this.policy.begin(id, order);
    try {
      const answer = event.kind ? c.apply(event) : c.advance(event.at);
      for (const t of answer.transitions) { // also of a refusal: what fell due before the event stands
        this.#run("insert into journal values(?, ?, ?)", id, t.sequence, t.record);
        for (const e of t.effects.filter(({ id }) => id)) // after a decline the same comes again: insert or keep
          this.#run("insert into outbox values(?, ?, ?, ?, ?, 0) on conflict do nothing", e.id, id, e.kind, e.toAccount, e.amount);
      }
      if (event.kind === "paid" && (answer.result === "done" || answer.result === "already_done"))
        this.#run("update outbox set done = 1 where id = ?", event.reference);
      if (c.sequence > 0n) {
        const due = c.nextDue && BigInt(c.nextDue.getTime());
        this.#run("replace into cases values(?, ?, ?)", id, due, c.snapshot());
      }
      return answer;
    } finally {
      c.close();
    }
  }

  #run(sql, ...values) {
    const statement = this.db.prepare(sql);
    return sql.startsWith("select") ? statement.all(...values) : statement.run(...values);
  }

  /** What has to happen by itself. Late is harmless: each deadline fires at its own instant. The provider is asked outside
   *  of any transaction, under the effect's id, so that money moves once. */
  async work(now, provider) {
    for (const { id } of this.#run("select id from cases where next_due <= ?", BigInt(now.getTime())))
      this.happens(id, null, { at: now });
    for (const owed of this.#run("select * from outbox where kind = 'transfer' and done = 0 order by id")) {
      await provider(owed); // throws where nobody knows: the same is asked again later
      this.happens(owed.case_id, null, { kind: "paid", by: "platform", at: now, reference: owed.id });
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const host = new Host(process.argv[2] ?? "cases.db");
  const day = (n) => new Date(Date.UTC(2026, 0, 5 + n, 8));
  const opened = host.happens("C-1001", { currency: "USD", amount: 5000n, deliveredAt: day(-5) }, {
    kind: "open", by: "buyer", at: day(0), id: "form 1", reason: "quality", terms: { kind: "refund", amount: 2000n },
  });
  if (opened.refused) console.log(opened.sentence());
  await host.work(day(6), ({ id, payee, amount }) => console.log(id, money(amount, "USD"), "to the", payee)); // silence
  host.close();
}
