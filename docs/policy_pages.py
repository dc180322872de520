"""A page for each policy that ships with the library, and the tables that compare them: docs/policy-NAME.md.

Made of what the command says of a policy (show, check, diff, graph) and of what its text in lib/presets says each figure
rests on. tests/docs_test.py --write writes the pages and checks that they are those of today.
"""
import ctypes
import functools
import json
import os
import re
import subprocess

from library import BUILD, GROUPS, ROOT, label, lib, name, numbers, sentence
from policy_text import PolicyText

MARK = "<!-- the policy %s; made by docs/policy_pages.py -->"


class Edge(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint32)] + [(field, ctypes.c_int32) for field in (
        "from_state", "event", "parties", "rule", "deadline", "key", "silence_key", "silence", "silent", "winner")] + [
        ("nexts", ctypes.c_uint32), ("next", ctypes.c_int32 * 8)]


def command(*arguments):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "DISPUTE_LANG": "en"}
    done = subprocess.run([str(BUILD / "examples" / "cli" / "dispute"), *arguments], env=environment, text=True,
                          capture_output=True, check=False)
    if done.returncode > 1 or done.stderr:
        raise RuntimeError("dispute %s: %s" % (" ".join(arguments), done.stderr))
    return done.stdout


def command_json(*arguments):
    return [json.loads(line) for line in command(*arguments, "--json").splitlines()]


@functools.lru_cache(None)
def presets():
    """{preset: its sentence}: the families in the library's order, the versions of each by the day from which they hold."""
    told = {line["name"]: line["sentence"] for line in command_json("policy", "list")}
    families = list(dict.fromkeys(map(family, told)))

    def place(preset):
        begins = values(preset)["effective.from"]
        return families.index(family(preset)), "" if begins == "none" else begins
    return {preset: told[preset] for preset in sorted(told, key=place)}


def family(preset):
    return preset.split("@")[0]


def neighbour(preset, step):
    """The version before (-1) or after (1), or None."""
    versions = [other for other in presets() if family(other) == family(preset)]
    place = versions.index(preset) + step
    return versions[place] if 0 <= place < len(versions) else None


@functools.lru_cache(None)
def keys(preset):
    return command_json("policy", "show", preset)


def values(preset):
    return {line["key"]: line["value"] for line in keys(preset)}


def sentence_of(preset, key):
    """What a policy's key says there; of one that `policy show` leaves out, as nothing differs there, what it is for."""
    word = re.sub(r"^(reason|round)\.\w+", r"\1.*", key)
    told = {line["key"]: line["sentence"] for line in keys(preset)}
    return told.get(key) or next(sentence(GROUPS["key"], number) for number in numbers(GROUPS["key"])
                                 if name(GROUPS["key"], number) == word)


def page_of(preset):
    return ROOT / "docs" / ("policy-%s.md" % re.sub(r"[^\w.-]", "-", preset).replace(".", "-"))


# ---- how it is said ----

def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| %s |\n" % " | ".join(line) for line in lines)


def several(words):
    return ", ".join("`%s`" % word for word in words)


def address(url):
    return url.replace("(", "%28").replace(")", "%29").replace("|", "%7C")


def linked(text, comment):
    """A comment in which [E1] leads to that source."""
    def link(found):
        if found.group(1) not in text.sources:
            raise RuntimeError("%s: there is no source %s" % (text.path.name, found.group(0)))
        return "[%s](%s)" % (found.group(1), address(text.sources[found.group(1)][0]))
    return re.sub(r"\[([A-Z]+\d+)\]", link, cell(comment).replace("][", "] ["))


def rests_on(text, figures):
    """What figures of one value rest on; where the reasons differ, which figure on what."""
    if not figures:
        return "not said: the default"
    by_comment = {}
    for figure in figures:
        by_comment.setdefault((figure.assumed, figure.why), []).append(figure.key)
    told = []
    for (assumed, why), of_keys in by_comment.items():
        why = linked(text, why) or ("" if assumed else "no source is named")
        said = "**assumed**" + (": " + why if why else "") if assumed else why
        reasons = several(key.split(".")[1] for key in of_keys)  # reason.lost.liable, among others of its kind
        told.append(said + (" (%s)" % reasons if len(by_comment) > 1 else ""))
    return "; ".join(told)


# ---- the parts of a page ----

def counts(text):
    figures, sourced, assumed, neither = text.counted()
    return "%d figures: %d with a source, %d assumed%s" % (
        figures, sourced, assumed, ", %d without a word on it" % neither if neither else "")


def in_force(preset):
    begins, after = values(preset)["effective.from"], neighbour(preset, 1)
    ends = values(after)["effective.from"] if after else "none"
    text = "In force since %s" % begins if begins != "none" else "No day is known from which it was in force"
    if after and ends != "none":
        text += ", until %s took its place on %s" % (linked_page(after), ends)
    return text + "."


def linked_page(preset):
    return "[%s](%s)" % (preset, page_of(preset).name)


def begins(preset, text):
    said = "# %s\n\n%s\n\n%s\n\n" % (preset, MARK % preset, presets()[preset])
    said += "%s %s\n\n" % (in_force(preset), counts(text) + ".")
    said += "".join("%s\n\n" % linked(text, note) for note in text.notes)
    return said + ("Its text is `lib/presets/%s.policy`; what each key can say is told in [policy keys](policy-keys.md).\n\n"
                   % preset)


def summary(preset):
    """The first lines of `policy check`, its last where the case waits, and the days that count."""
    said = command("policy", "check", preset)
    if "are safe" not in said:
        raise RuntimeError(said)
    lines = [line.strip() for line in said.split("\n\n")[0].splitlines()]
    lines += [line for line in said.split("\n\n")[-1].splitlines() if line.startswith("In these states")]
    if values(preset)["negotiation.stage"] == "none":
        lines.append("The negotiation as a whole has no deadline: each new request or offer begins a time to answer, and in "
                     "the longest case it is counted once.")
    business = [key for key, value in values(preset).items() if re.search(r"\bB\d", value)]
    for key in ("calendar.weekend", "calendar.holidays", "calendar.offset") if business else ("calendar.offset",):
        lines.append(next(row.says for row in shown(preset) if row.key == key))
    if business:
        lines.append("Counted in business days: %s." % several(business))
    changes = [key for key in values(preset) if key.startswith("calendar.offset.")]
    if changes:
        lines.append("The offset changes %d times, the last time at %s." % (len(changes), changes[-1].split(".", 2)[2]))
    return "".join("* %s\n" % line for line in lines) + "\n"


def edges_of(preset):
    """Every deadline of a policy, as the library tells it."""
    policy, text = ctypes.c_void_p(), ("preset = %s\n" % preset).encode()
    edge = Edge(size=ctypes.sizeof(Edge))
    if lib.dispute_policy_new(None, ctypes.byref(policy)) or lib.dispute_policy_parse(
            policy, text, ctypes.c_size_t(len(text)), None) or lib.dispute_policy_seal(policy, None):
        raise RuntimeError("%s cannot be sealed" % preset)
    found, index = [], 0
    while lib.dispute_policy_edge(policy, index, ctypes.byref(edge)) == 0:
        if edge.deadline:
            found.append(Edge.from_buffer_copy(edge))
        index += 1
    lib.dispute_policy_free(policy)
    return found


def silent_parties(edge):
    names = [label(GROUPS["party"], number).lower() for number in range(1, 8) if edge.silent >> number & 1]
    return ", ".join("the " + each for each in names) or "nobody's: it runs by itself"


def silences(preset):
    """What `policy check` says of each silence: (state, deadline, time, what happens, for whom)."""
    told, state = [], ""
    said = re.search(r"^Where nobody acts in time\n(.*?)(?:\n\n|\Z)", command("policy", "check", preset), re.M | re.S)
    for line in (said.group(1) if said else "").splitlines():
        row = re.match(r"    (\S.*?), (.*): (.*) \((.*)\)$", line)
        if row:
            told.append((state, *row.groups()))
        else:
            state = line.strip()
    return told


def deadlines(preset, text):
    rows = []
    asked = [line for line in command_json("policy", "check", preset) if "deadline" in line]
    edges = {(name(GROUPS["state"], edge.from_state), name(GROUPS["key"], edge.key) if edge.key else None,
              name(GROUPS["silence"], edge.silence) if edge.silence else "none",
              name(GROUPS["party"], edge.winner) if edge.winner else "none"): edge for edge in edges_of(preset)}
    said = silences(preset)
    assert len(said) == len(asked), preset
    for (state, deadline, time, happens, whom), line in zip(said, asked):
        edge = edges[line["state"], line["key"], line["silence"], line["winner"]]
        whom = {"nobody has won yet": "nobody yet"}.get(whom, whom.replace("for the ", "the "))
        asked_for = re.findall(r"(buyer|seller|carrier)(?=[:,])", time) if line["deadline"] == "evidence" else []
        silent = ", ".join("the " + party for party in asked_for) or silent_parties(edge)
        rows.append([state, "%s, %s" % (deadline, time), silent, happens, whom,
                     "`%s`: %s" % (line["key"], rests_on(text, text.said(line["key"])))])
    return table(["where the case stands", "deadline", "whose silence", "what happens then", "who wins", "rests on"], rows)


class Shown:
    def __init__(self, section, says, key, value):
        self.section, self.says, self.key, self.value = section, says, key, value


@functools.lru_cache(None)
def shown(preset):
    """What `policy show` says of each key, section by section."""
    rows, section, says = [], "", ""
    for line in command("policy", "show", preset).splitlines()[1:]:
        key = re.match(r"      (\S+) = (.*)$", line)
        if key:
            rows.append(Shown(section, says, *key.groups()))
        elif line.startswith("  "):
            says = line.strip()
        elif line:
            section = line
    return rows


HEAD = ["what holds", "key and value", "rests on"]


def all_values(preset, text):
    said, section = "", ""
    changes = [row.key for row in shown(preset) if row.key.startswith("calendar.offset.")]
    rows, told = [], set(changes)
    for row in shown(preset):
        if row.key == "name" or row.key in changes[1:]:
            continue
        if row.section != section:
            said += table(HEAD, rows) + "\n" if rows else ""
            section, rows = row.section, []
            said += "### %s\n\n" % section
        if row.key in changes:  # all of them in one row
            rows.append([told_changes(preset, changes), "`calendar.offset.*`", rests_on(text, text.said("calendar.offset.*"))])
            continue
        figures = text.said(row.key, row.value if row.key.startswith("reason.*") else None)
        told.update(figure.key for figure in figures)
        rows.append([cell(row.says), "`%s = %s`" % (row.key, cell(row.value)), rests_on(text, figures)])
    said += table(HEAD, rows)
    rows = [[cell(sentence_of(preset, figure.key)), "`%s = %s`" % (figure.key, cell(figure.value)), rests_on(text, [figure])]
            for figure in text.figures if figure.key not in told]
    return said + ("\n### Said as it is by default\n\n" + table(HEAD, rows) if rows else "")


def told_changes(preset, changes):
    return "Then UTC%s from %s on, and so on: %d changes until %s." % (
        values(preset)[changes[0]], changes[0].split(".", 2)[2], len(changes), changes[-1].split(".", 2)[2])


def sources(text):
    if not text.sources:
        return "The text names none.\n"
    return "".join("* **%s** <%s>%s\n" % (number, address(url), ": " + cell(who) if who else "")
                   for number, (url, who) in text.sources.items())


def differences(preset):
    before = neighbour(preset, -1)
    if not before:
        return ""
    said = "## What changed from %s\n\nBefore it: %s.\n\n" % (before, linked_page(before))
    told = command_json("policy", "diff", before, preset)
    for noticed, title in ((True, "What a seller notices"), (False, "What a seller does not notice")):
        lines = ["* %s `%s`: `%s`, before `%s`\n" % (cell(line["sentence"]), line["key"], line["to"], line["from"])
                 for line in told if line["noticed"] is noticed]
        said += "%s:\n\n%s\n" % (title, "".join(lines)) if lines else ""
    return said


def page(preset):
    text = PolicyText(preset)
    parts = [begins(preset, text), "## At a glance\n\n", summary(preset),
             "## The chart\n\n```mermaid\n%s```\n\n" % command("graph", "--policy", preset, "--format", "mermaid"),
             "## Deadlines, and who wins by silence\n\n", deadlines(preset, text), "\n",
             "## Every value\n\n", all_values(preset, text), "\n## Sources\n\n", sources(text), "\n", differences(preset)]
    return "".join(parts).rstrip("\n") + "\n"


def pages():
    """{path: the page of a preset}, of all."""
    return {page_of(preset): page(preset) for preset in presets()}


def written():
    """The pages of policies that there are, also of presets that are gone."""
    mark = (MARK % "@").split("@")[1]
    return {path for path in (ROOT / "docs").glob("policy-*.md") if mark in path.read_text()}


def write():
    made = pages()
    for path in written() - set(made):
        path.unlink()
    for path, text in made.items():
        path.write_text(text)


# ---- all of them, side by side ----

def listed():
    rows = []
    for preset, says in presets().items():
        _, sourced, assumed, _ = PolicyText(preset).counted()
        rows.append([linked_page(preset), values(preset)["effective.from"].replace("none", "not known"), cell(says),
                     str(sourced), str(assumed)])
    return table(["policy", "in force since", "what it is", "figures with a source", "assumed"], rows)


def with_silence(key):
    def said(all_values):
        value, silence = all_values[key], all_values.get(key + ".on_silence")
        if value == "none":
            return "–"
        if all_values.get(key + ".by_amount", "none") != "none":
            silence = all_values[key + ".by_amount"]
        return "`%s` `%s`" % (value, silence)
    return said


def alone(key):
    return lambda all_values: "–" if all_values[key] == "none" else "`%s`" % all_values[key]


def round_of(number):
    """Who starts a round of appeals and until when, what decides it, and its fee."""
    def said(all_values):
        words = [all_values.get("round.%d.%s" % (number, part), "none")
                 for part in ("starter", "window", "decides", "answer", "fee")]
        if number > int(all_values["appeal.rounds"]) or words[0] == "none":
            return "–"
        return " ".join("`%s`" % word for word in words if word not in ("none", "0"))
    return said


ROUNDS = range(1, 4)
KNOBS = [
    ("Opening", ["open.after", "open.until", "contact.wait", "open.reopen", "open.money"], alone),
    ("Negotiation", ["negotiation.response", "negotiation.reply", "negotiation.stage"], with_silence),
    ("The platform is called in", ["escalate.buyer", "escalate.seller", "guarantee.after", "platform.pays_up_to"], alone),
    ("The platform decides", ["platform.evidence", "platform.evidence.buyer", "platform.evidence.seller", "platform.review",
                              "platform.plan"], with_silence),
    ("Return", ["return.ship", "return.receive", "return.address"], with_silence),
    ("Freight and replacement", ["return.waive", "return.freight_by", "replacement.ship", "replacement.receive"], alone),
    ("Appeal", ["appeal.window", "appeal.rounds", "appeal.money", "settlement.confirm"], alone),
    ("Days", ["calendar.offset", "calendar.weekend", "suspend.at_most", "extend.times"], alone),
]


def side_by_side():
    """The notable keys of all policies; – is none. With a deadline stands what its silence does."""
    said = ""
    for title, knobs, how in KNOBS:
        rows = [[linked_page(preset)] + [how(knob)(values(preset)) for knob in knobs] for preset in presets()]
        said += "### %s\n\n%s\n" % (title, table(["policy"] + ["`%s`" % knob for knob in knobs], rows))
    rounds = [[linked_page(preset)] + [round_of(number)(values(preset)) for number in ROUNDS]
              for preset in presets() if "round.1.starter" in values(preset)]
    if rounds:
        said += "### Rounds that differ from a plain appeal\n\n%s\n" % table(
            ["policy"] + ["`round.%d`: who starts it, until when, what decides, time to answer, fee" % number
                          for number in ROUNDS], rounds)
    return said
