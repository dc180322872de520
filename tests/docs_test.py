#!/usr/bin/python3
"""What README and docs show is what the code does: what is printed from the library is that of today (docs/printed.py),
and every snippet runs and prints what stands behind it (tests/snippets.py). DISPUTE_BUILD names a build.

    docs_test.py --write [PAGE...]    puts in what is printed today, into all pages or those named
"""
import html
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ["DISPUTE_BUILD"]).resolve()
sys.path.insert(0, str(ROOT / "docs"))
sys.dont_write_bytecode = True
import policy_pages  # noqa: E402
import printed  # noqa: E402
import snippets  # noqa: E402

README = ROOT / "README.md"
MAN = ROOT / "docs" / "man"
HEADERS = [ROOT / "include" / name for name in ("dispute.h", "dispute_words.h")]
RENEW = "Is that what it should print now? Then `tests/docs_test.py --write` puts it in."
MANUALS = [MAN / "libdispute.3", MAN / "dispute-policy.5"]
WRITTEN = [*snippets.pages(), *MANUALS]  # what --write renews


def fenced(text, language, content):
    """The text with the content of its first block in this language exchanged."""
    block = "```%s\n%s```" % (language, content)
    return re.sub(r"```%s\n.*?```" % language, lambda _: block, text, count=1, flags=re.S)


def with_printed(path):
    """The page with what the library prints; README, which people also read as plain text, has no marks for it."""
    text = printed.renewed(path.read_text())
    if path == README:
        text = fenced(text, "c", printed.program("examples/host/twenty.c"))
        text = fenced(text, "mermaid", printed.chart("diagram"))
    return text


def outside_code(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


class Printed(unittest.TestCase):
    """What the library prints is that of today; one test a page is added below."""
    maxDiff = None

    def test_the_program_of_the_readme_is_about_twenty_lines(self):
        program = (ROOT / "examples" / "host" / "twenty.c").read_text().splitlines()
        self.assertLessEqual(len([line for line in program if line.strip()]), 26)

    def test_there_is_a_page_for_each_policy_and_no_other(self):
        self.assertEqual(policy_pages.written(), set(map(policy_pages.page_of, policy_pages.presets())), RENEW)

    def test_every_policy_page_is_that_of_today(self):
        for path, page in policy_pages.pages().items():
            with self.subTest(page=path.name):
                self.assertEqual(path.read_text(), page, RENEW)

    def test_every_figure_of_a_policy_is_told_and_counted(self):
        for preset in policy_pages.presets():
            text, page = policy_pages.PolicyText(preset), policy_pages.page_of(preset).read_text()
            figures, sourced, assumed, _ = text.counted()
            self.assertIn("%d figures: %d with a source, %d assumed" % (figures, sourced, assumed), page)
            for figure in text.figures:
                of_all = re.sub(r"^(reason|calendar\.offset)\.[\w:-]+", r"\1.*", figure.key)  # what stands together
                told = "`%s = %s`" % (figure.key, figure.value) in page or re.search("`%s[ `]" % re.escape(of_all), page)
                self.assertTrue(told, "%s: %s" % (preset, figure.key))

    def test_everything_that_can_be_printed_stands_somewhere(self):
        used = set(re.findall(r"printed: ([a-z ]+?)(?: -->)?\n", "".join(path.read_text() for path in WRITTEN)))
        self.assertEqual(used, set(printed.PRINTED))


class Snippets(unittest.TestCase):
    """Every snippet runs and prints what stands behind it; one test a page is added below."""
    maxDiff = None

    def test_every_block_is_of_a_language_that_is_run(self):
        for path in snippets.pages():
            page = snippets.Page(path)
            outputs = [output.start() for _, _, _, output in page.blocks() if output]
            for block, language, _, _ in page.blocks():
                known = hasattr(page, "run_" + language) or language == "mermaid" or block.start() in outputs
                self.assertTrue(known, "%s:%d: nothing runs this block" % (path.name, page.line(block.start())))


class Text(unittest.TestCase):
    def test_every_event_that_is_sent_is_in_the_table_of_events(self):
        page = (ROOT / "docs" / "events.md").read_text()
        words = (ROOT / "include" / "dispute_words.h").read_text()
        for word in re.findall(r"DISPUTE_EVENT_(?!DEADLINE)([A-Z_]+) = ", words):
            self.assertRegex(page, r"\| .*`%s`.* \|" % word.lower())

    def every_word_stands_in(self, group, page):
        text = (ROOT / "docs" / page).read_text()
        for number in printed.numbers(printed.GROUPS[group]):
            word = printed.name(printed.GROUPS[group], number)
            self.assertIn("`%s`" % word, text, "%s of group %s is not in docs/%s" % (word, group, page))

    def test_every_result_has_its_advice(self):
        self.every_word_stands_in("result", "results.md")

    def test_every_deadline_is_explained(self):
        self.every_word_stands_in("deadline", "deadlines.md")

    def test_every_effect_is_explained(self):
        self.every_word_stands_in("effect", "effects.md")
        self.every_word_stands_in("why", "effects.md")

    def test_files_that_are_named_exist(self):
        for page in [*snippets.pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
            for name in re.findall(r"`((?:lib|tests|docs|examples|include|\.ci)/[\w./@-]+)`", page.read_text()):
                self.assertTrue((ROOT / name).exists(), "%s names %s" % (page.name, name))

    def test_links_lead_to_files(self):
        for page in [*snippets.pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
            for target in re.findall(r"\]\(([^)#]+)", outside_code(page.read_text())):
                if not target.startswith(("https://", "http://")):
                    self.assertTrue((page.parent / target).exists(), "%s links to %s" % (page.name, target))

    def test_the_readme_links_to_every_page(self):
        text = README.read_text()
        for page in set((ROOT / "docs").glob("*.md")) - policy_pages.written():  # which the page of policies lists
            self.assertIn("](docs/%s)" % page.name, text)

    def test_the_page_of_policies_links_to_each(self):
        text = (ROOT / "docs" / "policies.md").read_text()
        for page in policy_pages.written():
            self.assertIn("](%s)" % page.name, text)

    def test_the_readme_tells_the_exit_statuses_of_the_command(self):
        told = subprocess.run([str(BUILD / "examples" / "cli" / "dispute"), "--lang", "en", "--help"], capture_output=True,
                              text=True, check=True).stdout
        words = " ".join(README.read_text().split())
        for status, says in re.findall(r"(?m)^  ([012])  (.*\n(?:     .*\n)*)", told):
            self.assertIn("%s: %s." % (status, " ".join(says.split())), words)

    def test_lines_are_not_too_long(self):
        for page in (README, ROOT / "docs" / "architecture.md"):
            for number, line in enumerate(outside_code(page.read_text()).splitlines(), 1):
                if not re.match(r"\||\* \[", line):  # a row of a table, an entry of a list of links
                    self.assertLessEqual(len(line), 140, "%s:%d" % (page.name, number))

    def test_calls_that_are_named_exist(self):
        declared = set(re.findall(r"\bdispute_\w+", "".join(header.read_text() for header in HEADERS)))
        for page in WRITTEN:
            for call in re.findall(r"\b(dispute_[a-z_]+[a-z])\(\)", page.read_text()):
                self.assertIn(call, declared, "%s names %s()" % (page.name, call))

    def test_constants_that_are_named_exist(self):
        words = "".join(header.read_text() for header in HEADERS)
        for page in WRITTEN:
            written = printed.REGION.sub("", page.read_text())  # what is printed has words of others that look alike
            for constant in re.findall(r"\bDISPUTE_[A-Z0-9_]+[A-Z0-9]\b", written):
                ours = constant in ("DISPUTE_CDEF", "DISPUTE_BUILD", "DISPUTE_LIB", "DISPUTE_HEADER", "DISPUTE_LANG")
                self.assertTrue(ours or re.search(r"\b%s\b" % constant, words), "%s names %s" % (page.name, constant))

    def test_sizes_in_the_docs_are_those_of_the_header(self):
        size = re.search(r"DISPUTE_SNAPSHOT_SIZE = (\d+)", (ROOT / "include" / "dispute.h").read_text()).group(1)
        for page in (README, ROOT / "CHANGELOG.md", ROOT / "docs" / "formats.md", ROOT / "docs" / "persistence.md",
                     MAN / "libdispute.3"):
            self.assertIn(size, page.read_text())


class Manual(unittest.TestCase):
    def test_every_call_is_in_the_manual(self):
        page = (MAN / "libdispute.3").read_text()
        for call in re.findall(r"^DISPUTE_API\s[^;]*?\b(dispute_\w+)\(", HEADERS[0].read_text(), re.M):
            self.assertRegex(page, r"\b%s\b" % call)

    def test_manual_pages_are_formatted_without_a_warning(self):
        for page in sorted(MAN.glob("*.[1-9]")):
            with self.subTest(page=page.name):
                run = subprocess.run(["groff", "-man", "-Tutf8", "-Kutf8", "-ww", str(page)], capture_output=True,
                                     text=True, check=False)
                self.assertEqual((run.returncode, run.stderr), (0, ""))
                plain = re.sub(".\x08", "", run.stdout)  # bold is a letter over itself
                self.assertTrue("NAME" in plain and "SEE ALSO" in plain)


    def test_the_policy_of_the_manual_is_one(self):
        example = re.search(r"^\.EX\n(.*?)^\.EE$", (MAN / "dispute-policy.5").read_text(), re.M | re.S).group(1)
        self.assertEqual(snippets.sealed(example.replace("\\-", "-")), "")

    def test_the_manual_is_of_this_version(self):
        version = re.search(r"version: '([\d.]+)'", (ROOT / "meson.build").read_text()).group(1)
        for page in ("libdispute.3", "dispute-policy.5"):
            self.assertIn('"libdispute %s"' % version, (MAN / page).read_text())


class Site(unittest.TestCase):
    """Doxygen makes the site without a warning."""

    @classmethod
    def setUpClass(cls):
        cls.folder = BUILD / "site"
        shutil.rmtree(cls.folder, ignore_errors=True)
        cls.made = subprocess.run([sys.executable, str(ROOT / "docs" / "site"), str(cls.folder)], capture_output=True,
                                  text=True, check=False)

    def page(self, name):
        return (self.folder / "html" / name).read_text()

    def test_without_a_warning(self):
        self.assertEqual((self.made.returncode, self.made.stderr), (0, ""))

    def test_the_host_loop_comes_first(self):
        self.assertIn("The host loop", self.page("index.html"))
        self.assertIn("dispute_advance", self.page("index.html"))

    def test_every_call_and_every_constant_is_explained(self):
        calls, words = self.page("dispute_8h.html"), self.page("dispute__words_8h.html")
        for call in re.findall(r"^DISPUTE_API\s[^;]*?\b(dispute_\w+)\(", HEADERS[0].read_text(), re.M):
            brief = r'memItemRight[^\n]*>%s</a>[^\n]*\n[^\n]*mdescRight">(<a [^>]*>)?[\w[]' % call
            self.assertTrue(re.search(brief, calls), call)
        constants = re.findall(r"\b(DISPUTE_[A-Z0-9_]+) = ", HEADERS[1].read_text())
        self.assertGreater(len(constants), 250)
        for constant in constants:
            sentence = r'fieldname">[^\n]*>%s&#160;</td><td class="fielddoc"><p[^>]*>(\w|&ldquo;)' % constant
            self.assertTrue(re.search(sentence, words), constant)

    def test_what_a_page_shows_or_links_to_is_there(self):
        for page in (self.folder / "html").glob("*.html"):
            for target in re.findall(r'\b(?:src|href)="([^"#?]+)', page.read_text()):
                if not re.match(r"[a-z]+:", target):
                    self.assertTrue((page.parent / html.unescape(target)).exists(), "%s: %s" % (page.name, target))

    def test_the_page_of_each_policy_shows_its_chart(self):
        for path in policy_pages.written():
            page = self.page("page_%s.html" % re.sub(r"\W", "_", path.stem.lower()))
            self.assertRegex(page, r'<(?:img|object)[^>]+"chart-[^"]+\.svg"', path.name)

    def test_every_page_is_in_the_navigation(self):
        tree = self.page("navtreedata.js")
        for page in [*(ROOT / "docs").glob("*.md"), README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
            title = re.match(r"# (.*)", page.read_text()).group(1)
            self.assertIn("Read me" if page == README else title, tree)


def add_tests():
    for path in WRITTEN:
        word = re.sub(r"\W", "_", path.name)

        def is_of_today(self, path=path):
            self.assertEqual(path.read_text(), with_printed(path), RENEW)

        def runs(self, path=path):
            self.assertEqual(path.read_text(), snippets.Page(path).renewed(), RENEW)

        setattr(Printed, "test_%s_is_that_of_today" % word, is_of_today)
        if path.suffix == ".md":
            setattr(Snippets, "test_%s_runs_and_prints_what_it_says" % word, runs)


def write(paths):
    for path in paths:
        path.write_text(with_printed(path))
        if path.suffix == ".md":
            path.write_text(snippets.Page(path).renewed())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        named = [pathlib.Path(name).resolve() for name in sys.argv[2:]]
        if not named:
            policy_pages.write()
        write(named or [page for page in [*snippets.pages(), *MANUALS] if page not in policy_pages.written()])
    else:
        add_tests()
        unittest.main()
