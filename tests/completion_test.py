"""Completion: what bash offers behind a line, and that zsh and fish can read their scripts."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from cli import OPEN, PROGRAM, run, text_of

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent / "examples" / "cli" / "completion"
ASK = """
source "$1"
compopt() { :; }
COMP_LINE=$2 COMP_POINT=${#2}
_dispute
printf '%s\\n' "${COMPREPLY[@]}"
"""


class Bash(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="dispute-test-")
        self.addCleanup(shutil.rmtree, self.folder)

    def offers(self, line):
        environment = {**os.environ, "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"]}
        done = subprocess.run(["bash", "--norc", "-c", ASK, "bash", str(SCRIPTS / "dispute.bash"), line],
                              capture_output=True, text=True, cwd=self.folder, env=environment, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def test_commands(self):
        self.assertEqual(self.offers("dispute sh"), ["show"])
        self.assertIn("words", self.offers("dispute "))
        self.assertEqual(self.offers("dispute --lang zh-Hans ver"), ["verify"])

    def test_options_are_those_of_the_command(self):
        self.assertEqual(self.offers("dispute show --a"), ["--as"])
        self.assertEqual(self.offers("dispute list --a"), [])
        self.assertEqual(self.offers("dispute open C-1 --order-"), ["--order-amount", "--order-freight"])

    def test_words_of_the_vocabulary(self):
        self.assertEqual(self.offers("dispute do C-1 propose --by "), ["buyer", "seller", "platform", "carrier"])
        self.assertEqual(self.offers("dispute open C-1 --reason cu"), ["customs_hold"])
        self.assertEqual(self.offers("dispute open C-1 --reason=cu"), ["customs_hold"])
        self.assertEqual(self.offers("dispute do C-1 confirm_re"), ["confirm_return", "confirm_replacement"])
        self.assertEqual(self.offers("dispute do C-1 deadline"), [])
        self.assertEqual(self.offers("dispute do C-1 rule --terms return_"), ["return_refund", "return_replacement"])
        self.assertEqual(self.offers("dispute words wai"), ["waits_for"])
        self.assertEqual(self.offers("dispute words --from ali"), ["aliexpress.rules", "aliexpress.old", "aliexpress"])
        self.assertEqual(self.offers("dispute completion "), ["bash", "zsh", "fish"])
        self.assertEqual(self.offers("dispute help comp"), ["completion"])
        self.assertEqual(self.offers("dispute help policy "), ["list", "show", "check", "diff", "impact"])
        self.assertEqual(self.offers("dispute help policy c"), ["check"])
        self.assertEqual(self.offers("dispute help show "), [])
        self.assertEqual(self.offers("dispute list --lang "), ["en", "zh-Hans", "zh-Hant"])

    def test_policies_and_their_keys(self):
        self.assertIn("aliexpress@2017", self.offers("dispute policy --policy ali"))
        self.assertEqual(self.offers("dispute policy --set negotiation.stage.at"), ["negotiation.stage.at_most="])

    def test_cases_and_effects_of_the_store(self):
        run("open", "--event", "-", "--db", "other.db", given=text_of(OPEN), cwd=self.folder)
        self.assertEqual(self.offers("dispute show --db other.db "), ["C-1001"])
        self.assertEqual(self.offers("dispute show "), [])
        self.assertEqual(self.offers("dispute confirm --db other.db C-1001:1"), ["1:0"])  # readline keeps "C-1001:"

    def test_files(self):
        open(os.path.join(self.folder, "case.jsonl"), "w").close()
        self.assertEqual(self.offers("dispute replay ca"), ["case.jsonl"])


class Scripts(unittest.TestCase):
    def test_each_shell_can_read_its_script(self):
        for shell, name in (("bash", "dispute.bash"), ("zsh", "_dispute"), ("fish", "dispute.fish")):
            with self.subTest(shell=shell):
                done = subprocess.run([shell, "-n", str(SCRIPTS / name)], capture_output=True, text=True, check=False)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_fish_offers(self):
        environment = {**os.environ, "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"]}
        for line, offer in (("dispute sh", "show"), ("dispute show --as ca", "carrier"),
                            ("dispute list --lang zh-Hans", "zh-Hans")):
            done = subprocess.run(["fish", "--no-config", "-c", f'source "{SCRIPTS}/dispute.fish"; complete -C "{line}"'],
                                  capture_output=True, text=True, env=environment, check=False)
            self.assertIn(offer, [row.split("\t")[0] for row in done.stdout.splitlines()], done.stderr)

    def test_unknown_shell(self):
        done = run("completion", "csh")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("zsh", done.stderr)


if __name__ == "__main__":
    unittest.main()
