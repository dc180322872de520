"""Marketplace disputes as a pure function, (policy, case, event) -> (case', answer), through cffi.

Nothing of the library is copied here: words, layouts and limits are asked when this module is loaded, and a field that
the library does not know is a TypeError. Answers are copied out, so that nothing dies with the next call.

DISPUTE_LIB names the shared library (libdispute.so.0), DISPUTE_HEADER its header (../../include/dispute.h).
"""
import datetime
import operator
import os
import pathlib
import subprocess

import cffi

HEADER = os.environ.get("DISPUTE_HEADER", pathlib.Path(__file__).resolve().parents[2] / "include" / "dispute.h")
EPOCH, MS = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc), datetime.timedelta(milliseconds=1)

ffi = cffi.FFI()
ffi.cdef(subprocess.run([os.environ.get("CC", "gcc"), "-E", "-P", "-DDISPUTE_CDEF", str(HEADER)],
                        check=True, stdout=subprocess.PIPE, text=True).stdout)
lib = ffi.dlopen(os.environ.get("DISPUTE_LIB", "libdispute.so.0"))
NEVER = lib.dispute_never()


def text(pointer):
    return ffi.string(pointer).decode() if pointer else None


def words_of(group):
    numbers = [lib.dispute_word_at(group, i) for i in range(lib.dispute_word_count(group))]
    return {text(lib.dispute_word_name(group, n)): n for n in numbers}


GROUPS = words_of(0)
WORDS = {name: words_of(number) for name, number in GROUPS.items()}  # WORDS["party"]["buyer"] == 1
NAMES = {name: {number: word for word, number in words.items()} for name, words in WORDS.items()}


# ---- Python values into fields, and back ----

def put_word(words):
    def put(word):
        if word not in words:
            raise ValueError(f"{word!r} is none of {', '.join(words)}")
        return words[word]
    return put


def put_yes_no(value):
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither True nor False")
    return value


def put_instant(at):
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (at - EPOCH) // MS


def put_text(value):
    if "\0" in value:
        raise ValueError("a text with a NUL in it")
    return value.encode()  # too long is refused behind here, never cut


def put_bytes(size):
    def put(value):
        if len(value) != size:
            raise ValueError(f"{len(value)} bytes where {size} are wanted")
        return bytes(value)
    return put


def get_instant(ms):
    return EPOCH + ms * MS if 0 < ms < NEVER else None


def converters(field):
    """How to fill and how to read a field, from what the library says about it."""
    group = NAMES["group"].get(field.group, "group")
    words, names = WORDS[group], NAMES[group]
    put = {"word": put_word(words), "instant": put_instant, "text": put_text, "bytes": put_bytes(field.bytes),
           "yes_no": put_yes_no}
    get = {"word": names.get, "instant": get_instant, "text": text, "bytes": bytes, "yes_no": bool,
           "set": lambda bits: [name for number, name in names.items() if bits >> number & 1]}
    kind = NAMES["type"][field.kind]
    read = get.get(kind, int)
    if field.by:  # an array by permanent number: view.due["response"]
        places = NAMES[NAMES["group"][field.by]]
        return None, lambda array: {word: read(array[number]) for number, word in places.items()}
    if field.elements > 1:  # a list, as long as what is in it: edge.next
        return None, lambda array: [read(number) for number in array if number]
    return put.get(kind, operator.index), read  # a float is no amount


class Value:
    """What the library said, copied; its fields are read when asked."""
    __slots__ = ("_struct", "_gets")

    def __init__(self, struct, gets):
        self._struct, self._gets = struct, gets

    def __getattr__(self, name):
        if name not in self._gets:
            raise AttributeError(f"{name!r} is none of {', '.join(self._gets)}")
        get, field = self._gets[name], getattr(self._struct, name)
        return Value(field, get) if isinstance(get, dict) else get(field)

    def __repr__(self):
        return f"({', '.join(f'{name}={getattr(self, name)!r}' for name in self._gets)})"


class Shape:
    """A public struct: compared with the library at load, filled from and read into plain Python values."""

    def __init__(self, name):
        self.type, self.puts, self.gets, index = f"dispute_{name}", {}, {}, 0
        field = ffi.new("dispute_field *", {"size": ffi.sizeof("dispute_field")})
        while lib.dispute_struct_field(WORDS["struct"][name], index, field) == 0:
            *outer, last = text(field.name).split(".")
            puts, gets, index = self.puts, self.gets, index + 1
            if ffi.offsetof(self.type, *outer, last) != field.offset:
                raise ImportError(f"{self.type}.{text(field.name)} lies elsewhere in this library than in {HEADER}")
            for part in outer:
                puts, gets = puts.setdefault(part, {}), gets.setdefault(part, {})
            if last not in ("size", "reserved"):
                puts[last], gets[last] = converters(field)

    def new(self, values=()):
        struct = ffi.new(self.type + " *", {"size": ffi.sizeof(self.type)})
        self.fill(struct, self.puts, dict(values))
        return struct

    def fill(self, target, puts, values):
        for name, value in values.items():
            if name not in puts:
                raise TypeError(f"{self.type} has no field {name!r}, but {', '.join(puts)}")
            if isinstance(puts[name], dict):
                self.fill(getattr(target, name), puts[name], value)
            elif value is not None:
                setattr(target, name, puts[name](value))

    def read(self, struct):
        return Value(ffi.new(self.type + " *", struct[0]), self.gets) if struct else None


SHAPES = {name: Shape(name) for name in WORDS["struct"] if name not in ("terms", "field")}


# ---- results ----

class Error(Exception):
    """Misuse or environment, result < 0. A refusal is no exception but an answer."""

    def __init__(self, result, problem=None):
        self.result, self.problem = NAMES["result"].get(result), problem
        told = problem and problem.result == self.result
        super().__init__(sentence(problem) if told else
                         text(lib.dispute_word_sentence(GROUPS["result"], result, WORDS["language"]["en"])))


def sentence(problem, language="en"):
    """A whole sentence to show, with its dates and amounts."""
    number, needed = WORDS["language"][language], ffi.new("size_t *")
    lib.dispute_problem_sentence(problem._struct, number, ffi.NULL, 0, needed)
    buffer = ffi.new("char[]", needed[0])
    lib.dispute_problem_sentence(problem._struct, number, buffer, needed[0], needed)
    return text(buffer)


# ---- what other systems call it ----

def foreign(system, kind, word):
    """What another system's word means here, the best answer first: [("reason", "lost"), ("class", "not_received")]; empty
    where it means none of our words."""
    row, problem = SHAPES["foreign"].new(), SHAPES["problem"].new()
    texts = [argument for text in (system, kind, word) for argument in (text.encode(), len(text.encode()))]
    check(lib.dispute_foreign_word(*texts, row, problem), problem)
    meanings = []
    for index in range(row.first, row.first + row.rows):
        check(lib.dispute_foreign_at(index, row))
        if row.group:
            group = NAMES["group"][row.group]
            meanings.append((group, NAMES[group][row.number]))
    return meanings


def check(result, problem=ffi.NULL):
    if result < 0:
        raise Error(result, SHAPES["problem"].read(problem))
    return NAMES["result"][result]


def made(kind, *room):
    out = ffi.new(f"dispute_{kind} **")
    check(getattr(lib, f"dispute_{kind}_new")(ffi.NULL, *room, out))
    return ffi.gc(out[0], getattr(lib, f"dispute_{kind}_free"))


class Answer:
    """What a call brought about. `result` is "done", or the word of the refusal that `problem` explains."""

    def __init__(self, handle, result):
        self.result, size = check(result, lib.dispute_answer_problem(handle)), ffi.new("size_t *")
        for name in ("transition", "effect", "action"):
            count, get = lib.dispute_answer_count(handle, WORDS["struct"][name]), getattr(lib, f"dispute_answer_{name}")
            setattr(self, f"{name}s", [SHAPES[name].read(get(handle, i)) for i in range(count)])
        records = [lib.dispute_answer_record(handle, i, size) for i in range(len(self.transitions))]
        self.records = [ffi.buffer(r, t.record_size)[:] for r, t in zip(records, self.transitions) if r]
        for name in ("outcome", "prospect", "problem"):
            setattr(self, name, SHAPES[name].read(getattr(lib, f"dispute_answer_{name}")(handle)))

    def steps(self):
        """Each transition with its own effects."""
        effects = iter(self.effects)
        return [(t, [next(effects) for _ in range(t.effects)]) for t in self.transitions]


# ---- policy and case ----

class Policy:
    """Sealed, so that any number of cases and threads may share it."""

    def __init__(self, source="", changes=()):
        """`source`: `key = value` lines; without a line for `preset` they change the default market."""
        self.handle, problem, data = made("policy"), SHAPES["problem"].new(), source.encode()
        check(lib.dispute_policy_parse(self.handle, data, len(data), problem), problem)
        for key, value in dict(changes).items():
            key, value = key.encode(), value.encode()
            check(lib.dispute_policy_set(self.handle, key, len(key), value, len(value), problem), problem)
        check(lib.dispute_policy_seal(self.handle, problem), problem)


class Case:
    """One case, for one thread at a time: begun about an order, or loaded from a snapshot, bytes(case)."""

    def __init__(self, policy):
        self.policy, self.handle, self.answer = policy, made("case"), made("answer", 0)

    @classmethod
    def begin(cls, policy, name, **order):
        case, name, problem = cls(policy), name.encode(), SHAPES["problem"].new()
        check(lib.dispute_case_begin(policy.handle, case.handle, name, len(name), SHAPES["order"].new(order), problem),
              problem)
        return case

    @classmethod
    def load(cls, policy, snapshot):
        case = cls(policy)
        check(lib.dispute_case_load(policy.handle, case.handle, snapshot, len(snapshot)))
        return case

    def ask(self, call, *arguments):
        return Answer(self.answer, call(self.policy.handle, self.handle, *arguments, self.answer))

    def apply(self, **event):
        return self.ask(lib.dispute_apply, SHAPES["event"].new(event))

    def advance(self, now):
        return self.ask(lib.dispute_advance, put_instant(now))

    def allowed(self, now, party=None):
        """What `party` may do, or everybody."""
        return self.ask(lib.dispute_allowed, WORDS["party"][party] if party else 0, put_instant(now)).actions

    def forecast(self):
        return self.ask(lib.dispute_forecast)

    def view(self, party):
        view = SHAPES["view"].new()
        check(lib.dispute_case_view(self.handle, WORDS["party"][party], view))
        return SHAPES["view"].read(view)

    def replay(self, records):
        problem = SHAPES["problem"].new()
        check(lib.dispute_replay(self.policy.handle, self.handle, records, len(records), problem), problem)

    def head(self):
        digest = ffi.new("uint8_t[32]")
        check(lib.dispute_case_head(self.handle, digest))
        return bytes(digest)

    def __bytes__(self):
        buffer, size = ffi.new("uint8_t[]", lib.dispute_limit(WORDS["limit"]["snapshot"])), ffi.new("size_t *")
        check(lib.dispute_case_save(self.handle, buffer, len(buffer), size))
        return ffi.buffer(buffer, size[0])[:]

    @property
    def next_due(self):
        return get_instant(lib.dispute_case_next_due(self.handle))
