import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Host } from "../host.js";

const day = (n) => new Date(Date.UTC(2026, 0, 5 + n, 8));
const ORDER = { currency: "USD", amount: 5000n, deliveredAt: day(-5) };
const FORM = { kind: "open", by: "buyer", at: day(0), id: "form 1", reason: "quality", terms: { kind: "refund", amount: 2000n } };

function host(t) {
  const folder = mkdtempSync(join(tmpdir(), "dispute-"));
  const file = join(folder, "cases.db");
  const h = new Host(file);
  t.after(() => {
    h.close();
    rmSync(folder, { recursive: true });
  });
  return [h, file];
}

const one = (h, sql) => Object.values(h.db.prepare(sql).all()[0])[0];

test("money moves once", async (t) => {
  const [h] = host(t);
  const asked = [];
  assert.equal(h.happens("C-1", ORDER, FORM).result, "done");
  assert.equal(h.happens("C-1", ORDER, FORM).result, "already_done");
  const provider = async ({ id, payee, amount }) => {
    if (asked.push([id, payee, amount]) === 1) throw new Error("a timeout");
  };
  await assert.rejects(h.work(day(9), provider), /a timeout/);
  await h.work(day(9), provider);
  await h.work(day(9), provider);
  assert.deepEqual(asked, [["C-1:2:0", "buyer", 2000n], ["C-1:2:0", "buyer", 2000n], ["C-1:2:1", "seller", 3000n]]);
  assert.equal(one(h, "select next_due is null from cases"), 1n);
  const journal = h.db.prepare("select record from journal order by sequence").all().map((row) => row.record);
  const again = h.policy.replay(Buffer.concat(journal));
  assert.deepEqual(again.snapshot(), Uint8Array.from(one(h, "select snapshot from cases")));
  assert.equal(again.state, "closed.done");
});

test("what fell due before a refusal stands", (t) => {
  const [h] = host(t);
  h.happens("C-1", ORDER, FORM);
  assert.equal(h.happens("C-1", ORDER, { kind: "accept", by: "seller", at: day(6) }).result, "not_now");
  assert.equal(one(h, "select count(*) from outbox where kind = 'transfer'"), 2n);
  assert.ok(h.happens("C-2", ORDER, { kind: "accept", by: "seller", at: day(6) }).refused);
  assert.equal(one(h, "select count(*) from cases"), 1n);
});

test("all or nothing", (t) => {
  for (const table of ["cases", "journal", "outbox"]) {
    const [h] = host(t);
    h.db.exec(`create trigger broken before insert on ${table} begin select raise(abort, 'full'); end`);
    assert.throws(() => h.happens("C-1", ORDER, FORM), /full/);
    assert.equal(one(h, "select (select count(*) from cases) + (select count(*) from journal) + (select count(*) from outbox)"), 0n);
    h.db.exec("drop trigger broken");
    assert.equal(h.happens("C-1", ORDER, FORM).result, "done");
  }
});

test("two hosts on one file", async (t) => {
  const [h, file] = host(t);
  const paid = [];
  for (let i = 0; i < 10; i++) h.happens(`C-${i}`, ORDER, FORM);
  const other = new Host(file);
  const provider = async ({ id }) => paid.push(id);
  await Promise.all([h.work(day(9), provider), other.work(day(9), provider)]);
  other.close();
  assert.equal(new Set(paid).size, 20);
  assert.equal(one(h, "select sum(done) from outbox where kind = 'transfer'"), 20n);
  assert.equal(one(h, "select count(*) from journal"), 40n);
});
