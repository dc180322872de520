"""`dispute words --from`: what another system calls it, for people and programs; and the build of the table says what is
wrong with it."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from cli import run

ROOT = pathlib.Path(__file__).resolve().parent.parent
LISTS = (ROOT / "tests" / "foreign_lists.h").read_text(encoding="utf-8")
SYSTEMS = list(dict.fromkeys(re.findall(r'\{"([^"]+)", "', LISTS)))


def published():
    """{(system, kind): words} of tests/foreign_lists.h."""
    return {(system, kind): "".join(re.findall(r'"([^"]*)"', words)).split("|")
            for system, kind, words in re.findall(r'\{"([^"]+)", "([^"]+)",((?:\s*"[^"]*")+)\}', LISTS)}


def lines(*arguments):
    done = run("words", "--from", *arguments, "--json")
    return [json.loads(line) for line in done.stdout.splitlines()]


class Words(unittest.TestCase):
    maxDiff = None

    def test_every_word_of_every_system(self):
        found = {}
        for system in SYSTEMS:
            for line in lines(system):
                found.setdefault((line["system"], line["kind"]), []).append(line["word"])
                self.assertEqual(bool(line["means"]), line["unmatched"] == "none")
        self.assertEqual(found, published())

    def test_one_word(self):
        self.assertEqual(lines("stripe", "--kind", "reason", "product_not_received"), [
            {"system": "stripe", "kind": "reason", "word": "product_not_received", "unmatched": "none",
             "means": [{"group": "reason", "number": 6, "word": "lost"},
                       {"group": "class", "number": 1, "word": "not_received"}]}])
        self.assertEqual(lines("stripe", "general")[0]["unmatched"], "unspecific")
        self.assertEqual([m["word"] for m in lines("wechat", "108")[0]["means"]],
                         ["requested", "buyer", "seller", "platform.review"])

    def test_a_word_that_stands_in_several_lists(self):
        self.assertEqual([line["kind"] for line in lines("paypal", "OTHER")],
                         ["reason", "product_details.sub_reasons", "status"])
        self.assertEqual([line["kind"] for line in lines("paypal", "--kind", "status", "OTHER")], ["status"])

    def test_for_people(self):
        self.assertEqual(run("words", "--from", "stripe", "product_not_received").stdout,
                         "stripe reason\n"
                         "  product_not_received  reason lost         The parcel was lost on its way.\n"
                         "                        class not_received  The buyer has not received the goods.\n")
        told = run("words", "--from", "mercadolibre").stdout
        self.assertRegex(told, r"(?m)^mercadolibre stage \(there are more words\)$")
        self.assertRegex(told, r"(?m)^mercadolibre status$")
        self.assertRegex(told, r"(?m)^  cancel_purchase +none +Another matter$")

    def test_chinese_words_stand_in_columns(self):
        rows = run("words", "--from", "aliexpress", "--kind", "reverse_label").stdout.splitlines()[1:]
        wide = [sum(2 if ord(c) > 0x2e80 else 1 for c in row[:row.index("state")]) for row in rows]
        self.assertEqual((len(rows), len(set(wide))), (3, 1))

    def test_mistakes(self):
        for arguments, says in (
                (["--from", "strip"], r"--from strip: .*aliexpress\.rules, .*, stripe, "),
                (["--from", "stripe", "--kind", "reasons"], r"--kind reasons: stripe .*status, reason, "),
                (["--from", "stripe", "--kind", "reason", "DUPLICATE"], r'stripe has no word "DUPLICATE"'),
                (["--from", "stripe", "--kind", "reason", "won"], r'stripe has no word "won"'),
                (["--kind", "reason"], r"--kind needs --from SYSTEM"),
                (["--from", "stripe", "won", "lost"], "words.* takes fewer words")):
            with self.subTest(arguments=arguments):
                done = run("words", *arguments)
                self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1))
                self.assertRegex(done.stderr, says)


class Code(unittest.TestCase):
    def test_no_system_is_named_in_the_code_of_the_library(self):
        names = re.compile("|".join(sorted({system.split(".")[0] for system in SYSTEMS})), re.I)
        for source in [*(ROOT / "lib").glob("*.[ch]"), *(ROOT / "include").glob("*.h")]:
            code = re.sub(r"/\*.*?\*/", "", source.read_text(encoding="utf-8"), flags=re.S)
            self.assertIsNone(names.search(code), source.name)


class Build(unittest.TestCase):
    """lib/words/foreign.py stops with one sentence that names file and line."""

    def made(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file, out = pathlib.Path(folder, "foreign.txt"), pathlib.Path(folder, "out.c")
            file.write_text(text, encoding="utf-8")
            words = ROOT / "lib" / "words"
            done = subprocess.run([sys.executable, words / "foreign.py", file, words / "vocabulary.txt",
                                   ROOT / "include" / "dispute_words.h", out], capture_output=True, text=True, check=False)
            return done.returncode, done.stderr.replace(folder, ""), out.exists()

    def test_a_table(self):
        self.assertEqual(self.made("[a b] whole: Here\nx = party buyer\ny = none several  # why\n"), (0, "", True))

    def test_what_is_wrong_is_said(self):
        head = "[a b] whole: Here\n"
        for text, says in (
                ("", "has no list"),
                ("x = party buyer\n", r":1: write `word = group word"),
                ("[a b]\nx = party buyer\n", r":1: a list begins with"),
                (head, r":1: a list without a word"),
                (head + "x\n", r":2: write `word"),
                (head + "x = party byer\n", r":2: `party byer` is no word of ours"),
                (head + "x = party\n", r":2: `party` is no word of ours"),
                (head + "x = nothing\n", r":2: `nothing` is no word of ours"),
                (head + "x = none\n", r":2: `none` is no word of ours"),
                (head + "x = none whatever\n", r":2: `none whatever`: why .* unspecific, "),
                (head + "x = unmatched several\n", r":2: `unmatched several` is no word of ours"),
                (head + "x = party buyer, party buyer\n", r":2: `x` means `party buyer` twice"),
                (head + "x = party buyer\nx = party seller\n", r":3: `x` comes twice"),
                (head + "x = party buyer\n" + head + "y = party buyer\n", r":3: `a b` comes twice"),
                (head + "x = party buyer\n[c d] part: There\nx = party buyer\n[a e] part: There\nx = party buyer\n",
                 r":5: the lists of `a` do not stand together"),
                (head + "x" * 64 + " = party buyer\n", r":2: `x+` is no word: at most 63 bytes"),
                (head + "货" * 22 + " = party buyer\n", r":2: `货+` is no word"),
                ("[%s b] whole: Here\n" % ("s" * 24), r":1: `s+` is no system"),
                (head + "x\x07 = party buyer\n", r":2: .* is no word")):
            with self.subTest(text=text):
                status, error, made = self.made(text)
                self.assertEqual((status, made, error.count("\n")), (1, False, 1), error)
                self.assertRegex(error, "^foreign.py: .*" + says)


if __name__ == "__main__":
    unittest.main()
