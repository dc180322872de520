"""How tests run the command `dispute`, and a case that they play with it."""
import json
import os
import subprocess

PROGRAM = os.path.join(os.path.abspath(os.environ.get("DISPUTE_BUILD", "build/gcc")), "examples", "cli", "dispute")
ORDER = {"currency": "USD", "amount": 5000, "freight": 400, "shipped_at": "2025-12-20T00:00:00Z",
         "delivered_at": "2026-01-01T00:00:00Z", "protected_until": "2026-03-01T00:00:00Z", "funds": "escrow",
         "seller": {"guarantee": False, "verified": True}}
OPEN = {"event": "open", "at": "2026-01-05T08:00:00Z", "by": "buyer", "id": "e1", "case": "C-1001", "reason": "quality",
        "order": ORDER, "terms": {"kind": "refund", "amount": 5000}}


def event(event, at, by, **more):
    return {"event": event, "at": at, "by": by, **more}


def text_of(*events):
    return "".join((e if isinstance(e, str) else json.dumps(e)) + "\n" for e in events)


def run(*arguments, given=None, cwd=None, **more):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "DISPUTE_LANG": "", **more.pop("env", {})}
    return subprocess.run([PROGRAM, *arguments], input=given, capture_output=True, text=True, cwd=cwd, env=environment,
                          timeout=120, **more)


def replay(*events, options=()):
    done = run("replay", *options, given=text_of(*events))
    return done, [json.loads(line) for line in done.stdout.splitlines()]


ACCEPTED = [
    OPEN,
    event("refuse", "2026-01-07T09:30:00Z", "seller"),
    event("propose", "2026-01-07T10:00:00.5Z", "seller",
          terms={"kind": "return_refund", "amount": 5000, "freight_by": "seller", "freight": 300}),
    event("accept", "2026-01-07T11:00:00Z", "buyer"),
    event("ship_return", "2026-01-14T11:00:00Z", "buyer", reference="RR123456789CN"),
    event("confirm_return", "2026-01-24T11:00:00Z", "seller"),
    event("paid", "2026-01-25T00:00:00Z", "platform", effect="C-1001:7:0"),
    event("paid", "2026-01-25T00:00:00Z", "platform", effect="C-1001:7:1"),
]


AT = "2026-01-06T00:00:00Z"
REFUSE = event("refuse", AT, "seller")
