"""A host for asyncio on SQLite: case, journal and outbox change in one transaction, then the outbox is carried out."""
import asyncio
import datetime
import sqlite3
from typing import Awaitable, Callable

import dispute

SCHEMA = """
create table if not exists cases(id text primary key, state text, next_due text, snapshot blob not null);
create index if not exists due on cases(next_due);
create table if not exists journal(case_id text, sequence int, record blob not null, primary key(case_id, sequence));
create table if not exists outbox(id text primary key, case_id text, kind text, payee text, amount int, currency text,
                                  declined int default 0, done int default 0);
"""
DUE = "select id from cases where next_due <= ? order by next_due"
OWED = "select id, case_id, amount, currency, payee, declined from outbox where kind = 'transfer' and not done"
# An id that is there already is a payment that was declined: its row stands, and is still owed.
OUTBOX = "insert into outbox(id, case_id, kind, payee, amount, currency) values(?, ?, ?, ?, ?, ?)" \
         " on conflict(id) do update set declined = declined + 1"
Provider = Callable[[str, int, str, str], Awaitable[bool]]  # key, amount, currency, payee: was it paid?


class Host:
    def __init__(self, file: str) -> None:
        self.db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self.db.executescript(SCHEMA)
        self.policy = dispute.Policy("preset = aliexpress@2017")  # with its version: a newer default may come
        self.turn = asyncio.Lock()  # one transaction at a time

    async def do(self, case_id: str, event: dispute.Event | datetime.datetime,
                 order: dispute.Order | None = None) -> dispute.Answer:
        """One event; or an instant, up to which time passes."""
        async with self.turn:
            return await asyncio.to_thread(self._transact, case_id, event, order)

    async def sweep(self, now: datetime.datetime) -> None:
        """Run it every minute; late is harmless, since each deadline fires at its own instant."""
        async with self.turn:
            due = self.db.execute(DUE, [now.astimezone(datetime.timezone.utc).isoformat()]).fetchall()
        for case_id, in due:
            await self.do(case_id, now)

    async def pay(self, now: datetime.datetime, provider: Provider) -> None:
        """Pays what is owed, outside of any transaction; what the provider says is an event like any other."""
        async with self.turn:
            owed = self.db.execute(OWED).fetchall()
        for effect, case_id, amount, currency, payee, declined in owed:
            key = f"{effect}/{declined}" if declined else effect  # the idempotency key; another one after a decline
            paid = await provider(key, amount, currency, payee)
            await self.do(case_id, dispute.Event(kind="paid" if paid else "payment_failed", by="platform", at=now,
                                                 reference=effect, id=None if paid else key))

    def _transact(self, case_id: str, event: dispute.Event | datetime.datetime,
                  order: dispute.Order | None) -> dispute.Answer:
        with self.db:  # commits, or rolls back where anything fails
            self.db.execute("begin immediate")
            row = self.db.execute("select snapshot from cases where id = ?", [case_id]).fetchone()
            if not row and not order:
                raise KeyError(f"there is no case {case_id}")
            with dispute.Case.new(self.policy, case_id, order) if order and not row else dispute.Case.load(
                    self.policy, row[0]) as case:
                answer = case.advance(event) if isinstance(event, datetime.datetime) else case.send(event)
                for t, effects, record in answer.steps():  # also where it was refused: what fell due before it stands
                    self.db.execute("insert into journal values(?, ?, ?)", [case_id, t.sequence, record])
                    rows = [(e.id, case_id, e.kind, e.to_account or e.to_party, e.amount, e.currency)
                            for e in effects if e.id]  # a deadline has none: next_due says it all
                    self.db.executemany(OUTBOX, rows)
                if answer.steps():
                    due = case.next_due and case.next_due.isoformat()
                    self.db.execute("insert or replace into cases values(?, ?, ?, ?)",
                                    [case_id, case.state, due, bytes(case)])
            if isinstance(event, dispute.Event) and event.kind == "paid" and answer.result in ("done", "already_done"):
                self.db.execute("update outbox set done = 1 where id = ?", [event.reference])
            return answer


async def main() -> None:
    async def provider(key: str, amount: int, currency: str, payee: str) -> bool:
        print(f"{key}: {dispute.to_decimal(amount, currency)} {currency} to the {payee}")
        return True

    host, monday = Host(":memory:"), datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.timezone.utc)
    order = dispute.Order(currency="USD", amount=5000, delivered_at=monday - datetime.timedelta(days=5))
    opening = dispute.Event(kind="open", by="buyer", at=monday, reason="quality",
                            terms={"kind": "refund", "amount": 2000})
    (await host.do("C-1001", opening, order)).or_raise()
    await host.sweep(monday + datetime.timedelta(days=9))  # the seller was silent, and the sweep is four days late
    await host.pay(monday + datetime.timedelta(days=9), provider)
    print(host.db.execute("select id, state, next_due from cases").fetchall())


if __name__ == "__main__":
    asyncio.run(main())
