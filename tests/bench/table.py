"""The table of tests/bench/run: its rows, what each is compared with and should reach, and how it is written."""

CASES = "negotiation", "return"
MARKS = "<!-- table: begin -->\n", "<!-- table: end -->\n"


class Row:
    """A line of the table (two where both cases are played). `to` is the row that it is compared with; `times`, `ns`
    and `instructions` are what it should reach: times `to`, and figures of its own. Judged are medians."""

    def __init__(self, name, what, per="event", to="a", times=None, ns=None, instructions=None):
        self.name, self.what, self.per, self.to = name, what, per, to
        self.times, self.ns, self.instructions = times, ns, instructions

    def wanted(self):
        said = [self.instructions and f"{self.instructions} instructions", self.times and f"{self.times:g} × {self.to}",
                self.ns and f"{self.ns} ns"]
        return ", ".join(filter(None, said))


EVENTS = [
    Row("a", "by hand: a C switch without any feature", to=None),
    Row("b", "`dispute_step`, no record", times=5, instructions=250),
    Row("b-ids", "the same, with the host's event ids", times=5, instructions=250),
    Row("b-apply", "as b, by `dispute_apply`"),
    Row("b-effects", "as b, and its effects written out and read"),
    Row("c", "with the journal record", times=7),
    Row("c-ids", "the same, with the host's event ids", times=7),
    Row("d-portable", "with SHA-256, in portable C", ns=300),
    Row("d-portable-ids", "the same, with the host's event ids", ns=300),
    Row("d-fast", "with SHA-256, by the processor", ns=120),
    Row("d-fast-ids", "the same, with the host's event ids", ns=120),
    Row("e-save", "`dispute_case_save`", per="call", ns=60),
    Row("e-load", "`dispute_case_load`", per="call", ns=60),
]
SWEEPS = [
    Row("f-read", "1,000,000 × `next_due`, read as a column", per="sweep", to=None),
    Row("f-host", "that, and load, advance, save what is due: 1,000", per="sweep", to="f-read", times=2),
    Row("f-touch", "one number in each of 1,000,000 snapshots, read", per="sweep", to="f-read"),
    Row("f-many", "`dispute_advance_many` over 1,000,000 snapshots", per="sweep", to="f-touch", times=2),
    Row("f-select", "SQLite: reading the 1,000 that are due, by index", per="sweep", to=None),
    Row("f-bare", "that, and writing bytes that are there already", per="sweep", to="f-select"),
    Row("f-store", "that, and load, advance, save", per="sweep", to="f-bare"),
]


def store_rows(per_commit, said):
    own, bare = f"g-store-{per_commit}", f"g-bare-{per_commit}"
    return [
        Row(bare, f"SQLite, {said}: bare writes of bytes", to=None),
        Row(own, f"SQLite, {said}: the library's store", to=bare, times=1.3),
        Row(f"g-select-{per_commit}", "of that: reading the case", to=own),
        Row(f"g-library-{per_commit}", "of that: load, apply, save", to=own),
        Row(f"g-case-{per_commit}", "bare writes of the case alone", to=bare),
        Row(f"g-record-{per_commit}", "bare writes of the record alone", to=bare),
        Row(f"g-outbox-{per_commit}", "bare writes of the effects alone", to=bare),
    ]


def call_rows(how, said):
    to = {"c": None}.get(how, "h-c-")
    return [
        Row(f"h-{how}-ask", f"{said}: the smallest call", per="call", to=to and to + "ask"),
        Row(f"h-{how}-apply", f"{said}: `dispute_apply`", to=to and to + "apply"),
        Row(f"h-{how}-many", f"{said}: `dispute_apply_many`, 1,000 at once", to=to and to + "many"),
    ]


PACKAGE = [  # and what else there is in Python, which only walks through the states
    Row("h-package-apply", "Python, the package: `case.apply(kind=...)`", to="h-c-apply"),
    Row("h-package-send", "the same with an `Event` made before", to="h-c-apply"),
    Row("h-package-read", "that, and what happened read: `steps()`", to="h-c-apply"),
    Row("h-package-many", "`apply_many`, 1,000 at once", to="h-c-many"),
    Row("h-transitions", "Python, transitions: the states alone", to="h-package-send"),
    Row("h-statemachine", "Python, python-statemachine: the states alone", to="h-package-send"),
]
PACKAGES = [
    Row("h-go-apply", "Go, the package: `Apply`, its answer copied out", to="h-c-apply"),
    Row("h-go-many", "Go, the package: `ApplyMany`, 1,000 at once, copied out", to="h-c-many"),
    Row("h-go-looplab", "Go, looplab/fsm: states and rules of this story alone", to="h-go-apply"),
    Row("h-go-stateless", "Go, qmuntal/stateless: the same", to="h-go-apply"),
    Row("h-node-apply", "Node, the package: `apply`, its answer copied out", to="h-c-apply"),
    Row("h-node-many", "Node, the package: `applyMany`, 1,000 at once, copied out", to="h-c-many"),
    Row("h-node-xstate", "Node, xstate: states and rules of this story alone", to="h-node-apply"),
]
ROWS = [*EVENTS, *SWEEPS, *store_rows(1, "an event a commit"), *store_rows(1000, "1,000 events a commit"),
        *call_rows("c", "C"), *call_rows("cffi-api", "Python, cffi in API mode"),
        *call_rows("cffi-abi", "Python, cffi in ABI mode"), *call_rows("ctypes", "Python, ctypes"),
        *PACKAGE, *call_rows("cgo", "Go, cgo"), *PACKAGES]


class Figures:
    """By (row, case): the least and the median ns, over all runs of the programs, and the instructions. By the
    beginning of a row's name: why it could not be measured."""

    def __init__(self):
        self.least, self.medians, self.counted, self.absent = {}, {}, {}, {}

    def add(self, output, name=lambda row: row):
        """What a program printed. `name` gives the rows their names here; None: not wanted."""
        for line in output.splitlines():
            row, case, least, median = line.split("\t")
            key = name(row), case
            if key[0]:
                self.least[key] = min(float(least), self.least.get(key, float("inf")))
                self.medians.setdefault(key, []).append(float(median))

    def median(self, key):
        middle = sorted(self.medians.get(key, []))
        return middle[len(middle) // 2] if middle else None


def number(value):
    return "–" if value is None else f"{value:,.{2 if value < 10 else 1 if value < 100 else 0}f}"


def ratio(figure, row, case):
    mine, theirs = figure((row.name, case)), figure((row.to, case))
    return mine / theirs if mine and theirs else None


def verdict(figures, row, case):
    judged = [(row.times, ratio(figures.median, row, case)), (row.ns, figures.median((row.name, case))),
              (row.instructions, figures.counted.get((row.name, case)))]
    judged = [(limit, got) for limit, got in judged if limit]
    if any(got is not None and got > limit for limit, got in judged):
        return "not reached"
    if any(got is None for _, got in judged):
        return "not counted"
    return "reached" if judged else ""


def line(figures, row, case):
    key = row.name, case
    return [row.name, row.what + (f" ({case})" if case else ""), row.per, number(figures.least[key]),
            number(figures.median(key)), number(figures.counted.get(key)), number(ratio(figures.median, row, case)),
            number(ratio(figures.counted.get, row, case)), row.wanted(), verdict(figures, row, case)]


def lines(figures):
    for row in ROWS:
        found = [case for case in (*CASES, "") if (row.name, case) in figures.medians]
        yield from (line(figures, row, case) for case in found)
        why = [said for name, said in figures.absent.items() if not found and row.name.startswith(name)]
        if why:
            yield [row.name, row.what, row.per, "–", "–", "–", "–", "–", row.wanted(), why[0]]


HEAD = ["row", "what", "per", "ns, least", "ns, median", "instructions", "× ns", "× instr.", "to reach", ""]
FIGURES = range(3, 8)


def text(figures):
    """The table in Markdown, its columns one below the other."""
    rows = [HEAD, *lines(figures)]
    widths = [max(map(len, column)) for column in zip(*rows)]

    def cells(row):
        return (cell.rjust(width) if i in FIGURES else cell.ljust(width)
                for i, (cell, width) in enumerate(zip(row, widths)))
    rule = "|".join("-" * (width + 1) + (":" if i in FIGURES else "-") for i, width in enumerate(widths))
    shown = [f"| {' | '.join(cells(row))} |" for row in rows]
    return "\n".join([shown[0], f"|{rule}|", *shown[1:]]) + "\n"


def around(path):
    """What is before and behind the table of a page, with the marks."""
    before, begin, rest = path.read_text().partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not begin or not end:
        raise ValueError(f"{path}: the table goes between the lines {' and '.join(map(str.strip, MARKS))}; there is no "
                         f"{MARKS[0 if not begin else 1].strip()}")
    return before + begin, end + after


def write(path, new):
    """Put `new` between the marks of a page."""
    path.write_text(new.join(around(path)))
