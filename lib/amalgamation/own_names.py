"""own_names.py - the identifiers that a C file keeps to itself, and the places where one of them can be renamed.

In one file together, `static int32_t given(...)` of one part meets a parameter `given` of another. This reads C tokens,
not the grammar: enough to tell a file's own functions, tables, types, constants and macros from members, and from what a
macro quotes or pastes. Names that begin with `dispute_` are the whole library's.
"""
import itertools
import re

SHARED = "dispute_"
TOKEN = re.compile(r"""
      (?P<space>   (?: [ \t\r\f\v] | \\\n | /\*.*?\*/ | //[^\n]* )+ )
    | (?P<newline> \n )
    | (?P<text>    (?:u8|[uUL])? (?: "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' ) )
    | (?P<name>    [A-Za-z_]\w* )
    | (?P<number>  \.?\d (?: [eEpP][+-] | [\w.] )* )
    | (?P<mark>    \.\.\. | -> | \#\# | . )""", re.S | re.X)
OPEN, CLOSE = {"(": ")", "[": "]", "{": "}"}, {")", "]", "}"}
RECORDS, TAGGED = {"struct", "union"}, {"struct", "union", "enum"}
QUOTES = {"offsetof": {1}}  # arguments that are no expressions, by macro


class Unreadable(Exception):
    pass


class Token:
    __slots__ = ("kind", "text", "directive", "glued", "fixed")

    def __init__(self, kind, text, directive, glued):
        self.kind, self.text, self.directive, self.glued = kind, text, directive, glued
        self.fixed = False  # a member, a macro's parameter, or text to the preprocessor: not to be renamed


class Source:
    """One file: its tokens, its macros, its own names, and the names that it says."""

    def __init__(self, text):
        self.tokens = list(tokens(text))
        self.code = [token for token in self.tokens if token.kind not in ("space", "newline")]
        check_brackets(self.code)
        self.macros = macros(self.code)
        self.own, self.tags = declared([token for token in self.code if not token.directive])
        self.own |= set(self.macros)
        fix_members(self.code)
        self.words = None

    def fix_quoted(self, quotes):
        """Marks what the macros, by name and argument, take as text."""
        for at, token in enumerate(self.code):
            for number, argument in called(self.code, at, quotes):
                if number in quotes[token.text]:
                    fix(argument)

    def said(self):
        if self.words is None:
            self.words = {token.text for token in self.code if token.kind == "name" and not token.fixed}
        return self.words

    def renamed(self, names):
        return "".join(names.get(token.text, token.text) if token.kind == "name" and not token.fixed else token.text
                       for token in self.tokens)


def tokens(text):
    directive, inside, fresh, include, last = 0, False, True, False, ""
    for match in TOKEN.finditer(text):
        kind, word = match.lastgroup, match.group()
        if kind == "newline":
            inside, fresh, include = False, True, False
        elif kind != "space":
            if fresh and word == "#":
                directive, inside = directive + 1, True
            elif inside and word == "include":
                include = True
            elif include:
                kind = "text"
            fresh = False
        yield Token(kind, word, directive if inside else 0, last not in ("space", "newline"))
        last = kind


def check_brackets(code):
    closing = []
    for token in code:
        if token.text in OPEN and not token.directive:
            closing.append(OPEN[token.text])
        elif token.text in CLOSE and not token.directive and (not closing or closing.pop() != token.text):
            raise Unreadable(f"a `{token.text}` that closes nothing")
    if closing:
        raise Unreadable(f"a `{closing[-1]}` is missing; #if and #else cannot share one")


def group(code, at):
    """The index of the bracket that closes the one at `at`."""
    depth = 0
    for end in range(at, len(code)):
        depth += (code[end].text in OPEN) - (code[end].text in CLOSE)
        if depth == 0:
            return end
    return len(code)


def arguments(code, at):
    """The arguments between the brackets at `at`, each a list of tokens."""
    end, depth, found = group(code, at), 0, [[]]
    for token in code[at + 1:end]:
        depth += (token.text in OPEN) - (token.text in CLOSE)
        if token.text == "," and depth == 0:
            found.append([])
        else:
            found[-1].append(token)
    return found


def called(code, at, known):
    """(number, tokens) of each argument, where a macro that is known is called at `at`."""
    if code[at].kind == "name" and code[at].text in known and at + 1 < len(code) and code[at + 1].text == "(":
        yield from enumerate(arguments(code, at + 1))


def macros(code):
    """{name: (parameters, body)} of what the file defines."""
    found = {}
    for directive, group_of in itertools.groupby(code, key=lambda token: token.directive):
        line = list(group_of)
        if not directive or line[1].text != "define":
            continue
        name, body, parameters = line[2].text, line[3:], []
        if body and body[0].text == "(" and body[0].glued:
            parameters = [part[0].text for part in arguments(body, 0) if part]
            fix(token for token in body if token.text in parameters)
            body = body[group(body, 0) + 1:]
        found[name] = (parameters, body)
    return found


def quoted(known):
    """{macro: numbers of the arguments that it quotes or pastes}, also by way of another macro."""
    found, before = dict(QUOTES), None
    while found != before:
        before = {name: set(numbers) for name, numbers in found.items()}
        for name, (parameters, body) in known.items():
            words = [token.text for token in body]
            text = {word for at, word in enumerate(words)
                    if words[at - 1:at] in (["#"], ["##"]) or words[at + 1:at + 2] == ["##"]}
            for at, token in enumerate(body):
                for number, part in called(body, at, before):
                    text |= {t.text for t in part} if number in before[token.text] else set()
            numbers = {number for number, parameter in enumerate(parameters) if parameter in text}
            if numbers:
                found[name] = found.get(name, set()) | numbers
    return found


def fix(those):
    for token in those:
        token.fixed = True


def fix_members(code):
    """Members where they are reached, and where a struct or union declares them."""
    fix(token for before, token in zip(code, code[1:]) if before.text in (".", "->"))
    inside, plain = [], [token for token in code if not token.directive]
    for at, token in enumerate(plain):
        words = [t.text for t in plain[max(at - 2, 0):at + 2]]
        if token.text in OPEN:
            inside.append(token.text == "{" and bool(RECORDS & set(words[:2])))
        elif token.text in CLOSE:
            inside.pop()
        elif token.kind == "name" and inside and inside[-1] and plain[at + 1].text in (";", ",", "[", ":"):
            token.fixed = True
        elif words[:2] == ["(", "*"] and words[3:] == [")"] and inside[-2:-1] == [True]:
            token.fixed = True  # int (*member)(void)


def declared(code):
    """The names that only this file may know, and the tags that it says, of the declarations outside functions."""
    own, tags = set(), set()
    for declaration in declarations(code):
        own |= names_of(declaration)
        for at, token in enumerate(declaration):
            if token.text in TAGGED:
                own |= constants_of(declaration, at)
                tags.add(declaration[at + 1].text)
    return {name for name in own if not name.startswith(SHARED)}, tags


def declarations(code):
    """Each declaration outside functions; of a function all before its body."""
    begin = at = 0
    while at < len(code):
        body = code[at].text == "{" and code[at - 1].text == ")"
        if body or code[at].text == ";":
            yield code[begin:at]
            begin = at = group(code, at) + 1 if body else at + 1
        else:
            at = group(code, at) + 1 if code[at].text in OPEN else at + 1


def constants_of(code, at):
    """The tag and, of an enum, the constants, where a body follows."""
    tag = {code[at + 1].text} if code[at + 1].kind == "name" else set()
    body = at + 1 + len(tag)
    if body >= len(code) or code[body].text != "{":
        return set()
    if code[at].text == "enum":
        tag |= {part[0].text for part in arguments(code, body) if part}
    return tag


def names_of(declaration):
    """What one `static` or `typedef` declaration declares."""
    if not any(token.text in ("static", "typedef") for token in declaration):
        return set()
    names, name, value, at = set(), None, False, 0
    while at < len(declaration):
        token = declaration[at]
        if token.text == "__attribute__":
            at = group(declaration, at + 1)
        elif token.text in OPEN:
            end = group(declaration, at)
            if token.text == "(" and declaration[at + 1].text == "*" and not value:
                name = declaration[end - 1].text  # (*name)(...)
            at = end
        elif token.text == ",":
            names, value = names | {name}, False
        elif token.text == "=":
            value = True
        elif token.kind == "name" and not value:
            name = token.text
        at += 1
    return names | {name}
