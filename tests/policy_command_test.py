"""dispute policy list | show | check | diff: policies in the hand, in three languages."""
import json
import os
import re
import subprocess
import tempfile
import unittest

from cli import PROGRAM, run

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def policy(*arguments, lang="en"):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "DISPUTE_LANG": lang}
    return subprocess.run([PROGRAM, "policy", *arguments], capture_output=True, text=True, env=environment, timeout=120,
                          check=False)


def lines(*arguments, lang="en"):
    return [json.loads(line) for line in policy(*arguments, "--json", lang=lang).stdout.splitlines()]


def settings(*pairs):
    return [word for pair in pairs for word in ("--set", pair)]


# Of every key a value that is another class of its sentence than the preset's, or at least another value.
OTHERS = [
    "open.after=none", "open.at_once_under=none", "open.until=none", "open.reopen=no", "open.reopen.times=1",
    "contact.wait=P2D", "contact.wait.on_silence=escalate", "platform.plan=none", "suspend.at_most=none", "extend.times=0",
    "negotiation.response=none", "negotiation.response.on_silence=escalate", "negotiation.reply=B3D",
    "negotiation.reply.on_silence=accept_offer", "negotiation.stage=0", "negotiation.stage.on_silence=withdraw",
    "negotiation.stage.at_most=none", "escalate.buyer=P3D..P15D", "escalate.seller=after_refusal", "guarantee.after=none",
    "guarantee.review=none", "guarantee.review.on_silence=wait", "platform.evidence=none", "platform.review=none",
    "platform.review.on_silence=close_for_seller", "return.address=none", "return.address.on_silence=close_for_buyer",
    "return.ship=none", "return.ship.on_silence=withdraw", "return.receive=none", "return.receive.on_silence=escalate",
    "return.waive=none", "replacement.ship=none", "replacement.ship.on_silence=escalate", "replacement.receive=none",
    "replacement.receive.on_silence=escalate", "appeal.window=none", "appeal.rounds=0", "appeal.money=execute",
    "settlement.confirm=no", "claim.file=P10D", "claim.answer=PT36H", "journal.chain=none", "calendar.offset=+08:00",
    "calendar.weekend=none", "calendar.holidays=2026-10-01,2026-10-02", "reason.quality.enabled=no",
    "reason.lost.liable=none", "reason.lost.evidence=yes", "reason.lost.guarantee=no", "reason.quality.may_change_kind=no",
    "effective.from=2024-03-25", "open.after.from=payment", "open.until.from=promise", "open.money=reverse",
    "open.grant.payer=platform", "amend.reason=same_class", "amend.times=3", "propose.buyer.times=1",
    "propose.seller.times=0", "negotiation.response.by_amount=0..5000 close_for_buyer, 5001.. accept_return",
    "platform.review.from=evidence", "platform.pays_up_to=1", "platform.evidence.buyer=P5D",
    "platform.evidence.buyer.on_silence=close_for_seller", "platform.evidence.seller=P2D",
    "platform.evidence.seller.on_silence=close_for_buyer", "return.freight_by=liable",
    "reason.lost.grant=500", "reason.counterfeit.multiple=3",
]
# Every value of every key that chooses among words, and each kind of value of the others.
CHOICES = {
    "open.after.from": ["shipment", "payment", "promise", "delivery"],
    "open.until.from": ["completion", "payment", "shipment", "promise", "delivery"],
    "open.money": ["hold", "reverse"],
    "open.grant.payer": ["seller", "platform"],
    "amend.reason": ["yes", "same_class", "no"],
    "amend.times": ["none", "0", "1", "9"],
    "propose.buyer.times": ["none", "0", "1", "9"],
    "propose.seller.times": ["none", "0", "1", "9"],
    "negotiation.response.by_amount": ["none", "0..5000 close_for_buyer, 5001.. accept_return", "0.. escalate",
                                       "0..0 accept_request, 1..1 close_for_seller, 2..300 withdraw, 301.. escalate"],
    "platform.review.from": ["entry", "evidence"],
    "platform.pays_up_to": ["none", "1", "5000"],
    "platform.evidence.buyer": ["none", "P5D"],
    "platform.evidence.buyer.on_silence": ["proceed", "close_for_seller"],
    "platform.evidence.seller": ["none", "P5D"],
    "platform.evidence.seller.on_silence": ["proceed", "close_for_buyer"],
    "return.freight_by": ["none", "buyer", "seller", "platform", "liable"],
    "reason.quality.grant": ["none", "1", "5000"],
    "reason.quality.multiple": ["1", "3"],
    "round.2.starter": ["loser", "buyer", "seller"],
    "round.2.window": ["none", "P20D"],
    "round.2.decides": ["platform", "start", "answer"],
    "round.2.answer": ["none", "P30D"],
    "round.2.fee": ["0", "50000"],
    "round.2.loser_pays": ["no", "yes"],
    "effective.from": ["none", "2024-03-25"],
}
CARD = settings("appeal.rounds=3", "appeal.money=execute", "open.money=reverse", "round.1.starter=seller",
                "round.1.decides=start", "round.2.starter=buyer", "round.2.decides=answer", "round.2.answer=P30D",
                "round.2.window=P20D", "round.3.fee=50000", "round.3.loser_pays=yes")


class List(unittest.TestCase):
    def test_each_preset_has_a_line_that_says_what_it_is(self):
        for lang, says in zip(LANGUAGES, ("the default market", "速卖通", "速賣通")):
            done = policy("list", lang=lang)
            self.assertEqual(done.returncode, 0)
            self.assertRegex(done.stdout, rf"(?m)^aliexpress@2017 +.*{says}")

    def test_json(self):
        for line in lines("list"):
            [day] = [said["value"] for said in lines("show", line["name"]) if said["key"] == "effective.from"]
            self.assertEqual(line["effective_from"], None if day == "none" else day)
            self.assertEqual(line["since"], line["name"].partition("@")[2])
        self.assertIn("aliexpress@2017", [line["name"] for line in lines("list")])

    def test_the_day_from_which_it_is_in_force_is_said(self):
        for lang, says in zip(LANGUAGES, ("In force from {} on.", "自 {} 起生效。", "自 {} 起生效。")):
            text = policy("list", lang=lang).stdout.splitlines()
            for line, told in zip(lines("list"), text):
                self.assertTrue(told.startswith(line["name"] + "  "), told)
                day = line["effective_from"]
                self.assertEqual(told.endswith(says.format(day)), bool(day), told)


class Show(unittest.TestCase):
    def test_every_key_has_a_sentence_in_every_language(self):
        for changes in ([], settings(*OTHERS)):
            keys = [line.split(" = ")[0] for line in run("policy").stdout.splitlines()]
            for lang in LANGUAGES:
                told = lines("show", *changes, lang=lang)
                self.assertEqual([line["key"] for line in told], keys)
                for line in told:
                    with self.subTest(key=line["key"], lang=lang):
                        self.assertRegex(line["sentence"], r"^[A-Z].*[^ ]\.$" if lang == "en" else r"^[^a-zA-Z].*。$")
                        self.assertNotRegex(line["sentence"], r"[{}]|  |\(null\)")

    def test_every_value_of_a_choice_has_a_sentence_of_its_own(self):
        for lang in LANGUAGES:
            for key, values in CHOICES.items():
                said = []
                for value in values:
                    told = {line["key"]: line for line in lines("show", *CARD, *settings(f"{key}={value}"), lang=lang)}
                    with self.subTest(key=key, value=value, lang=lang):
                        sentence = told[key]["sentence"]
                        self.assertEqual(told[key]["value"], value)
                        self.assertRegex(sentence, r"^[A-Z].*[^ ]\.$" if lang == "en" else r"^[^a-zA-Z]+。$")
                        self.assertNotRegex(sentence, r"[{}]|  |\(null\)|链首|放弃退货|败诉|敗訴")
                    said.append(sentence)
                self.assertEqual(len(set(said)), len(values), (key, said))

    def test_a_table_by_amount_is_said_row_by_row(self):
        rows = "negotiation.response.by_amount=0..5000 close_for_buyer, 5001..9000 accept_return, 9001.. escalate"
        for lang, says in zip(LANGUAGES, (
                "If the seller does not answer in time, the amount at stake decides: up to 5000 minor units, the buyer gets "
                "what was asked for, without a return; from 5001 to 9000 minor units, the buyer is refunded once the goods "
                "are returned; from 9001 minor units on, the case goes to the platform.",
                "卖家逾期未回应的，按涉及金额处理：不超过 5000 个最小货币单位的，按买家的诉求结案，不用退货；介于 5001 至 9000 个最小货币单位"
                "的，视为同意退货退款；达到 9001 个最小货币单位的，由平台介入处理。",
                "賣家逾期未回應的，按涉及金額處理：不超過 5000 個最小貨幣單位的，按買家的訴求結案，不用退貨；介於 5001 至 9000 個最小貨幣單位"
                "的，視為同意退貨退款；達到 9001 個最小貨幣單位的，由平台介入處理。")):
            [line] = [line for line in lines("show", *settings(rows), lang=lang) if line["key"].endswith("by_amount")]
            self.assertEqual(line["sentence"], says)
        self.assertIn("(The amount at stake decides instead.)\n      negotiation.response.on_silence",
                      policy("show", *settings(rows)).stdout)

    def test_counts_and_amounts_are_said_as_such(self):
        said = {line["key"]: line["sentence"] for line in lines("show", *CARD, *settings(
            "extend.times=1", "amend.times=3", "platform.pays_up_to=1", "reason.lost.grant=500",
            "reason.counterfeit.multiple=3"))}
        self.assertIn("at most once.", said["extend.times"])
        self.assertIn("at most 3 times.", said["amend.times"])
        self.assertIn("at most 1 minor unit the", said["platform.pays_up_to"])
        self.assertIn("“Parcel lost” with at most 500 minor units at stake", said["reason.lost.grant"])
        self.assertIn("up to 3 times the order's amount", said["reason.counterfeit.multiple"])
        self.assertEqual(said["round.3.fee"], "Round 3 costs 50000 minor units, paid to the platform.")
        self.assertEqual(said["round.2.answer"], "In round 2 the other side has 30 days to answer.")

    def test_each_key_stands_under_its_stage_and_behind_what_it_belongs_to(self):
        text = policy("show", *CARD, *settings("effective.from=2024-03-25")).stdout
        stages = {block.splitlines()[0]: re.findall(r"(?m)^ {6}(\S+) = ", block) for block in text.split("\n\n")}
        self.assertEqual(stages["In force"], ["effective.from"])
        self.assertEqual(stages["Opening a case"][:6], ["open.after", "open.after.from", "open.at_once_under", "open.until",
                                                        "open.until.from", "open.reopen"])
        self.assertIn("amend.reason", stages["Negotiation"])
        self.assertIn("propose.seller.times", stages["Negotiation"])
        at = stages["Negotiation"].index("negotiation.response")
        self.assertEqual(stages["Negotiation"][at + 1:at + 3],
                         ["negotiation.response.on_silence", "negotiation.response.by_amount"])
        for key in ("platform.plan", "platform.evidence.seller.on_silence", "platform.pays_up_to", "suspend.at_most",
                    "extend.times"):
            self.assertIn(key, stages["Review by the platform"])
        self.assertIn("return.freight_by", stages["Return"])
        self.assertEqual([key.partition("round.")[2] for key in stages["Appeal"][3:]], [
            "1.starter", "1.window", "1.decides", "1.fee", "2.starter", "2.window", "2.decides", "2.answer", "2.fee",
            "3.starter", "3.window", "3.decides", "3.fee", "3.loser_pays"])
        self.assertEqual(stages["Records"], ["name", "journal.chain"])
        told = [key for keys in stages.values() for key in keys if not key.startswith("reason.")]
        keys = [line["key"] for line in lines("show", *CARD) if not line["key"].startswith("reason.")]
        self.assertEqual(set(keys) - set(told), {  # an answer of nobody, who pays a fee that there is not
            "round.1.answer", "round.1.loser_pays", "round.2.loser_pays", "round.3.answer"})
        self.assertEqual(len(told), len(set(told)))

    def test_of_grants_and_multiples_only_the_unusual_is_told(self):
        text = policy("show").stdout
        self.assertNotRegex(text, r"reason\.\*\.(grant|multiple)")
        text = policy("show", *settings("reason.lost.grant=500", "reason.quality.grant=500", "reason.damaged.grant=9",
                                        "reason.counterfeit.multiple=3")).stdout
        self.assertIn("with at most 500 minor units at stake, are requests for: Parcel lost, Poor quality.\n"
                      "      reason.*.grant = 500\n", text)
        self.assertIn("are requests for: Damaged in transport.\n      reason.*.grant = 9\n", text)
        self.assertIn("up to 3 times the order's amount for: Counterfeit.\n      reason.*.multiple = 3\n", text)

    def test_what_has_no_effect_says_so(self):
        for pairs, says in ((["open.until=none"], "(No such time is set.)\n      open.until.from"),
                            (["open.after=none"], "(No such time is set.)\n      open.after.from"),
                            (["platform.review=none"], "(No such time is set.)\n      platform.review.from"),
                            (["platform.evidence=none"], "(There is no such deadline.)\n      platform.evidence.buyer.o"),
                            ([], "(Nothing is granted that way.)\n      open.grant.payer"),
                            (["round.2.fee=5"], "(There is no such round.)\n      round.2.fee"),
                            (["round.1.answer=P1D"], "(Nobody has to answer in this round.)\n      round.1.answer"),
                            (["round.1.loser_pays=yes"], "(There is no fee.)\n      round.1.loser_pays"),
                            (["negotiation.response=none", "negotiation.response.by_amount=0.. escalate"],
                             "(There is no such deadline.)\n      negotiation.response.by_amount")):
            self.assertIn(says, policy("show", *settings(*pairs)).stdout)
        text = policy("show", *settings("reason.lost.grant=1", "platform.evidence=none",
                                        "platform.evidence.buyer=P1D")).stdout
        self.assertIn("with at most 1 minor unit at stake", text)
        self.assertNotIn("(Nothing is granted", text)
        self.assertIn("in time, the case goes on without it.\n      platform.evidence.buyer.on_silence", text)

    def test_the_sentence_says_the_value(self):
        said = {line["key"]: line["sentence"] for line in lines("show", *settings(
            "negotiation.response=PT1H30M", "negotiation.reply=B1D", "return.ship=P1DT12H", "escalate.buyer=0..P3D",
            "escalate.seller=P3D..none", "calendar.weekend=fri,sat", "appeal.rounds=2"))}
        self.assertIn("has 1 hour 30 minutes to answer a request", said["negotiation.response"])
        self.assertIn("has 1 business day to answer", said["negotiation.reply"])
        self.assertIn("has 1 day 12 hours to send", said["return.ship"])
        self.assertIn("until 3 days after the opening", said["escalate.buyer"])
        self.assertIn("from 3 days after the opening on", said["escalate.seller"])
        self.assertIn("Friday, Saturday", said["calendar.weekend"])
        self.assertIn("at most 2 times", said["appeal.rounds"])
        self.assertEqual(said["negotiation.response.on_silence"],
                         "If the seller does not answer in time, the buyer's request is carried out.")

    def test_text_has_every_stage_and_the_key_below_its_sentence(self):
        text = policy("show", "aliexpress").stdout
        for title in ("Opening a case", "Negotiation", "Return", "Replacement", "Appeal", "Reasons", "Calendar"):
            self.assertIn(f"\n{title}\n", text)
        self.assertIn("The buyer has 10 days to send the goods back.\n      return.ship = P10D\n", text)
        self.assertIn("Without a ruling, the fault lies with the carrier for: Parcel lost, Damaged in transport.", text)
        self.assertIn("the platform. (There is no such deadline.)\n      negotiation.reply.on_silence", text)

    def test_a_silence_of_one_key_says_what_it_does_there(self):
        said = {line["key"]: line["sentence"] for line in lines("show")}
        self.assertIn("the platform pays", said["guarantee.review.on_silence"])
        self.assertIn("refunded instead", said["replacement.ship.on_silence"])
        self.assertIn("the seller is paid", said["replacement.receive.on_silence"])

    def test_a_file_is_shown_too(self):
        with tempfile.NamedTemporaryFile("w", suffix=".policy") as file:
            file.write("name = mymarket@2026\nnegotiation.response = P2D\n")
            file.flush()
            text = policy("show", file.name).stdout
        self.assertIn("The rules mymarket@2026\n", text)
        self.assertIn("2 days to answer a request", text)

    def test_the_canonical_text_stays_where_scripts_find_it(self):
        self.assertIn("\nnegotiation.response = P5D\n", run("policy").stdout)


class Check(unittest.TestCase):
    def test_a_safe_policy(self):
        done = policy("check", "aliexpress")
        self.assertEqual(done.returncode, 0)
        for says in ("are safe", "14 states can be reached", "The longest case: 168 days", "nobody acts: 67 days",
                     "at most 5 steps in a row", "Response, 5 days: the buyer's request is carried out (for the buyer)",
                     "Response, 10 days: the seller is paid (for the seller)",
                     "In these states the case waits for the platform, however long that takes: Under platform review, "
                     "Under appeal."):
            self.assertIn(says, done.stdout)

    def test_every_fault_is_listed_with_its_knob(self):
        done = policy("check", *settings("return.ship=none", "escalate.buyer=P5D..P2D", "appeal.money=execute",
                                         "appeal.rounds=9"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("have 3 faults and cannot be used", done.stdout)
        self.assertRegex(done.stdout, r"return\.ship = none\n +A case could wait for ever.*Waiting for the return shipment")
        self.assertRegex(done.stdout, r"escalate\.buyer = P5D\.\.P2D\n +This window ends before it begins")
        self.assertRegex(done.stdout, r"appeal\.rounds = 9\n +.*The limit is 3\.")
        self.assertIn("The longest case: nothing limits it.", done.stdout)

    def test_the_first_fault_is_what_every_other_command_says(self):
        fault = next(line for line in lines("check", *settings("return.ship=none")) if "fault" in line)
        refused = run("policy", "--set", "return.ship=none")
        self.assertEqual(refused.returncode, 2)
        self.assertIn(fault["sentence"], refused.stderr)

    def test_what_is_not_understood(self):
        for wrong in (["nosuch"], ["/"], settings("return.ship"), ["nosuch", "--json"]):
            done = policy("check", *wrong)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertTrue(done.stderr.startswith("dispute: "))

    UNREAD = ("name = my@1\nnosuch = 1\n\treturn.ship = soon # not yet\r\n\nnegotiation.response.on_silence = maybe\n"
              "calendar.offset = 99\nreturn.receive = P3D\nreturn.receive = P4D\npreset = aliexpress\nno equals sign\n"
              "guarantee.review = none")
    KEYS = [(2, "nosuch"), (3, "return.ship"), (5, "negotiation.response.on_silence"), (6, "calendar.offset"),
            (8, "return.receive"), (9, "preset"), (10, "no equals sign")]

    def file_of(self, content):
        file = tempfile.NamedTemporaryFile("w", suffix=".policy", newline="")
        self.addCleanup(file.close)
        file.write(content)
        file.flush()
        return file.name

    def test_every_line_and_setting_that_cannot_be_read_is_told(self):
        name = self.file_of(self.UNREAD)
        for lang, title in zip(LANGUAGES, ("Faults", "问题", "問題")):
            done = policy("check", name, *settings("return.ship=later", "a=1", "return.address=none"), lang=lang)
            self.assertEqual((done.returncode, done.stderr), (1, ""))
            rows = re.search(rf"(?s)\n{title}\n(.*?)\n\n", done.stdout)[1].splitlines()
            told, sentences = rows[::2], rows[1::2]
            self.assertEqual([f"  {name}:{line}: {key}" for line, key in self.KEYS],
                             [row.split(" = ")[0] for row in told[:7]])
            self.assertIn(f"  {name}:3: return.ship = soon # not yet", told)
            self.assertEqual(told[7:], ["  --set return.ship=later", "  --set a=1", "  guarantee.review = none",
                                        "  return.address = none"])
            for row in sentences:
                self.assertRegex(row, r"^ {6}\S.{5}")
        self.assertIn("The rules my@1 have 7 faults and cannot be used.\nWithout the lines that cannot be read:\n",
                      policy("check", self.file_of(self.UNREAD.replace("guarantee", "#"))).stdout)

    def test_what_cannot_be_read_is_told_as_json(self):
        told = lines("check", self.file_of(self.UNREAD), *settings("a=1"))
        self.assertEqual((told[0]["safe"], told[0]["faults"]), (False, 9))
        faults = [line for line in told if "fault" in line]
        self.assertEqual([(line["line"], line["key"]) for line in faults],
                         [*self.KEYS, (None, "a"), (None, "guarantee.review")])
        self.assertEqual([line["fault"] for line in faults],
                         ["unknown_word", "duration", "silence", "calendar_offset", "twice", "preset_first", "syntax",
                          "unknown_word", "hangs"])
        self.assertTrue(all(line["sentence"] for line in faults))

    def test_any_bytes_can_be_told(self):
        with tempfile.NamedTemporaryFile("wb", suffix=".policy") as file:
            file.write(b"a" + "价".encode() * 30 + b" = 1\n\xff\xfe = 2\nreturn.ship = \xff\na\0b = 1\n" + "价 = 1".encode())
            file.flush()
            faults = [line for line in lines("check", file.name) if "fault" in line]
        self.assertEqual([line["line"] for line in faults], [1, 2, 3, 4, 5])
        self.assertEqual([faults[1]["key"], faults[2]["key"], faults[4]["key"]], ["??", "return.ship", "价"])

    def test_a_file_that_is_no_policy_ends(self):
        done = policy("check", self.file_of("x\n" * 100000))
        self.assertEqual(done.returncode, 1)
        self.assertIn("have 500 faults", done.stdout)
        self.assertIn("There are too many; the rest of the file was not read.", done.stdout)
        self.assertNotIn("There are too many", policy("check", self.file_of("x\n" * 499)).stdout)

    def test_a_policy_behind_the_command_is_no_option(self):
        for arguments in (["check", "nosuch"], ["show", "nosuch"], ["diff", "nosuch"], ["diff", "aliexpress", "nosuch"]):
            for lang in LANGUAGES:
                self.assertRegex(policy(*arguments, lang=lang).stderr, r"^dispute: nosuch[:：]")
        self.assertTrue(policy("--policy", "nosuch").stderr.startswith("dispute: --policy nosuch: "))

    def test_where_it_waits_is_named_also_without_a_deadline(self):
        for pairs, states in (([], ["platform.review", "ruling.appealed"]),
                              (["platform.review=none"], ["platform.review", "ruling.appealed"]),
                              (["guarantee.review=none", "guarantee.review.on_silence=wait"],
                               ["guarantee.waiting", "platform.review", "ruling.appealed"]),
                              (["appeal.rounds=0"], ["platform.review"]),
                              (["platform.review.on_silence=close_for_seller"], [])):
            with self.subTest(pairs=pairs):
                [report] = [line for line in lines("check", *settings(*pairs)) if "safe" in line]
                self.assertEqual((report["waiting"], report["waits"]), (states, len(states)))
                self.assertEqual("waits for the platform" in policy("check", *settings(*pairs)).stdout, bool(states))
        self.assertIn("however long that takes: Under platform review, Under appeal.\n",
                      policy("check", *settings("platform.review=none")).stdout)

    def test_a_silence_by_amount_says_of_which_amounts(self):
        text = policy("check", *settings("negotiation.response.by_amount=0..5000 close_for_buyer, 5001..9 escalate")).stdout
        self.assertRegex(text, r"negotiation\.response\.by_amount = .*\n +This window ends before it begins")
        table = "negotiation.response.by_amount=0..50 close_for_buyer, 51..900 accept_return, 901.. close_for_buyer"
        for lang, says in zip(LANGUAGES, (
                ("Response, 5 days, up to 50 minor units or from 901 minor units on: the buyer gets what was asked for",
                 "Response, 5 days, from 51 to 900 minor units: the buyer is refunded once the goods are returned"),
                ("回应期限，5 天，涉及金额不超过 50 个最小货币单位或达到 901 个最小货币单位：按买家的诉求结案",
                 "回应期限，5 天，涉及金额介于 51 至 900 个最小货币单位：视为同意退货退款"),
                ("回應期限，5 天，涉及金額不超過 50 個最小貨幣單位或達到 901 個最小貨幣單位：按買家的訴求結案",
                 "回應期限，5 天，涉及金額介於 51 至 900 個最小貨幣單位：視為同意退貨退款"))):
            for one in says:
                self.assertIn(one, policy("check", *settings(table), lang=lang).stdout)

    def test_a_silence_of_one_party_says_how_long_it_has(self):
        text = policy("check", *settings("platform.evidence.buyer.on_silence=close_for_seller",
                                         "platform.evidence.seller=P2D",
                                         "platform.evidence.seller.on_silence=close_for_buyer")).stdout
        self.assertIn("Evidence, buyer: 3 days: the seller is paid (for the seller)", text)
        self.assertIn("Evidence, seller: 2 days: the buyer gets what was asked for, without a return (for the buyer)", text)
        self.assertIn("Evidence, carrier: 3 days: the case goes on without it (nobody has won yet)", text)

    def test_who_wins_follows_the_silence(self):
        for silence, winner in (("accept_request", "buyer"), ("close_for_buyer", "buyer"), ("close_for_seller", "seller"),
                                ("withdraw", "seller"), ("escalate", "none")):
            told = lines("check", *settings(f"negotiation.response.on_silence={silence}"))
            [line] = [line for line in told if line.get("key") == "negotiation.response"]
            self.assertEqual((line["silence"], line["winner"], line["after"]), (silence, winner, "P5D"))

    def test_rounds_have_times_of_their_own(self):
        rounds = settings("appeal.rounds=2", "round.1.decides=answer", "round.1.answer=P3D", "round.2.window=P9D")
        said = policy("check", *rounds).stdout
        self.assertIn("Appeal, round 1: 7 days, round 2: 9 days: the ruling stands (as the ruling says)", said)
        self.assertIn("Response, 3 days: whoever appealed gets what he wants (nobody has won yet)", said)
        silence = next(line for line in lines("check", *rounds) if line.get("key") == "round.*.window")
        self.assertEqual(silence["after"], "P7D, P9D")
        answered = policy("check", *settings("round.1.decides=answer", "round.1.answer=P3D")).stdout
        self.assertRegex(answered, r"however long that takes: Under platform review\.\n")
        done = policy("check", *settings("round.1.decides=answer", "round.3.fee=5"))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"round\.1\.answer = none\n +A round that the answer decides needs a time")
        self.assertRegex(done.stdout, r"round\.3\.fee = 5\n +This round lies beyond appeal\.rounds")

    def test_json_is_the_report_the_silences_and_the_faults(self):
        told = lines("check", *settings("guarantee.review=none", "platform.review=none"))
        self.assertEqual((told[0]["safe"], told[0]["faults"], told[0]["states"]), (False, 1, 14))
        self.assertIsNone(told[0]["longest_case_ms"])
        self.assertEqual(told[-1]["fault"], "hangs")
        self.assertEqual((told[-1]["key"], told[-1]["state"]), ("guarantee.review", "guarantee.waiting"))
        self.assertEqual(lines("check")[0]["longest_case_ms"], 168 * 86400000)

    def test_in_chinese(self):
        for lang, says in (("zh-Hans", ("通过检查", "回应期限，5 天：视为同意买家的诉求（有利于买家）", "纠纷最长持续：168 天")),
                           ("zh-Hant", ("通過檢查", "回應期限，5 天：視為同意買家的訴求（對買家有利）", "爭議最長持續：168 天"))):
            text = policy("check", lang=lang).stdout
            for one in says:
                self.assertIn(one, text)
            self.assertNotRegex(text.replace("aliexpress@2017", ""), r"[A-Za-z]")


class Diff(unittest.TestCase):
    def differs(self, *pairs, lang="en"):
        done = policy("diff", "aliexpress", *settings(*pairs), lang=lang)
        self.assertEqual(done.returncode, 1)
        return done.stdout

    def test_another_duration_and_the_silence_behind_it(self):
        text = self.differs("negotiation.response=P3D")
        self.assertIn("You have 3 days instead of 5 to answer a request; every new request starts that time anew. If you do "
                      "not answer in time, the buyer's request is carried out, as before.\n"
                      "      negotiation.response: P5D -> P3D\n", text)
        self.assertIn("您须在 3 天（原为 5 天）内回应买家的诉求", self.differs("negotiation.response=P3D", lang="zh-Hans"))
        self.assertIn("仍視為同意買家的訴求", self.differs("negotiation.response=P3D", lang="zh-Hant"))

    def test_other_units_are_both_said(self):
        self.assertIn("You have 48 hours instead of 5 days to answer", self.differs("negotiation.response=PT48H"))
        self.assertIn("You have 3 business days instead of 5 days to", self.differs("return.address=B3D"))

    def test_another_silence(self):
        self.assertIn("If you do not answer in time, the case goes to the platform (before: the buyer's request is carried "
                      "out).", self.differs("negotiation.response.on_silence=escalate"))
        self.assertIn("Nothing a seller would notice\n  If the buyer does not answer in time", self.differs(
            "negotiation.reply.on_silence=withdraw"))
        self.assertIn("so nobody notices", self.differs("negotiation.reply.on_silence=withdraw"))

    def test_another_kind_of_value_says_both_sentences(self):
        self.assertIn("You can call in the platform once something was refused. Before: You cannot call in the platform.",
                      self.differs("escalate.seller=after_refusal"))

    def test_what_the_platform_may_do_to_a_case_is_noticed(self):
        text = self.differs("extend.times=1", "suspend.at_most=P10D", "platform.plan=P1D")
        self.assertRegex(text, r"notice:\n\nReview by the platform\n  [^\n]+ accept a plan of the platform\.[^\n]*\n")
        self.assertIn("  The platform may extend deadlines of one case at most once (before: 3 times).\n", text)
        self.assertIn("  The platform may suspend one case for 10 days instead of 90 in all.\n", text)
        self.assertNotIn("Nothing a seller would notice", text)
        self.assertIn("最多可以为同一纠纷延长期限 1 次（原为：3 次）。", self.differs("extend.times=1", lang="zh-Hans"))

    def test_a_reason_comes_and_goes(self):
        text = self.differs("reason.customs_hold.enabled=no", "reason.customs_hold.liable=seller",
                            "reason.unauthorised.enabled=yes")
        self.assertIn("A case can no longer be opened for the reason “Held by customs”.", text)
        self.assertIn("A case can now be opened for the reason “Unauthorised payment”.", text)
        self.assertNotIn("customs_hold.liable", text)

    def test_a_summer_time_of_only_one_of_them(self):
        change = "calendar.offset.2026-03-08T10:00:00Z=-07:00"
        self.assertIn("calendar.offset.2026-03-08T10:00:00Z: +00:00 -> -07:00", self.differs(change))
        with tempfile.NamedTemporaryFile("w", suffix=".policy") as file:
            file.write(change.replace("=", " = ") + "\n")
            file.flush()
            done = policy("diff", file.name, "aliexpress")
        self.assertIn("calendar.offset.2026-03-08T10:00:00Z: -07:00 -> +00:00", done.stdout)
        self.assertEqual(done.returncode, 1)

    def test_every_key_can_be_noticed_in_every_language(self):
        for lang in LANGUAGES:
            for pair in OTHERS:
                with self.subTest(lang=lang, pair=pair):
                    [line] = lines("diff", "aliexpress", *settings(pair), lang=lang)
                    self.assertEqual((line["key"], line["to"]), tuple(pair.split("=", 1)))
                    self.assertRegex(line["sentence"], r"[.)]$" if lang == "en" else r"[。）]$")
                    self.assertNotRegex(line["sentence"], r"[{}]|  |\(null\)")

    def test_a_table_that_is_gone_leaves_the_silence_of_its_key(self):
        with tempfile.NamedTemporaryFile("w", suffix=".policy") as file:
            file.write("negotiation.response.by_amount = 0.. escalate\n")
            file.flush()
            [line] = lines("diff", file.name, "aliexpress")
        self.assertIn("makes no difference. Before: If you do not answer in time, the amount at stake decides: any amount, "
                      "the case goes to the platform. If you do not answer in time, the buyer's request is carried out.",
                      line["sentence"])

    def test_rounds_that_only_one_of_them_speaks_of(self):
        text = self.differs(*[pair for pair in CARD if pair != "--set"])
        self.assertIn("Only you can start round 1 of the appeal, and only after losing the ruling. Before: The side that "
                      "lost can start round 1 of the appeal.\n      round.1.starter: loser -> seller\n", text)
        self.assertNotIn("round.1.fee", text)
        with tempfile.NamedTemporaryFile("w", suffix=".policy") as file:
            file.write("".join(pair.replace("=", " = ", 1) + "\n" for pair in CARD if pair != "--set"))
            file.flush()
            told = {line["key"]: line for line in lines("diff", file.name, "aliexpress")}
            self.assertEqual((told["round.1.starter"]["from"], told["round.1.starter"]["to"]), ("seller", "loser"))
            self.assertTrue(told["round.1.starter"]["noticed"])
            self.assertFalse(told["round.3.fee"]["noticed"])  # there is one round left
            self.assertEqual(lines("diff", file.name, file.name), [])

    def test_the_new_keys_speak_to_the_seller(self):
        for pair, says in (("open.money=reverse", "for the time being; you can contest it. Before: Opening a case pays"),
                           ("platform.pays_up_to=500", "at most 500 minor units the platform pays in your place"),
                           ("propose.seller.times=2", "In one case you can make an offer at most 2 times."),
                           ("platform.evidence.seller=P2D", "You have 2 days to hand in the evidence"),
                           ("return.freight_by=seller", "you bear the return freight. Before:"),
                           ("negotiation.response.by_amount=0.. escalate", "If you do not answer in time, the amount at"),
                           ("reason.lost.grant=500", "without asking you. Before: A request for “Parcel lost” is never")):
            self.assertIn(says, self.differs(pair))
        self.assertIn("您逾期未提交证据的，按买家的诉求结案，不用退货（原为：纠纷照常进行）。",
                      self.differs("platform.evidence.seller.on_silence=close_for_buyer", lang="zh-Hans"))

    def test_what_a_seller_does_not_see_stands_by_itself(self):
        for lang, title in zip(LANGUAGES, ("Nothing a seller would notice", "卖家不会注意到的变化", "賣家不會注意到的變化")):
            alone = self.differs("journal.chain=none", lang=lang)
            self.assertRegex(alone, rf"^[^\n]+[.。]\n\n{title}\n  [^\n]+\n +journal\.chain: sha256 -> none\n$")
            both = self.differs("journal.chain=none", "return.ship=P3D", lang=lang)
            self.assertRegex(both, rf"(?s)^[^\n]+[:：]\n\n.*return\.ship: .*\n\n{title}\n.*journal\.chain: ")
            self.assertNotIn(title, self.differs("return.ship=P3D", lang=lang))
        self.assertEqual([(line["key"], line["noticed"]) for line in lines(
            "diff", "aliexpress", *settings("journal.chain=none", "return.ship=P3D"))],
            [("return.ship", True), ("journal.chain", False)])

    def test_a_faulty_policy_can_be_compared(self):
        self.assertIn("return.ship: P10D -> none", self.differs("return.ship=none"))

    def test_nothing_differs(self):
        with tempfile.NamedTemporaryFile("w", suffix=".policy") as file:
            file.write("name = other@2026\n")
            file.flush()
            for second in ("aliexpress@2017", file.name):
                done = policy("diff", "aliexpress", second)
                self.assertEqual(done.returncode, 0)
                self.assertIn("say the same", done.stdout)
                self.assertEqual(lines("diff", "aliexpress", second), [])

    def test_what_is_not_understood(self):
        for wrong in (["diff"], ["diff", "nosuch"], ["diff", "aliexpress", "nosuch"], ["diff", "a", "b", "c"]):
            done = policy(*wrong)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertTrue(done.stderr.startswith("dispute: "))


if __name__ == "__main__":
    unittest.main()
