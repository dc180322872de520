"""The commands `dispute advise` and `dispute exposure`: what they tell, their pictures, and what they do not understand."""
import json
import os
import pathlib
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

from cli import PROGRAM, run
from pictures_test import SVG, Drawn, words_of

FACTS = {"unit_cost": "20.00", "salvage": "90%", "return_cost": "15.00", "coupon": "5.00", "accept_chance": "60%"}
AT = "2026-01-06"


ODD, WORD = 0x9E3779B97F4A7C15, 2**64 - 1


def sealed(snapshot):
    """A snapshot of 560 bytes with the checksum of docs/formats.md behind it."""
    def step(lane, word):
        lane = (lane ^ word) * ODD & WORD
        return lane << 29 & WORD | lane >> 35

    words = struct.unpack("<70Q", snapshot)
    lanes, total = [len(snapshot), ODD, ~ODD & WORD, ODD >> 7], 0
    for i, word in enumerate(words):
        lanes[i % 4] = step(lanes[i % 4], word)
    lanes[3] = step(lanes[3], 0)
    for lane in lanes:
        total = (total ^ lane) * ODD & WORD
        total ^= total >> 32
    return snapshot + struct.pack("<Q", total)


def facts(**changed):
    return [word for key, value in {**FACTS, **changed}.items() for word in ("--fact", f"{key}={value}")]


class Asked(Drawn):
    def open(self, case="C-1", reason="changed_mind", terms="return_refund:50.00", amount="50.00", at="2026-01-05T08:00Z",
             currency="USD", more=()):
        freight = () if currency == "JPY" else ("--order-freight", "20.00")
        self.does("open", case, "--reason", reason, "--terms", terms, "--currency", currency, "--order-amount", amount,
                  *freight, "--delivered-at", "2026-01-02", "--at", at, *more)

    def advise(self, *more, case="C-1", at=AT):
        return json.loads(self.does("advise", case, "--at", at, "--json", *more))

    def before(self):
        return pathlib.Path(self.folder, "dispute.db").read_bytes()


class Advise(Asked):
    def test_the_advice_changes_where_the_freight_crosses_what_comes_back(self):
        self.open()
        for freight, kind in (("17.99", "return_refund"), ("18.00", "coupon"), ("18.01", "coupon")):
            advice = self.advise(*facts(return_cost=freight))
            self.assertEqual((advice["cause"], advice["offers"][0]["terms"]["kind"]), ("own_choice", kind), freight)
            self.assertEqual(advice["offers"][0]["fit"], "advised")

    def test_lines_sum_to_the_cost_and_nothing_is_changed(self):
        self.open()
        before = self.before()
        for offer in self.advise(*facts(win_chance="33.33%"))["offers"]:
            self.assertEqual(sum(offer["lines"].values()), offer["cost"])
            exact = (offer["taken"] * 10000 * offer["cost_taken"]
                     + (10000 - offer["taken"]) * (10000 - 3333) * offer["cost_ruled"])
            self.assertEqual(offer["cost"], (2 * exact + 10**8) // (2 * 10**8))
        self.assertEqual(self.before(), before)

    def test_the_text_says_costs_chances_rates_and_grounds_in_sentences(self):
        self.open()
        text = self.does("advise", "C-1", "--at", AT, *facts())
        for part in ("Case C-1, 2026-01-06 00:00, The buyer's own choice", " 1  Accept: Return and refund 50.00 USD",
                     "Advised", "32.00 USD: Refund 50.00 USD, Goods that come back -18.00 USD",
                     "gets 50.00 USD, sends the goods back, pays a freight of 15.00 USD",
                     "The goods that come back are worth more than their return costs.",
                     "60 %; then it costs 5.00 USD, and counts for: Dispute rate",
                     "32.00 USD if it is lost, and counts for: Dispute rate, Arbitration rate"):
            self.assertIn(part, text)

    def test_what_is_refused_is_listed_with_the_sentence_and_the_rule(self):
        self.open(more=("--set", "propose.seller.times=1"))
        self.does("do", "C-1", "propose", "--by", "seller", "--terms", "guidance", "--at", "2026-01-05T09:00Z")
        offers = self.advise(*facts())["offers"]
        self.assertEqual([o["refused"] for o in offers], [None] + ["limit_reached"] * (len(offers) - 1))
        self.assertEqual({o["rule"] for o in offers[1:]}, {"N11"})
        self.assertGreaterEqual(len(offers), 8)
        text = self.does("advise", "C-1", "--at", AT)
        self.assertEqual(text.count("the most that is allowed is 1"), len(offers) - 1, text)
        done = run("do", "C-1", "propose", "--by", "seller", "--terms", "coupon", "--coupon", "5.00", "--at", AT,
                   cwd=self.folder)
        self.assertIn("limit_reached", done.stdout)

    def test_a_deadline_that_is_due_refuses_everything(self):
        self.open(reason="quality", terms="refund:20.00")
        offers = self.advise(at="2026-01-12")["offers"]
        self.assertEqual({o["refused"] for o in offers}, {"due_first"})

    def test_facts_that_are_not_understood_are_said(self):
        self.open()
        for given, says in (("salvage=101%", "0% to 100%"), ("salvage=-1%", "0% to 100%"), ("salvage=0.5", "0% to 100%"),
                            ("salvage=33.333%", "0% to 100%"), ("salvage=%", "0% to 100%"), ("salvage=", "0% to 100%"),
                            ("unit_cost=-1.00", "not below 0"), ("unit_cost=1.001", "not below 0"),
                            ("return_possible=maybe", "yes or no"), ("price=1", "unit_cost"), ("salvage", "KEY=VALUE"),
                            ("=1", "KEY=VALUE"), ("coupon=0", "coupon")):
            with self.subTest(given=given):
                self.wrong("advise", "C-1", "--at", AT, "--fact", given, says=says)
        self.wrong("advise", "C-1", "--fact", "salvage=1%", "--fact", "salvage=2%", says="before")
        self.wrong("advise", "C-9", says="C-9")
        self.wrong("advise", "C-1", "--at", "yesterday", says="--at yesterday")
        self.wrong("advise", "C-1", "--at", "2026-01-01", says="2026-01-05")
        self.wrong("advise", "C-1", "--svg", "-", "--json", says="--json")

    def test_zeros_that_are_meant_and_largest_amounts(self):
        self.open(reason="quality", terms="refund:50.00")
        offers = self.advise("--fact", "return_cost=0", "--fact", "unit_cost=0", "--fact", "resend_cost=0")["offers"]
        self.assertEqual({o["cost"] for o in offers if o["terms"]["kind"].endswith("replacement")}, {0})
        self.wrong("advise", "C-1", "--at", AT, "--fact", "unit_cost=92233720368547758.07", "--fact", "resend_cost=1.00",
                   says="cost")

    def test_the_picture_says_every_offer_and_holds_together(self):
        self.open()
        self.open("C-2", "quality", "refund:30.00", more=("--set", "propose.seller.times=0"))
        for case, language in (("C-1", "en"), ("C-1", "zh-Hans"), ("C-2", "zh-Hant"), ("C-2", "en")):
            picture = self.does("advise", case, "--at", AT, *facts(), "--svg", "-", "--lang", language)
            root = self.holds_together(picture)
            offers = self.advise(*facts(), case=case)["offers"]
            drawn = [g for g in root.iter(SVG + "g") if g.get("data-offer")]
            self.assertEqual([g.get("data-offer") for g in drawn], [o["terms"]["kind"] for o in offers])
            self.assertEqual(len(root.find(SVG + "desc").text.splitlines()), len(offers))
            for group, offer in zip(drawn, offers):
                self.assertIn("%d.%02d USD" % divmod(offer["cost"], 100), "".join(group.itertext()))
                bars = {g.get("data-cost") for g in group.iter(SVG + "g") if g.get("data-cost")}
                self.assertEqual(bars, set(offer["lines"]))

    def test_a_file_is_whole_or_what_it_was(self):
        self.open()
        target = pathlib.Path(self.folder, "offers.svg")
        target.write_text("mine")
        self.wrong("advise", "C-9", "--svg", "offers.svg", says="C-9")
        self.assertEqual(target.read_text(), "mine")
        self.assertEqual(self.does("advise", "C-1", "--at", AT, "--svg", "offers.svg"), "")
        ElementTree.fromstring(target.read_text())


class Exposure(Asked):
    def exposure(self, *more, at=AT):
        return [json.loads(line) for line in self.does("exposure", "--at", at, "--json", *more).splitlines()]

    def some(self):
        self.open("C-1", "quality", "refund:20.00")
        self.open("C-2", "changed_mind", "return_refund:50.00")
        self.open("C-3", "quality", "refund:30", amount="60", currency="JPY", at="2026-01-09T08:00Z")
        self.open("C-4", "quality", "refund:30.00", at="2026-01-05T08:00Z",
                  more=("--set", "platform.review.on_silence=wait"))
        self.does("do", "C-4", "refuse", "--by", "seller", "--at", "2026-01-05T09:00Z")
        self.open("C-5", "quality", "refund:30.00")
        self.does("do", "C-5", "accept", "--by", "seller", "--at", "2026-01-05T09:00Z")

    def test_day_by_day_to_whom_for_each_currency(self):
        self.some()
        yen, dollar = self.exposure()
        self.assertEqual((yen["currency"], yen["cases"], yen["held"]), ("JPY", 1, 60))
        self.assertEqual((dollar["cases"], dollar["held"], dollar["waiting"], dollar["waiting_cases"]),
                         (4, 20000, 5000, 1))
        days = {day["day"]: day for day in dollar["days"]}
        self.assertEqual(len(days), 30)
        self.assertEqual((days["2026-01-10"]["to_buyer"], days["2026-01-10"]["to_seller"]), (2000, 3000))
        self.assertEqual((dollar["paying"]["to_buyer"], dollar["paying"]["to_seller"]), (3000, 2000))
        for calendar in (yen, dollar):
            slots = [*calendar["days"], calendar["later"], calendar["paying"]]
            self.assertEqual(calendar["held"], calendar["waiting"] + sum(
                slot[pile] for slot in slots for pile in ("to_buyer", "to_seller", "to_platform", "to_order")))
        self.assertEqual(self.exposure("--days", "2")[1]["later"]["to_buyer"], 2000)

    def test_it_is_what_the_forecast_of_each_case_says(self):
        self.some()
        for case in ("C-1", "C-2", "C-3"):
            forecast = json.loads(self.does("forecast", case, "--json"))["forecast"]
            day = (forecast.get("at") or forecast["transitions"][-1]["at"])[:10]
            calendar = self.exposure()[0 if case == "C-3" else 1]
            self.assertTrue(any(d["day"] == day and d["ends"] for d in calendar["days"]), (case, day))

    def test_the_text_leaves_out_empty_days_and_columns(self):
        self.some()
        text = self.does("exposure", "--at", AT)
        self.assertIn("4 open cases hold 200.00 USD\nday            ends  to the buyer  to the seller\n"
                      "2026-01-10        1         20.00          30.00\n", text)
        self.assertIn("being paid        1         30.00          20.00\n", text)
        self.assertIn("waiting for the platform: 1, with 50.00 USD\n", text)
        self.assertNotIn("platform  ", text)

    def test_nothing_open_is_said(self):
        self.open()
        self.does("do", "C-1", "withdraw", "--by", "buyer", "--at", "2026-01-05T09:00Z")
        self.assertEqual(self.does("exposure", "--at", AT), "there are no open cases\n")
        self.assertEqual(self.exposure(), [])
        ElementTree.fromstring(self.does("exposure", "--svg", "-", "--at", AT))

    def test_a_damaged_case_is_named_and_the_others_are_told(self):
        self.some()
        with sqlite3.connect(os.path.join(self.folder, "dispute.db")) as db:
            db.execute("update cases set snapshot = x'00' where id = 'C-2'")
        db.close()
        done = run("exposure", "--at", AT, cwd=self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn("C-2", done.stderr)
        self.assertIn("3 open cases hold 150.00 USD", done.stdout)

    def test_options_that_are_not_understood_are_said(self):
        self.open()
        for days in ("0", "121", "-1", "1.5", "x", "", "99999999999999999999"):
            self.wrong("exposure", "--days", days, says="--days")
        self.wrong("exposure", "--at", "yesterday", says="--at yesterday")
        self.wrong("exposure", "--svg", "-", "--json", says="--json")
        self.wrong("exposure", "--db", "nowhere.db", says="nowhere.db")

    def test_the_picture_says_every_day_and_holds_together(self):
        self.some()
        for language in ("en", "zh-Hans", "zh-Hant"):
            root = self.holds_together(self.does("exposure", "--at", AT, "--svg", "-", "--lang", language))
            days = [g.get("data-day") for g in root.iter(SVG + "g") if g.get("data-day")]
            self.assertEqual(len(days), 4)
            for words in ("2026-01-10", "20.00", "200.00 USD", "60 JPY", "50.00 USD"):
                self.assertIn(words, words_of(root))

    def test_a_large_store_needs_no_more_memory(self):
        peaks = []
        for cases in (6000, 18000):  # SQLite keeps 2 MB of the file, which both of them fill
            self.multiply(cases)
            measure = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=-3);"
                       "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
            done = subprocess.run(["/usr/bin/python3", "-c", measure, PROGRAM, "exposure", "--at", AT, "--days", "120"],
                                  cwd=self.folder, capture_output=True, text=True, check=True,
                                  env={**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=0"})
            self.assertEqual(self.exposure()[0]["cases"], cases)
            peaks.append(int(done.stdout))
        self.assertLess(peaks[1] - peaks[0], 2000, peaks)  # KiB

    def multiply(self, cases):
        """A store of so many cases, which differ in their ids alone; their journals are not asked for."""
        shutil.rmtree(self.folder)
        os.mkdir(self.folder)
        self.open("C-00000", "quality", "refund:20.00")
        with sqlite3.connect(os.path.join(self.folder, "dispute.db")) as db:
            policy, sequence, state, due, snapshot = db.execute(
                "select policy, sequence, state, next_due, snapshot from cases").fetchone()
            rows = []
            for i in range(1, cases):
                made = sealed(snapshot[:560].replace(b"C-00000", b"C-%05d" % i))
                rows.append(("C-%05d" % i, policy, sequence, state, due, made))
            db.executemany("insert into cases values (?, ?, ?, ?, ?, ?)", rows)
        db.close()


if __name__ == "__main__":
    unittest.main()
