"""dispute replay: the form of its lines, its exit statuses, its options, and what it says of bad input."""
import json
import re
import resource
import subprocess
import tempfile
import unittest

from cli import ACCEPTED, AT, OPEN, ORDER, PROGRAM, REFUSE, event, replay, run, text_of


class Replay(unittest.TestCase):
    """Design section 7."""

    def test_first_line_is_the_example(self):
        done, _ = replay(OPEN)
        self.assertEqual(done.stdout, (
            '{"seq":1,"at":"2026-01-05T08:00:00.000Z","by":"buyer","event":"open","rule":"O1","from":null,'
            '"state":"negotiation.seller","deadlines":{"response":"2026-01-10T08:00:00.000Z",'
            '"stage":"2026-01-12T08:00:00.000Z"},'
            '"effects":[{"id":"C-1001:1:0","kind":"notify","to":"seller","topic":"opened"}]}\n'))
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_whole_case(self):
        done, lines = replay(*ACCEPTED)
        self.assertEqual(done.returncode, 0)
        self.assertEqual([line["seq"] for line in lines], list(range(1, 10)))
        self.assertEqual(lines[4]["event"], "deadline.response")
        self.assertEqual(lines[4]["by"], "system")
        self.assertEqual(lines[4]["at"], "2026-01-12T11:00:00.000Z")
        self.assertEqual(lines[6]["effects"][:2], [
            {"id": "C-1001:7:0", "kind": "transfer", "from": "escrow", "to": "buyer", "amount": 5000, "why": "refund"},
            {"id": "C-1001:7:1", "kind": "transfer", "from": "seller", "to": "buyer", "amount": 300, "why": "freight"}])
        self.assertNotIn("outcome", lines[7])
        self.assertEqual(lines[8]["outcome"], {
            "kind": "return_refund", "amount": 5000, "coupon": 0, "via": "consensus", "fault": "seller",
            "payer": "seller", "counts": ["dispute_rate"]})
        self.assertEqual(list(lines[8]), ["seq", "at", "by", "event", "rule", "from", "state", "deadlines", "effects",
                                          "outcome"])

    def test_map_of_deadlines_after_each_of_several_transitions(self):
        _, lines = replay(OPEN, event("refuse", "2026-01-06T00:00:00Z", "seller"),
                          {"event": "advance", "at": "2026-02-01T00:00:00Z"})
        self.assertEqual([(line["event"], sorted(line["deadlines"])) for line in lines[2:]],
                         [("deadline.stage", ["evidence", "review"]), ("deadline.evidence", ["review"]),
                          ("deadline.review", [])])

    def test_outcome_stands_before_a_reopening_at_the_same_time(self):
        options = ["--set", "negotiation.response.on_silence=withdraw"]
        done, lines = replay(OPEN, event("reopen", "2026-01-10T08:00:00Z", "buyer"), options=options)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(lines[1]["outcome"]["via"], "withdrawn")
        self.assertEqual(lines[2]["from"], "closed.done")
        self.assertNotIn("outcome", lines[2])

    def test_refusal_is_a_line_and_the_next_goes_on(self):
        done, lines = replay(OPEN, event("accept", "2026-01-05T09:00:00Z", "buyer"),
                             event("refuse", "2026-01-06T00:00:00Z", "seller"))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(list(lines[1]), ["at", "by", "event", "refused", "state", "sentence"])
        self.assertEqual((lines[1]["refused"], lines[1]["state"]), ("not_now", "negotiation.seller"))
        self.assertEqual(lines[2]["seq"], 2)

    def test_deadlines_before_a_refused_event_stand(self):
        done, lines = replay(OPEN, event("refuse", "2026-01-20T00:00:00Z", "seller"))
        self.assertEqual([line.get("event") for line in lines], ["open", "deadline.response", "refuse"])
        self.assertEqual((lines[2]["refused"], lines[2]["state"]), ("not_now", "settling.paying"))
        self.assertEqual(done.returncode, 1)

    def test_before_any_open(self):
        done, lines = replay(event("accept", "2026-01-01T00:00:00Z", "buyer"),
                             event("rule", "2026-01-01T00:00:00Z", "buyer", terms={"kind": "no_refund"}), OPEN)
        self.assertEqual([(line["refused"], line["state"]) for line in lines[:2]],
                         [("not_now", None), ("not_yours", None)])
        self.assertEqual(lines[2]["seq"], 1)
        self.assertEqual(done.returncode, 1)

    def test_refused_open_may_give_the_order_anew(self):
        late = {**OPEN, "id": "e0", "order": {**ORDER, "protected_until": "2025-12-01T00:00:00Z"}}
        done, lines = replay(late, {**OPEN, "at": "2026-01-06T00:00:00Z"})
        self.assertEqual((lines[0]["refused"], lines[0]["state"]), ("too_late", None))
        self.assertEqual(lines[1]["seq"], 1)
        self.assertEqual(done.returncode, 1)

    def test_second_open(self):
        _, lines = replay(OPEN, {**OPEN, "id": "e2", "at": "2026-01-06T00:00:00Z", "order": {**ORDER, "amount": 1}})
        self.assertEqual(lines[1]["refused"], "not_now")

    def test_retry_is_already_done_whatever_its_time(self):
        done, lines = replay(*ACCEPTED, OPEN, {**OPEN, "expect": 0})
        self.assertEqual([line["refused"] for line in lines[-2:]], ["already_done", "already_done"])
        self.assertEqual(done.returncode, 1)

    def test_a_case_keeps_its_last_eight_ids(self):
        more = [event("submit_evidence", f"2026-01-06T00:00:{i:02}Z", "buyer", digest="ab" * 32, reference=f"r{i}",
                      id=f"n{i}") for i in range(9)]
        done, lines = replay(OPEN, *more, more[1])
        self.assertEqual((done.returncode, lines[-1]["refused"]), (1, "already_done"))
        done, _ = replay(OPEN, *more, more[0])
        self.assertEqual(done.returncode, 2)
        self.assertIn("order of time", done.stderr)

    def test_retry_of_an_open_with_another_order_is_no_retry(self):
        done, _ = replay(OPEN, {**OPEN, "order": {**ORDER, "amount": 6000}})
        self.assertEqual(done.returncode, 2)
        self.assertIn("line 1", done.stderr)

    def test_unopened_case_has_no_name_yet(self):
        _, lines = replay(event("accept", "2026-01-01T00:00:00Z", "buyer", case="C-7"), OPEN)
        self.assertEqual(lines[1]["effects"][0]["id"], "C-1001:1:0")

    def test_advance(self):
        done, lines = replay(OPEN, {"event": "advance", "at": "2026-01-10T08:00:00Z", "by": "system", "id": "a",
                                    "case": "C-1001", "expect": 1})
        self.assertEqual((done.returncode, lines[1]["event"]), (0, "deadline.response"))

    def test_expect(self):
        _, lines = replay({**OPEN, "expect": 1}, {**OPEN, "expect": 0},
                          event("refuse", "2026-01-06T00:00:00Z", "seller", expect=0))
        self.assertEqual([line.get("refused") for line in lines], ["stale", None, "stale"])

    def test_advance_may_expect_a_step(self):
        done, lines = replay(OPEN, {"event": "advance", "at": "2026-02-01T00:00:00Z", "expect": 0}, event(
            "withdraw", "2026-02-01T00:00:00Z", "buyer"))
        self.assertEqual((lines[1]["event"], lines[1]["by"], lines[1]["refused"]), ("advance", "system", "stale"))
        self.assertEqual((done.returncode, lines[2]["event"]), (1, "deadline.response"))

    def test_freight_by_nobody_may_be_said(self):
        said = {**OPEN, "terms": {**OPEN["terms"], "freight_by": "none"}}
        self.assertEqual(replay(said)[1], replay(OPEN)[1])

    def test_empty_lines_count(self):
        done, lines = replay(OPEN, "", "   ", "oops")
        self.assertEqual((done.returncode, len(lines)), (2, 1))
        self.assertIn("dispute: standard input:4: ", done.stderr)

    def test_file_and_last_line_without_newline(self):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.write(text_of(OPEN).rstrip("\n"))
            file.flush()
            self.assertEqual(run("replay", file.name).returncode, 0)

    def test_until(self):
        done, lines = replay(OPEN, options=["--until", "2026-01-10T08:00:00Z"])
        self.assertEqual([line["event"] for line in lines], ["open", "deadline.response"])
        self.assertEqual(done.returncode, 0)

    def test_until_before_the_last_line(self):
        done, lines = replay(OPEN, options=["--until", "2026-01-01T00:00:00Z"])
        self.assertEqual((done.returncode, len(lines)), (2, 1))
        self.assertIn("--until", done.stderr)

    def test_questions(self):
        _, lines = replay(OPEN, options=["--view", "seller", "--forecast", "--allowed", "--view", "buyer"])
        allowed, forecast, seller, buyer = lines[1:]
        self.assertEqual(allowed, {"allowed": {
            "buyer": ["amend", "withdraw", "submit_evidence"],
            "seller": ["propose", "refuse", "accept", "submit_evidence", "parcel"],
            "platform": ["take_over", "extend", "suspend", "settle_elsewhere", "parcel"], "carrier": ["submit_evidence", "parcel"]}})
        self.assertEqual(forecast, {"forecast": {
            "at": "2026-01-10T08:00:00.000Z", "state": "settling.paying",
            "outcome": {"kind": "refund", "amount": 5000, "coupon": 0, "via": "seller_silence", "fault": "seller",
                        "payer": "seller", "counts": ["dispute_rate"]},
            "transfers": [{"kind": "transfer", "from": "escrow", "to": "buyer", "amount": 5000, "why": "refund"}],
            "waits_for": "host"}})
        self.assertEqual(list(seller["view"]), [
            "viewer", "state", "moves", "reason", "goods", "funds", "claim", "request", "offer", "deadlines", "escrow",
            "to_buyer", "to_seller", "evidence", "outcome"])
        self.assertEqual(seller["view"]["moves"], ["seller"])
        self.assertEqual(seller["view"]["request"],
                         {"kind": "refund", "amount": 5000, "coupon": 0, "freight_by": "none", "freight": 0})
        self.assertIsNone(seller["view"]["offer"])
        self.assertIsNone(seller["view"]["outcome"])
        self.assertEqual(buyer["view"]["viewer"], "buyer")

    def test_seller_sees_the_state_alone_under_the_guarantee(self):
        order = {**ORDER, "seller": {"guarantee": True, "verified": True}}
        _, lines = replay({**OPEN, "order": order}, event("take_over", "2026-01-06T00:00:00Z", "platform"),
                          options=["--view", "seller", "--view", "buyer"])
        seller, buyer = lines[2]["view"], lines[3]["view"]
        self.assertEqual([seller[k] for k in ("state", "request", "offer", "deadlines", "outcome")],
                         ["guarantee.waiting", None, None, None, None])
        self.assertEqual(list(buyer["deadlines"]), ["review"])

    def test_questions_about_nothing(self):
        done, lines = replay(options=["--allowed", "--forecast", "--view", "carrier"])
        self.assertEqual(lines[0]["allowed"]["buyer"], ["open"])
        self.assertEqual(lines[1]["forecast"], {"at": None, "state": None, "outcome": None, "transfers": []})
        self.assertIsNone(lines[2]["view"]["state"])
        self.assertEqual(done.returncode, 0)

    def test_forecast_where_silence_ends_nothing(self):
        _, lines = replay(OPEN, event("refuse", "2026-01-06T00:00:00Z", "seller"), options=["--forecast"])
        self.assertIsNone(lines[2]["forecast"]["outcome"])
        self.assertEqual(lines[2]["forecast"]["waits_for"], "platform")

    def test_any_utf8_comes_out_as_it_went_in(self):
        done, lines = replay({**OPEN, "case": "订单-1"})
        self.assertEqual(lines[0]["effects"][0]["id"], "订单-1:1:0")
        self.assertEqual(done.returncode, 0)

    def test_amounts_at_the_end_of_int64(self):
        most = 2**63 - 1
        big = {**OPEN, "order": {**ORDER, "amount": most, "freight": 0}, "terms": {"kind": "refund", "amount": most}}
        _, lines = replay(big, event("accept", "2026-01-06T00:00:00Z", "seller"))
        self.assertEqual(lines[1]["effects"][0]["amount"], most)

    def test_same_bytes_everywhere(self):
        given = text_of(*ACCEPTED)
        all_of_them = {subprocess.run([PROGRAM, "replay"], input=given.encode(), capture_output=True, check=True,
                                      env={"LC_ALL": locale, "TZ": zone}).stdout
                       for locale in ("C", "de_DE.UTF-8") for zone in ("UTC", "America/Los_Angeles")}
        self.assertEqual(len(all_of_them), 1)


def drop(e, *keys):
    return {k: v for k, v in e.items() if k not in keys}


BAD = {  # the line after OPEN, and what is said of it
    "no_json": ("{oops", "not JSON"),
    "cut_off": (json.dumps(REFUSE)[:-1], "not JSON"),
    "two_on_a_line": (json.dumps(REFUSE) * 2, "not JSON"),
    "array": ("[1]", "object"),
    "bare_word": ("true", "not JSON"),
    "duplicate_key": ('{"event":"refuse","event":"accept"}', "duplicate"),
    "not_utf8": ("\udcff".join(['{"event":"', '"}']), "not JSON"),
    "nul": ('{"event":"refuse\\u0000"}', "not JSON"),
    "too_deep": ("[" * 5000, "not JSON"),
    "no_event": (drop(REFUSE, "event"), '"event" is missing'),
    "unknown_event": ({**REFUSE, "event": "explode"}, "explode"),
    "event_is_a_number": ({**REFUSE, "event": 11}, '"event" must be one of'),
    "deadline_as_event": ({**REFUSE, "event": "deadline.response"}, "deadline.response"),
    "later_event": ({**REFUSE, "event": "suspend"}, "suspend"),
    "no_at": (drop(REFUSE, "at"), "at"),
    "no_by": (drop(REFUSE, "by"), "by"),
    "unknown_party": ({**REFUSE, "by": "judge"}, "judge"),
    "unknown_field": ({**REFUSE, "note": 1}, '"note"'),
    "field_of_another_event": ({**REFUSE, "amount": 1}, '"amount"'),
    "time_without_zone": ({**REFUSE, "at": "2026-01-06T00:00:00"}, '"at" must be'),
    "time_of_another_zone": ({**REFUSE, "at": "2026-01-06T00:00:00+08:00"}, '"at" must be'),
    "time_that_is_none": ({**REFUSE, "at": "2026-02-30T00:00:00Z"}, '"at" must be'),
    "time_too_fine": ({**REFUSE, "at": "2026-01-06T00:00:00.0001Z"}, "millisecond"),
    "time_zero": ({**REFUSE, "at": "1970-01-01T00:00:00Z"}, '"at" must be'),
    "time_as_number": ({**REFUSE, "at": 1767600000000}, '"at" must be'),
    "time_before_the_last": ({**REFUSE, "at": "2026-01-05T07:59:59.999Z"}, "order of time"),
    "advance_before_the_last": ({"event": "advance", "at": "2026-01-01T00:00:00Z"}, "order of time"),
    "advance_by_the_buyer": ({"event": "advance", "at": AT, "by": "buyer"}, "system"),
    "advance_with_a_field": ({"event": "advance", "at": AT, "amount": 1}, '"amount"'),
    "id_empty": ({**REFUSE, "id": ""}, '"id" must not be empty'),
    "id_too_long": ({**REFUSE, "id": "x" * 72}, '"id" has 72 bytes'),
    "id_is_a_number": ({**REFUSE, "id": 1}, '"id" must be a text'),
    "id_used_for_something_else": ({**REFUSE, "id": "e1"}, "line 1"),
    "other_case": ({**REFUSE, "case": "C-2"}, "C-1001"),
    "case_too_long": ({**REFUSE, "case": "c" * 40}, '"case" has 40 bytes'),
    "case_with_colon": ({**REFUSE, "case": "C:1"}, "colon"),
    "expect_negative": ({**REFUSE, "expect": -1}, "negative"),
    "expect_text": ({**REFUSE, "expect": "1"}, '"expect" must be a whole number'),
    "no_terms": (event("propose", AT, "seller"), "terms"),
    "terms_without_kind": (event("propose", AT, "seller", terms={"amount": 1}), "terms.kind"),
    "terms_not_an_object": (event("propose", AT, "seller", terms="refund"), '"terms" must be an object'),
    "unknown_kind": (event("propose", AT, "seller", terms={"kind": "hug"}), "hug"),
    "unknown_field_in_terms": (event("propose", AT, "seller", terms={"kind": "refund", "tip": 1}), '"tip"'),
    "amount_negative": (event("propose", AT, "seller", terms={"kind": "refund", "amount": -1}), "negative"),
    "amount_real": (event("propose", AT, "seller", terms={"kind": "refund", "amount": 1.5}), "whole number"),
    "amount_real_but_whole": (event("propose", AT, "seller", terms={"kind": "refund", "amount": 1.0}), "whole number"),
    "amount_text": (event("propose", AT, "seller", terms={"kind": "refund", "amount": "1"}), "whole number"),
    "amount_beyond_int64": (event("propose", AT, "seller", terms={"kind": "refund", "amount": 2**63}), "out of range"),
    "amend_nothing": (event("amend", AT, "buyer"), "reason or terms"),
    "parcel_nothing": (event("parcel", AT, "carrier"), "goods or promised_at"),
    "unknown_goods": (event("parcel", AT, "carrier", goods="eaten"), "eaten"),
    "unknown_reason": (event("amend", AT, "buyer", reason="ugly"), "ugly"),
    "digest_short": (event("submit_evidence", AT, "buyer", digest="ab", reference="r"), "64 hexadecimal"),
    "digest_not_hex": (event("submit_evidence", AT, "buyer", digest="g" * 64, reference="r"), "64 hexadecimal"),
    "evidence_without_reference": (event("submit_evidence", AT, "buyer", digest="ab" * 32), "reference"),
    "reference_too_long": (event("ship_return", AT, "buyer", reference="r" * 72), '"reference" has 72 bytes'),
    "reference_empty": (event("ship_return", AT, "buyer", reference=""), '"reference" must not be empty'),
    "paid_what": (event("paid", AT, "platform"), "effect"),
    "answer_without_amount": (event("answer_claim", AT, "carrier"), "amount"),
    "unknown_payer": (event("rule", AT, "platform", terms={"kind": "no_refund"}, payer="bank"), "bank"),
    "payer_that_cannot_be": (event("rule", AT, "platform", terms={"kind": "no_refund"}, payer="carrier"),
                             "seller, platform"),
    "freight_by_the_carrier": (event("propose", AT, "seller", terms={"kind": "guidance", "freight_by": "carrier"}),
                               "buyer, seller, platform"),
    "evidence_of_the_platform": (event("request_evidence", AT, "platform", to="platform"), "buyer, seller, carrier"),
    "unknown_fault": (event("rule", AT, "platform", terms={"kind": "no_refund"}, fault="bank"), "bank"),
    "open_without_order": (drop(OPEN, "order", "id"), "order"),
    "open_without_case": (drop(OPEN, "case", "id"), "case"),
    "open_with_null": ({**OPEN, "id": "x", "order": {**ORDER, "paid_at": None}}, '"order.paid_at" must be left out'),
    "null": ({**REFUSE, "id": None}, '"id" must be left out'),
    "order_without_currency": ({**OPEN, "id": "x", "order": drop(ORDER, "currency")}, "order.currency"),
    "order_currency": ({**OPEN, "id": "x", "order": {**ORDER, "currency": "usd"}}, "order.currency"),
    "order_amount_zero": ({**OPEN, "id": "x", "order": {**ORDER, "amount": 0}}, "order.amount"),
    "order_unknown_field": ({**OPEN, "id": "x", "order": {**ORDER, "vat": 1}}, '"vat"'),
    "seller_unknown_field": ({**OPEN, "id": "x", "order": {**ORDER, "seller": {"nice": True}}}, '"nice"'),
    "seller_not_a_yes": ({**OPEN, "id": "x", "order": {**ORDER, "seller": {"verified": 1}}}, "true or false"),
    "line_too_long": ('"' + "x" * (1 << 20) + '"', "longer than"),
}


class BadInput(unittest.TestCase):
    """A line that is no event is named, what came before stands, nothing after it is applied, the exit status is 2."""

    def check(self, line, says):
        if isinstance(line, dict):
            line = json.dumps(line)
        given = text_of(OPEN, line, event("accept", "2026-01-07T00:00:00Z", "seller"))
        done = subprocess.run([PROGRAM, "replay", "--allowed"], input=given.encode(errors="surrogateescape"),
                              capture_output=True, timeout=60)
        error = done.stderr.decode(errors="replace")
        self.assertEqual(done.returncode, 2, error)
        self.assertTrue(error.startswith("dispute: standard input:2: "), error)
        self.assertIn(says, error)
        self.assertEqual(error.count("\n"), 1, error)
        self.assertEqual([json.loads(out)["seq"] for out in done.stdout.decode().splitlines()], [1])

    def test_control_characters_do_not_reach_the_terminal(self):
        done, _ = replay(OPEN, {**REFUSE, "by": "\x1b[31mred\u009b"})
        self.assertNotIn("\x1b", done.stderr)
        self.assertNotIn("\u009b", done.stderr)


for name, (bad_line, said) in BAD.items():
    setattr(BadInput, "test_J1_" + name, lambda self, line=bad_line, says=said: self.check(line, says))


class Options(unittest.TestCase):
    def wrong(self, *arguments, says, given=""):
        done = run(*arguments, given=given)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertIn(says, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertTrue(done.stderr.startswith("dispute: "))

    def test_no_command(self):
        self.wrong(says="--help")

    def test_unknown_command(self):
        self.wrong("dance", says="dance")

    def test_unknown_option(self):
        self.wrong("replay", "--fast", says="--fast")

    def test_option_of_another_command(self):
        self.wrong("replay", "--by", "buyer", says="--by")

    def test_option_without_value(self):
        self.wrong("replay", "--until", says="--until")

    def test_option_twice(self):
        self.wrong("replay", "--until", "now", "--until", "now", says="twice")

    def test_too_many_words(self):
        self.wrong("replay", "a", "b", "c", says="replay")

    def test_unknown_viewer(self):
        self.wrong("replay", "--view", "judge", says="judge")

    def test_until_no_time(self):
        self.wrong("replay", "--until", "tomorrow", says="--until tomorrow")

    def test_until_is_read_before_anything_is_played(self):
        self.wrong("replay", "--until", "tomorrow", says="--until tomorrow", given=text_of(OPEN))

    def test_no_such_file(self):
        self.wrong("replay", "/no/such/file", says="/no/such/file")

    def test_directory(self):
        self.wrong("replay", "/", says="/")

    def test_J2_unknown_policy(self):
        self.wrong("replay", "--policy", "aliexpress@1999", says="aliexpress@2017")

    def test_J2_unknown_key(self):
        self.wrong("replay", "--set", "negotiation.respons=P1D", says="negotiation.respons")

    def test_J2_bad_value(self):
        self.wrong("replay", "--set", "negotiation.response=5 days", says="P5D")

    def test_J2_set_without_equals(self):
        self.wrong("replay", "--set", "negotiation.response", says="KEY=VALUE")

    def test_unsafe_policy(self):
        self.wrong("replay", "--set", "negotiation.response=none", "--set", "negotiation.stage=none",
                   says="negotiation.stage")

    def test_J2_policy_file_names_its_line(self):
        with tempfile.NamedTemporaryFile("w", suffix=".policy") as file:
            file.write("preset = aliexpress@2017\n# shorter\nnegotiation.response = soon\n")
            file.flush()
            self.wrong("replay", "--policy", file.name, says=f"{file.name}:3: negotiation.response")

    def test_J2_policies_that_work(self):
        with tempfile.NamedTemporaryFile("w", suffix=".policy") as file:
            file.write("preset = aliexpress\nnegotiation.response = P1D\n")
            file.flush()
            for options in (["--policy", file.name], ["--set", "negotiation.response=P1D"],
                            ["--policy", "aliexpress@2017", "--set", "negotiation.response=P2D", "--set",
                             "negotiation.response=P1D"]):
                with self.subTest(options=options):
                    _, lines = replay(OPEN, options=options)
                    self.assertEqual(lines[0]["deadlines"]["response"], "2026-01-06T08:00:00.000Z")

    def test_policy_prints_every_key(self):
        done = run("policy", "--set", "negotiation.response=P3D")
        self.assertIn("negotiation.response = P3D", done.stdout)
        self.assertEqual(done.returncode, 0)

    def test_help_has_an_example_for_each_command(self):
        done = run("--help")
        self.assertEqual(done.returncode, 0)
        for command in "replay open do sweep list show allowed forecast log verify outbox confirm policy words completion help".split():
            self.assertIn(f"\n  {command} ", done.stdout)
            self.assertRegex(run(command, "--help").stdout, f"\nExample\n  dispute {command}")

    def test_exit_status_1_is_told_of_every_command_that_may_end_so(self):
        commands = [json.loads(line) for line in run("help", "--json").stdout.splitlines()]
        for lang in ("en", "zh-Hans", "zh-Hant"):
            help_ = run("--help", "--lang", lang).stdout
            told = "".join(re.search(r"\n  1  (.*\n(?:     .*\n)*)", help_)[1].split())
            for command in commands:
                name = "(^|[,、;；])%s[,、:：]" % command["command"].replace(" ", "")
                (self.assertRegex if command["refused"] else self.assertNotRegex)(told, name)

    def test_a_family_names_its_members(self):
        for lang in ("en", "zh-Hans", "zh-Hant"):
            done = run("policy", "bogus", "--lang", lang)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertRegex(done.stderr, "policy bogus.*list(, |、)show(, |、)check(, |、)diff(, |、)impact\n$")
            told = run("policy", "--help", "--lang", lang).stdout
            for second in ("list", "show", "check", "diff"):
                self.assertRegex(told, f"\n  policy {second}  +\\S")
        self.assertNotIn("\nCommands\n", run("policy", "show", "--help").stdout)
        self.assertIn("fewer words", run("policy", "list", "bogus").stderr)

    def test_chinese_terms_that_say_something_else_stay_away(self):
        # the first hash, to give up a return, the side that lost a lawsuit, the rules that hold by default
        misleading = "链首|鏈首|放弃退货|放棄退貨|败诉|敗訴|预设规则|預設規則"
        for lang in ("zh-Hans", "zh-Hant"):
            groups = [json.loads(line)["word"] for line in run("words", "--json").stdout.splitlines()]
            commands = [json.loads(line)["command"].split() for line in run("help", "--json").stdout.splitlines()]
            for call in [*(["words", group] for group in groups), *(["help", *command] for command in commands),
                         ["policy", "show"], ["policy", "show", "--set", "return.waive=none"],
                         ["policy", "show", "--set", "appeal.window=none"], ["policy", "show", "nosuch"]]:
                done = run(*call, "--lang", lang)
                self.assertNotRegex(done.stdout + done.stderr, misleading)

    def test_version(self):
        self.assertRegex(run("--version").stdout, r"^dispute \d+\.\d+\.\d+\n$")


class Output(unittest.TestCase):
    """Never half a line."""

    def test_device_is_full(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([PROGRAM, "replay"], input=text_of(OPEN), stdout=full, stderr=subprocess.PIPE,
                                  text=True)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_file_may_not_grow(self):
        with tempfile.NamedTemporaryFile("r") as file, open(file.name, "w") as out:
            done = subprocess.run([PROGRAM, "replay"], input=text_of(*ACCEPTED), stdout=out, stderr=subprocess.PIPE,
                                  text=True,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
            self.assertEqual(done.returncode, 2)
            lines = file.read()
        self.assertTrue(lines.endswith("\n"))
        self.assertGreater(len(lines), 0)
        for line in lines.splitlines():
            json.loads(line)

    def test_reader_goes_away(self):
        done = subprocess.run(["sh", "-c", f'"{PROGRAM}" replay | true'], input=text_of(*ACCEPTED), capture_output=True,
                              text=True, timeout=60)
        self.assertNotIn("panic", done.stderr)

    def test_standard_output_is_closed(self):
        done = subprocess.run(["sh", "-c", f'"{PROGRAM}" replay >&-'], input=text_of(OPEN), capture_output=True,
                              text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("standard output", done.stderr)

if __name__ == "__main__":
    unittest.main()
