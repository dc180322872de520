"""Pictures of the command `dispute`: `show CASE --svg` and `graph`. They are well-formed and say everything that they
should, nothing in them lies on something else, and what others wrote stays text.

    pictures_test.py --write    draws docs/graph.svg and docs/timeline.svg anew
"""
import html
import itertools
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import xml.etree.ElementTree as ElementTree

from cli import ACCEPTED, OPEN, PROGRAM, event, run

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<&\"'>]]>--><script>\\N`${x}#quot;"  # as long as a case id may be, without `:`


# ---- stories, played into a store ----

def options_of(story):
    file = story.with_suffix(".options")
    words = iter(file.read_text().split() if file.exists() else [])
    kept, until = [], None
    for word in words:
        if word in ("--policy", "--set"):
            kept += [word, next(words)]
        elif word == "--until":
            until = next(words)
    return kept, until


def play(folder, lines, options=(), until=None, case=None):
    """Plays events into FOLDER/dispute.db; gives the id of the case."""
    for line in lines:
        e = json.loads(line) if isinstance(line, str) else dict(line)
        if e["event"] == "open":
            e["case"] = case = case or e["case"]
            command = ["open", *options, "--event", json.dumps(e)]
        elif e["event"] == "advance":
            command = ["sweep", "--at", e["at"]]
        elif case:
            if "effect" in e:
                e["effect"] = case + e["effect"][e["effect"].index(":"):]
            command = ["do", case, "--event", json.dumps(e)]
        else:
            continue
        done = run(*command, cwd=folder)
        assert done.returncode in (0, 1), done.stderr
    if until:
        run("sweep", "--at", until, cwd=folder)
    return case


# ---- what is in a drawing ----

def boxes(root):
    """Where each text stands: (left, top, right, bottom, text)."""
    found = []
    for text in root.iter(SVG + "text"):
        x, y, width, height = map(int, text.get("data-box").split())
        found.append((x, y, x + width, y + height, "".join(text.itertext())))
    return found


def words_of(root):
    return " ".join("".join(text.itertext()) for text in root.iter(SVG + "text"))


def points(path):
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
    return list(zip(numbers[::2], numbers[1::2]))


def overlap(one, two):
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


class Drawn(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="dispute-pictures-")
        self.addCleanup(shutil.rmtree, self.folder)

    def does(self, *arguments):
        done = run(*arguments, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        return done.stdout

    def wrong(self, *arguments, says):
        done = run(*arguments, cwd=self.folder)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertIn(says, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def holds_together(self, picture, harmful=False):
        """Well-formed, for itself, for screen readers; no text on another, none outside. U+FFFD stands in for what others
        wrote, where that is `harmful`, and for nothing else."""
        root = ElementTree.fromstring(picture)
        self.assertEqual("\ufffd" in picture, harmful)
        self.assertEqual(root.tag, SVG + "svg")
        for name in ("title", "desc"):
            self.assertTrue(root.find(SVG + name).text.strip())
        for element in root.iter():
            self.assertNotIn(element.tag, [SVG + t for t in ("script", "image", "foreignObject", "use", "a")])
            self.assertFalse([n for n in element.attrib if n.startswith("on") or n.endswith("href")])
        style = root.find(SVG + "style").text
        for rule in ("prefers-color-scheme:dark", "@media print"):
            self.assertIn(rule, style)
        self.assertNotRegex(style, r"url\(|@import|@font-face")
        _, _, width, height = map(int, root.get("viewBox").split())
        texts = boxes(root)
        self.assertGreater(len(texts), 5)
        for left, top, right, bottom, text in texts:
            self.assertTrue(0 <= left and right <= width and 0 <= top and bottom <= height, text)
        for one, two in itertools.combinations(texts, 2):
            self.assertFalse(overlap(one, two), "%r lies on %r" % (one, two))
        return root


class Timelines(Drawn):
    def draw(self, case, *more):
        picture = self.does("show", case, "--svg", "-", *more)
        self.assertEqual(picture, self.does("show", case, "--svg", "-", *more))  # the same bytes twice
        return self.holds_together(picture)

    def test_money_stands_at_its_instant_in_the_decimals_of_its_currency(self):
        play(self.folder, ACCEPTED)
        root = self.draw("C-1001")
        rows = ["".join(g.itertext()) for g in root.iter(SVG + "g") if g.get("class") == "row"]
        said = next(row for row in rows if "Confirm the return\n" in row)
        for words in ("2026-01-24", "11:00", "50.00 USD", "Escrow → Buyer", "3.00 USD", "Seller → Buyer",
                      "paid 2026-01-25 00:00"):
            self.assertIn(words, said)
        self.assertIn("Return and refund 50.00 USD. By agreement.", words_of(root))

    def test_every_step_is_a_row_and_stands_in_the_lane_of_who_acted(self):
        play(self.folder, ACCEPTED)
        root = self.draw("C-1001")
        rows = [g for g in root.iter(SVG + "g") if g.get("class") == "row"]
        lines = [json.loads(line) for line in self.does("log", "C-1001").splitlines()]
        self.assertEqual([int(row.get("data-sequence")) for row in rows], [line["seq"] for line in lines])
        told = root.find(SVG + "desc").text.splitlines()  # a line for each
        self.assertEqual([line[:10] for line in told], [line["at"][:10] for line in lines])
        lanes = {"".join(t.itertext()): int(t.get("x")) for t in root.iter(SVG + "text")
                 if t.get("text-anchor") == "middle"}
        for row, line in zip(rows, lines):
            mark = next(row.iter(SVG + "circle"))
            self.assertEqual(int(mark.get("cx")), lanes[line["by"].replace("system", "clock").capitalize()])

    def test_a_deadline_that_runs_says_its_due_and_its_silence_and_leads_on(self):
        play(self.folder, [OPEN])
        root = self.draw("C-1001")
        bars = {g.get("data-deadline"): "".join(g.itertext()) for g in root.iter(SVG + "g") if g.get("data-deadline")}
        self.assertEqual(set(bars), {"response", "stage"})
        self.assertIn("due 2026-01-10 08:00", bars["response"])
        self.assertIn("The request counts as accepted", re.sub(r"\s+", " ", bars["response"]))
        self.assertIn("The platform steps in", re.sub(r"\s+", " ", bars["stage"]))
        said = words_of(root)
        for words in ("If nobody acts", "2026-01-10", "the buyer wins", "The case waits until its payments are"):
            self.assertIn(words, said)

    def test_a_deadline_that_was_met_one_that_passed_and_one_that_moved(self):
        play(self.folder, [OPEN,
                           event("amend", "2026-01-06T08:00:00Z", "buyer", terms={"kind": "refund", "amount": 1000}),
                           event("refuse", "2026-01-07T08:00:00Z", "seller"),
                           event("advance", "2026-01-13T00:00:00Z", "system")])
        said = words_of(self.draw("C-1001"))
        for words in ("moved", "met in time", "passed", "Under platform review"):
            self.assertIn(words, said)

    def bars(self, case):
        """Of each deadline, how its bars ended, from the first on."""
        ends = {}
        for g in self.draw(case).iter(SVG + "g"):
            if g.get("data-deadline"):
                said = re.sub(r"\s+", " ", "".join(g.itertext()))
                ends.setdefault(g.get("data-deadline"), []).append(re.split(r"due \S+ \S+ ", said)[1].strip())
        return ends

    def test_evidence_and_an_appeal_that_came_in_time_are_met(self):
        review = [OPEN, event("refuse", "2026-01-07T08:00:00Z", "seller"),
                  event("advance", "2026-01-12T08:00:00Z", "system")]
        seller, buyer = (event("submit_evidence", at, by, digest="ab" * 32, reference="photo")
                         for at, by in (("2026-01-13T08:00:00Z", "seller"), ("2026-01-14T08:00:00Z", "buyer")))
        ruled = event("rule", "2026-01-14T09:00:00Z", "platform", terms={"kind": "refund", "amount": 1500},
                      payer="seller", fault="seller")
        appeal = event("appeal", "2026-01-16T08:00:00Z", "buyer")
        again = {**ruled, "at": "2026-01-18T08:00:00Z"}
        for case, events, deadline, ends in (
                ("both", [*review, seller, buyer, ruled, appeal, again], "evidence", ["met in time"]),
                ("both", [], "appeal", ["met in time"]),
                ("one", [*review, seller, event("advance", "2026-01-16T08:00:00Z", "system")], "evidence", ["passed"]),
                ("ruled", [*review, seller, ruled, event("advance", "2026-01-22T08:00:00Z", "system")], "evidence",
                 ["no longer needed"]),
                ("ruled", [], "appeal", ["passed"])):
            with self.subTest(case=case, deadline=deadline):
                play(self.folder, events, case=case)
                self.assertEqual(self.bars(case)[deadline], ends)

    def test_a_claim_that_was_filed_and_answered_in_time_is_met(self):
        story = (HERE / "stories" / "guarantee_pays.jsonl").read_text().splitlines()
        case = play(self.folder, story, ["--set", "claim.file=P30D"])
        self.assertEqual(self.bars(case)["claim"], ["met in time"])
        case = play(self.folder, story, ["--set", "claim.answer=P30D"], case="answered")
        self.assertEqual(self.bars(case)["claim"], ["met in time"])

    def test_a_party_sees_what_show_as_shows_it(self):
        secret = {**OPEN, "digest": "ab" * 32, "reference": "the buyer's video"}
        play(self.folder, [secret])
        self.assertIn("the buyer's video", words_of(self.draw("C-1001", "--as", "buyer")))
        self.assertNotIn("video", self.does("show", "C-1001", "--svg", "-", "--as", "seller"))

    def test_under_the_guarantee_the_seller_sees_the_state_alone(self):
        order = {**OPEN["order"], "seller": {"guarantee": True, "verified": True}}
        case = play(self.folder, [{**OPEN, "order": order}, event("advance", "2026-01-07T09:00:00Z", "system")])
        self.assertIn("guarantee.waiting", self.does("list", "--json"))
        seller, buyer = (self.does("show", case, "--svg", "-", "--as", party) for party in ("seller", "buyer"))
        self.assertIn('data-deadline="review"', buyer)
        self.assertNotIn('data-deadline="review"', seller)
        self.assertNotIn("If nobody acts", seller)

    def test_what_others_wrote_stays_text(self):
        play(self.folder, [{**OPEN, "digest": "ab" * 32, "reference": "\u202e<b>\u0007&amp;"}], case=HOSTILE)
        picture = self.does("show", HOSTILE, "--svg", "-")
        root = self.holds_together(picture, harmful=True)
        self.assertEqual(root.find(SVG + "title").text, "Case " + HOSTILE)
        self.assertIn("\ufffd<b>\ufffd&amp;", words_of(root).replace(" ", ""))  # on two lines
        self.assertNotIn("<script>", picture)

    def test_wide_letters_and_long_ids_do_not_leave_the_paper(self):
        for case in ("W" * 39, "纠纷" * 6, "M W " * 9):
            play(self.folder, [OPEN], case=case)
            self.draw(case)

    def test_a_file_is_whole_or_what_it_was(self):
        play(self.folder, [OPEN])
        target = pathlib.Path(self.folder) / "case.svg"
        self.assertEqual(self.does("show", "C-1001", "--svg", "case.svg"), "")
        self.assertEqual(target.read_text(), self.does("show", "C-1001", "--svg", "-"))
        self.assertEqual(stat.S_IMODE(target.stat().st_mode) & 0o600, 0o600)
        target.write_text("mine")
        self.wrong("show", "C-9", "--svg", "case.svg", says="C-9")
        self.assertEqual(target.read_text(), "mine")
        self.wrong("show", "C-1001", "--svg", "nowhere/case.svg", says="nowhere/case.svg")
        self.assertEqual(sorted(os.listdir(self.folder)), ["case.svg", "dispute.db"])


class Graphs(Drawn):
    def edges(self, *options):
        """(from, to) of every way, from the machine's own chart as mermaid tells it."""
        return set(re.findall(r'^    (\w+) -[-.] ".*" (?:-->|\.->) (\w+)$',
                              self.does("graph", "--format", "mermaid", *options), re.M))

    def test_every_state_once_and_every_silence_said(self):
        root = self.holds_together(self.does("graph", "--format", "svg"))
        states = [g.get("data-state") for g in root.iter(SVG + "g") if g.get("data-state")]
        self.assertEqual(len(states), len(set(states)))
        self.assertEqual({s.replace(".", "_") for s in states}, {to for _, to in self.edges()})
        silences = [("".join(g.itertext()), g.get("data-winner"))
                    for g in root.iter(SVG + "g") if g.get("class") == "silence"]
        self.assertEqual(len(silences), len(re.findall("Silence: ", words_of(root))))
        for said, winner in silences:
            self.assertRegex(said, r"\d+ days|business")
            self.assertIn({"buyer": "the buyer wins", "seller": "the seller wins"}.get(winner, ""), said)
        said = words_of(root)
        for words in ("5 days · Response", "The request counts as accepted", "the buyer wins", "the seller wins",
                      "30 days · Response", "7 days · Appeal", "The ruling stands"):
            self.assertIn(words, said)

    def test_durations_are_in_words_and_follow_the_policy(self):
        said = words_of(self.holds_together(self.does(
            "graph", "--format", "svg", "--set", "negotiation.response=PT48H", "--set", "return.ship=B3D",
            "--set", "negotiation.stage=P1DT12H30M", "--set", "negotiation.response.on_silence=close_for_seller")))
        for words in ("48 hours · Response", "3 business days · Response", "1 day 12 hours 30 minutes · Negotiation",
                      "Decided for the seller"):
            self.assertIn(words, said)

    def test_no_way_runs_through_a_card(self):
        for options in ([], ["--set", "guarantee.after=none"], ["--set", "appeal.rounds=0"],
                        ["--set", "settlement.confirm=no"], ["--set", "escalate.buyer=after_refusal"]):
            root = self.holds_together(self.does("graph", "--format", "svg", *options))
            cards = []
            for state in root.iter(SVG + "g"):
                if state.get("data-state"):
                    frame = next(state.iter(SVG + "rect"))
                    x, y, width, height = (int(frame.get(n)) for n in ("x", "y", "width", "height"))
                    cards.append((x, y, x + width, y + height))
            for one, two in itertools.combinations(cards, 2):
                self.assertFalse(overlap(one, two))
            ways = [w for w in root.iter(SVG + "g") if w.get("data-from")]
            names = [tuple(w.get(n).replace(".", "_") for n in ("data-from", "data-to")) for w in ways]
            self.assertEqual({("start" if one == "none" else one, two) for one, two in names}, self.edges(*options))
            for way in ways:
                for path in way.iter(SVG + "path"):
                    if path.get("class") == "head":
                        continue
                    line = points(path.get("d"))
                    for (x1, y1), (x2, y2) in zip(line, line[1:]):
                        piece = (min(x1, x2), min(y1, y2), max(x1, x2) + 0.5, max(y1, y2) + 0.5)
                        for left, top, right, bottom in cards:
                            inside = (left + 1, top + 1, right - 1, bottom - 1)
                            self.assertFalse(overlap(piece, inside), way.attrib)

    def test_who_cannot_see_it_is_told_each_way_in_lines(self):
        root = self.holds_together(self.does("graph", "--format", "svg"))
        told = root.find(SVG + "desc").text.splitlines()
        ways = [g for g in root.iter(SVG + "g") if g.get("data-from")]
        self.assertEqual(len([line for line in told if "→" in line]), len(ways))
        self.assertIn("Waiting for the seller's answer → Payment in progress. 5 days (Response)", told)
        self.assertIn("The request counts as accepted: the buyer wins", told)

    def test_paper_ends_between_rows_of_cards(self):
        for options in ([], ["--lang", "zh-Hans"], ["--set", "guarantee.after=none"], ["--set", "appeal.rounds=0"],
                        ["--set", "settlement.confirm=no"], ["--set", "platform.review=none"]):
            picture = self.does("graph", "--format", "svg", *options)
            paper = re.match(r'<\?xml-stylesheet type="text/css" href="data:text/css,([^"]*)"\?>\n<svg ', picture)
            size = re.fullmatch(r"@page\{size:(\d+)px (\d+)px;margin:0\}", urllib.parse.unquote(paper[1]))
            width, height = int(size[1]), int(size[2])
            root = self.holds_together(picture)
            self.assertEqual(root.get("width"), size[1])
            self.assertLessEqual(height, width * 1.414)  # no higher than paper, or it would be printed smaller
            pages = -(-int(root.get("height")) // height)
            self.assertLessEqual(pages, 2)
            self.assertNotIn("@page", root.find(SVG + "style").text)  # it would change the paper of who includes it
            for end in range(height, pages * height, height):
                for state in root.iter(SVG + "g"):
                    if state.get("data-state"):
                        frame = next(state.iter(SVG + "rect"))
                        top, bottom = int(frame.get("y")), int(frame.get("y")) + int(frame.get("height"))
                        self.assertFalse(top <= end <= bottom, state.attrib)
                for top, bottom in [(box[1], box[3]) for box in boxes(root)]:
                    self.assertFalse(top < end < bottom)

    def test_you_are_here(self):
        play(self.folder, [OPEN])
        root = self.holds_together(self.does("graph", "--format", "svg", "--case", "C-1001"))
        here = [g for g in root.iter(SVG + "g") if (g.get("class") or "") == "state here"]
        self.assertEqual([g.get("data-state") for g in here], ["negotiation.seller"])
        said = "".join(here[0].itertext())
        self.assertIn("You are here", said)
        self.assertIn("runs now, due 2026-01-10 08:00", said)
        self.assertEqual(words_of(root).count("You are here"), 1)
        for kind in ("mermaid", "dot"):
            told = self.does("graph", "--format", kind, "--case", "C-1001")
            self.assertEqual(told.count("You are here"), 1)
            self.assertRegex(html.unescape(told), "2026-01-10 08:00")

    def test_what_cannot_come_any_more_is_grey(self):
        play(self.folder, ACCEPTED)
        root = ElementTree.fromstring(self.does("graph", "--format", "svg", "--case", "C-1001"))
        gone = {g.get("data-state") for g in root.iter(SVG + "g") if (g.get("class") or "") == "state gone"}
        self.assertEqual(len(gone), len({to for _, to in self.edges()}) - 1)
        self.assertNotIn("closed.done", gone)
        withdrawn = play(self.folder, [OPEN, event("withdraw", "2026-01-06T08:00:00Z", "buyer")], case="C-2")
        root = ElementTree.fromstring(self.does("graph", "--format", "svg", "--case", withdrawn))
        self.assertNotIn("state gone", [g.get("class") for g in root.iter(SVG + "g")])  # it can be opened again

    def test_what_others_wrote_stays_text(self):
        play(self.folder, [OPEN], case=HOSTILE)
        root = self.holds_together(self.does("graph", "--format", "svg", "--case", HOSTILE))
        self.assertIn(HOSTILE, root.find(SVG + "title").text)
        mermaid = self.does("graph", "--format", "mermaid", "--case", HOSTILE)
        coded = "".join(c if c.isalnum() or c in " .,:()-" else "#%d;" % ord(c) for c in HOSTILE)
        self.assertEqual(mermaid.count(coded), 2)  # the title, and the state
        self.assertNotIn("<script", mermaid)
        self.assertIn(HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;"),
                      self.does("graph", "--format", "dot", "--case", HOSTILE))

    def test_graphviz_takes_it(self):
        play(self.folder, [OPEN], case=HOSTILE)
        for options in ([], ["--case", HOSTILE]):
            done = subprocess.run(["dot", "-Tsvg"], input=self.does("graph", "--format", "dot", *options), text=True,
                                  capture_output=True, check=False, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            drawn = " ".join("".join(t.itertext()) for t in ElementTree.fromstring(done.stdout).iter(SVG + "text"))
            if options:
                self.assertIn(HOSTILE, drawn.replace("\u00a0", " "))

    def test_the_same_bytes_twice(self):
        for kind in ("mermaid", "dot", "svg"):
            self.assertEqual(self.does("graph", "--format", kind), self.does("graph", "--format", kind))

    def test_a_policy_with_a_strange_name_is_refused_before_anything_is_drawn(self):
        (pathlib.Path(self.folder) / "strange.policy").write_text('name = a"b\\c<d>@1\n')
        self.wrong("graph", "--format", "dot", "--policy", "strange.policy", says="strange.policy:1")

    def test_wrong_words(self):
        self.wrong("graph", says="--format")
        self.wrong("graph", "--format", "png", says="png")
        self.wrong("graph", "--format", "svg", "--case", "C-1", says="dispute.db")
        self.wrong("graph", "--format", "svg", "--db", "x", says="--case")
        play(self.folder, [OPEN])
        self.wrong("graph", "--format", "svg", "--case", "C-9", says="C-9")
        self.wrong("graph", "--format", "svg", "--case", "C-1001", "--policy", "aliexpress", says="--policy")


# ---- every story, and the pictures of the docs ----

def add(story):
    def is_drawn(self):
        options, until = options_of(story)
        case = play(self.folder, story.read_text().splitlines(), options, until)
        for party in ("platform", "buyer", "seller", "carrier"):
            picture = self.does("show", case, "--svg", "-", "--as", party)
            root = self.holds_together(picture)
        log = self.does("log", case).splitlines()
        rows = [g for g in root.iter(SVG + "g") if g.get("class") == "row" and g.get("data-sequence") != "0"]
        self.assertEqual(len(rows), len(log))
        self.holds_together(self.does("graph", "--format", "svg", "--case", case))

    setattr(Timelines, "test_story_" + story.stem, is_drawn)


for each in sorted((HERE / "stories").glob("*.jsonl")):
    add(each)


def documented():
    """The two pictures of the docs, as they are drawn today."""
    story = HERE / "stories" / "quality_return_received.jsonl"
    with tempfile.TemporaryDirectory(prefix="dispute-pictures-") as folder:
        case = play(folder, story.read_text().splitlines(), *options_of(story))
        return {"graph.svg": run("graph", "--format", "svg").stdout,
                "timeline.svg": run("show", case, "--svg", "-", cwd=folder).stdout}


class Documented(unittest.TestCase):
    def test_the_pictures_of_the_docs_are_those_of_today(self):
        for name, picture in documented().items():
            self.assertTrue((DOCS / name).read_text() == picture, "docs/%s: run tests/pictures_test.py --write" % name)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for name, picture in documented().items():
            (DOCS / name).write_text(picture)
    else:
        unittest.main()
