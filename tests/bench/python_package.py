"""python_package.py BUILD SCRATCH CASES REPEATS - what an event costs through the package of examples/python, in API mode,
and in the state machines that people use in Python, which walk through the same states and do nothing else: no deadline, no
money, no journal. Prints a row h-WHAT for each; see calls_c.c for the same events in C. In place of figures it says which
module is missing."""
import datetime
import importlib.util
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
MONDAY = datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.timezone.utc)


def build_package(build, scratch):
    """The package with its compiled module, in `scratch`."""
    folder = scratch / "package"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "examples" / "python", folder)
    subprocess.run([sys.executable, "-W", "ignore", "setup.py", "--quiet", "build_ext", "--inplace"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "DISPUTE_LIB": str(build),
                                           "DISPUTE_HEADER": str(ROOT / "include" / "dispute.h")})
    os.environ["DISPUTE_LIB"] = str(build)
    sys.path.insert(0, str(folder))


def story():
    """The negotiation of stories.c, as the fields of its events."""
    def terms(amount):
        return dict(kind="refund", amount=amount)
    return [dict(kind="open", by="buyer", at=MONDAY, reason="quality", terms=terms(5000), reference="evidence/7f3a11",
                 digest=bytes((i * 7 + 1) % 256 for i in range(32))),
            dict(kind="refuse", by="seller", at=MONDAY + 1 * DAY),
            dict(kind="propose", by="buyer", at=MONDAY + 2 * DAY, terms=terms(4000)),
            dict(kind="take_over", by="platform", at=MONDAY + 3 * DAY),
            dict(kind="rule", by="platform", at=MONDAY + 5 * DAY, terms=terms(5000), fault="seller"),
            dict(kind="paid", by="platform", at=MONDAY + 12 * DAY + HOUR, reference="C-1001:6:0")]


class Package:
    """The loops through the package. Each begins with `cases`, which are new."""

    def __init__(self, case_count):
        import dispute
        if dispute.MODE != "api":
            sys.exit("dispute._native could not be built")
        self.dispute, self.fields = dispute, story()
        self.events = [dispute.Event(**fields) for fields in self.fields]
        self.policy = dispute.Policy("preset = aliexpress@2017\njournal.chain = none\n")
        order = dispute.Order(currency="USD", amount=5000, freight=400, paid_at=MONDAY - 21 * DAY,
                              shipped_at=MONDAY - 20 * DAY, promised_at=MONDAY - 2 * DAY, delivered_at=MONDAY - 5 * DAY,
                              protected_until=MONDAY + 60 * DAY)
        self.fresh, self.count = dispute.Case.new(self.policy, "C-1001", order), case_count
        self.cases = []

    def reset(self):
        self.cases = [self.fresh.copy() for _ in range(self.count)]

    def is_closed(self):
        return all(case.state == "closed.done" for case in self.cases)

    def apply(self):
        for fields in self.fields:
            for case in self.cases:
                case.apply(**fields)

    def send(self):
        for event in self.events:
            for case in self.cases:
                case.send(event)

    def read(self):
        for event in self.events:
            for case in self.cases:
                for t, effects, record in case.send(event).steps():
                    t.state, [e.id for e in effects]

    def many(self):
        for event in self.events:
            self.dispute.apply_many(self.policy, self.cases, [event] * self.count)

    def moves(self):
        """(trigger, from, to) of every transition, for the others to walk."""
        case, found = self.fresh.copy(), []
        for event in self.events:
            for t in case.send(event).transitions:
                found.append((t.event.replace(".", "_"), t.from_state.name.lower() if t.from_state else "begun",
                              t.state.name.lower()))
        return found

    def loops(self):
        return {f"package-{name}": (self.reset, getattr(self, name), self.is_closed) for name in ("apply", "send", "read", "many")}


def walker(moves, machines):
    """The same loops for things that have a method for each trigger."""
    def walk():
        for trigger, _, _ in moves:
            for machine in machines:
                getattr(machine, trigger)()
    return walk


def through_transitions(moves, count):
    import transitions

    class Model:
        pass
    models = [Model() for _ in range(count)]
    states = list(dict.fromkeys(state for _, *both in moves for state in both))
    machine = transitions.Machine(models, states=states, initial=moves[0][1], auto_transitions=False,
                                  transitions=[dict(trigger=t, source=a, dest=b) for t, a, b in moves])

    def reset():
        for model in models:
            machine.set_state(moves[0][1], model)
    return reset, walker(moves, models), lambda: all(model.state == moves[-1][2] for model in models)


def through_statemachine(moves, count):
    import statemachine
    names = list(dict.fromkeys(state for _, *both in moves for state in both))
    states = {name: statemachine.State(initial=name == moves[0][1], final=name == moves[-1][2]) for name in names}
    members = dict(states)
    for trigger, source, target in moves:
        way = states[source].to(states[target])
        members[trigger] = members[trigger] | way if trigger in members else way
    machine = type("Dispute", (statemachine.StateMachine,), members)
    machines = []

    def reset():
        machines[:] = [machine() for _ in range(count)]
    return reset, walker(moves, machines), lambda: all(getattr(m, moves[-1][2]).is_active for m in machines)


def main(build, scratch, case_count, repeats):
    build_package(build, scratch)
    package = Package(case_count)
    moves, loops = package.moves(), package.loops()
    for module, make in (("transitions", through_transitions), ("statemachine", through_statemachine)):
        if importlib.util.find_spec(module):
            loops[module] = make(moves, case_count)
        else:
            print(f"h-{module}\tPython has no module {module}")
    found = {}
    for n in range(-1, repeats):  # the first one warms up
        for name, (reset, loop, is_closed) in loops.items():
            reset()
            began = time.perf_counter_ns()
            loop()
            took = time.perf_counter_ns() - began
            if not is_closed():
                sys.exit(f"h-{name}: not every case came to its end")
            if n >= 0:
                found.setdefault(name, []).append(took / case_count / len(package.events))
    for name, ns in found.items():
        print(f"h-{name}\t\t{min(ns):.2f}\t{statistics.median(ns):.2f}")


if __name__ == "__main__":
    main(*(pathlib.Path(path).resolve() for path in sys.argv[1:3]), *map(int, sys.argv[3:5]))
