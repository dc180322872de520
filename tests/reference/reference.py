#!/usr/bin/python3
"""A reference interpreter of the rulebook, written from the texts alone: the oracle of the library's random tests.

    reference.py [--policy NAME|FILE] [--set KEY=VALUE]... [--until TIME] [--allowed] [--forecast] [--view PARTY]...
                 [FILE|-]

plays one case as `dispute replay` does: one JSON event a line in, one JSON answer a line out. Exit status 0: all
accepted; 1: something was refused; 2: the input was not understood. In a program: play().

It is slow and plain where the library is fast. The answer's `rule` and `sentence` are left out; notify, tally and
closed are plausible, no more.

Where the texts leave something open, this is what is played here:

K2   Is an `advance` an event whose id is remembered? No: it is accepted by nobody and has no content.
K2   Does `case` belong to the content? No.
E1   May the resent transfer of a payment_failed shift the indices? No: it has its own id, others count from 0.
E4   Topics of extend, suspend, resume, and of contact that passes: none. settle_elsewhere has `closed` alone. `plan`:
     a plan, the first of two to accept it, its lapse; a refusal of it is `refused`, the second acceptance `agreed`.
O1   Does an `amend` to a reason of not_received need shipped_at, or open.after to have passed? No: O is about opening.
O1   "At once" under a short promise: from when? From shipped_at.
O3   A reason that is not enabled, in an `amend`: not_eligible, as at opening.
O4   An amount in coupon, no_refund or guidance that is above the order's: wrong_terms alone, as any amount there.
O4   An amount of 0 in refund, a coupon on anything but the refunds and coupon: wrong_terms. A coupon has no cap.
O4   may_change_kind of which reason, where `amend` changes both? Of the new one. Changed against what? The request.
J1   Is evidence given at opening by the reference alone? No, by the digest (evidence_missing looks at it).
N1   "A refusal strikes the offer": also the seller's own, that stood on after an `amend` of the reason? Yes.
N3   Does the seller's new offer in negotiation.buyer arm negotiation.reply anew? Yes: every answer of the seller does.
N6   In which states is the wait worked out again? Where stage and takeover can run, in contact.* and negotiation.*.
N6   May stage and takeover come due while suspended, the promise being near? No: a due before `until` becomes `until`,
     as one that has passed at `resume` becomes that instant. So a suspension that runs out is one resumed then.
N7   A seller who repeats the promised date: wrong_terms (only an earlier one).
N9   `withdraw` where P7 has moved money already: nothing moves, escrow being empty; closed at once.
N9   funds after the release of a withdrawn case: settled. Where they were released: released.
N10  `open.reopen = no`: not_now, as `escalate.* = no`. Does an offer outlive a reopening? No.
N10  Does a reopening begin in contact.waiting? No, in negotiation.seller.
N10  Is a case that a silence withdrew a withdrawn one? Yes: `withdraw` acts as the buyer's.
P1   `amend` to another covered reason while takeover runs: it runs on. To one not covered: cleared.
P2   A rule without payer in guarantee.waiting and on its appeal: platform.
P2   A refund request with a coupon: the guarantee, and every close_for_buyer, gives the coupon too.
P3   request_evidence to whoever has given already: asked again. To whoever is asked: the due anew. To the carrier: yes.
P3   Does `expired` outlive the review? Yes, until asked again; requested becomes none.
P4   Does a refusal of the plan strike the offer, or count as a refusal for N8? No. May he who accepted refuse? Yes.
P4   Who moves in platform.proposed, where one has accepted? Both are named. A plan laid down later needs both again.
P4   Do evidence dues run on in platform.proposed and back in the review? Yes; nobody is asked anew.
P6   Is a replacement ruled with a smaller amount than asked "less"? Yes. Is other freight? No.
P6   Is an appealed ruling gone? No, not before the next: silence in ruling.appealed has its payer and its fault.
P7   Is a ruling of no_refund that moved nothing executed? Yes: what comes later is `reversal`.
P7   Freight, once executed: part of the one correction. A recovery stays a recovery. A coupon: only what exceeds the
     one given. A claim arises where the case is decided, not where money is moved ahead of the appeal.
R1   return.waive counts from where? From the entry into this return, not into an earlier one that was objected to.
R3   A replacement never sent after a coupon request: the order's amount is refunded, no coupon. After a refund request
     with a coupon: with its coupon.
S1   Is a reversal from the buyer, or between seller and platform, waited for? No; it may still be reported as paid.
S1   A `paid` for a coupon's id: already_done; of any other effect that is no transfer: wrong_terms.
S1   `paid` under settlement.confirm = no: already_done, as all transfers count as paid when made.
S2   deem_received of a return_replacement moves no money: the earlier via.
S3   close_for_buyer after another agreement or ruling: what was requested is granted, not what was agreed.
S4   Silence after a ruled return or replacement, `withdraw` too: the ruling's fault and payer.
S6   "That amount": the refund without coupon and freight.
Q2   The outcome where silence ends in settling.paying: the one decided. So in view.
Q3   moves: the platform's in settling.paying, whose payment side reports. request is shown as long as there is one,
     also where it stands no more; offer: what stands (in platform.proposed the plan), then what was agreed or ruled,
     until it is decided. escrow: what has not been sent out, paid or not. to_buyer and to_seller: all transfers to him,
     less reversals from him. funds: settled when the case closes, unless it was withdrawn and nothing moved, or settled
     elsewhere.
Q3   Does a view say that the case is suspended? Only by its deadlines, which show what they were moved to.
Z    escalate `A..B`: both ends are added to the opening by the calendar, as every duration.
T1   `evidence` with two dues: whichever is before `until` becomes `until`, the later one stays.
T1   stage or takeover that waits for a parcel: `until` must be later than what is shown, and becomes the own due.
T1   May the claim be extended while suspended? No: T2 does not name `extend`.
T1   The extended response that an `amend` arms anew: counts from then, as if it had not been extended.
T2   Where does `until` leave a deadline? As far ahead as it was: due + (until - now), to the millisecond, without the
     calendar. So each party's due of evidence, and the own dues of stage and takeover, of which what they show is
     worked out (N6). At `until` itself the case is not suspended.
T2   Do escalate.*, return.waive, stage.at_most and protected_until wait as well? No, they are no deadlines.
T2   How is "all" counted? `until` at most suspend.at_most after now, by the calendar, less the ms spent; an early
     `resume`, a withdrawal and settle_elsewhere give back what was not used. `none`: without limit.
T2   Suspended while nothing runs? Yes.
T3   After a ruling: the ruling's fault (S4). A claim? No: nobody paid here. Money that P7 has moved stays where it is,
     and may still be reported as paid. After protected_until nothing is released.
O1   `open.after.from` under a short promise: at once still means from shipped_at.
O7   A grant under `open.money = reverse`: the grant comes first. A re-opening is never granted by itself.
O8   Where nobody could start round 1, the ruling does not wait. contact.wait says nothing.
O8   After a withdrawal, where does the case go? To the money, as any end: the refund may still be unpaid. Its fault is
     none. After settle_elsewhere it is closed at once; fault by S4 as without a ruling. Re-opening: not_now.
N11  Does an amend that names the reason which the case has count? Yes, any accepted one.
Z2   The freight of a refund request that became a return: as the request says, else as R4.
P3   Whose evidence holds `review` back is fixed at the entry; asked again meanwhile, he holds it until the new due.
P3   `review` that begins while suspended: counts from `until`, and an early resume moves it back as any deadline.
P8   What the buyer wants is his request as it stands, a return or a replacement too; under the guarantee the platform
     pays it. The seller wants no_refund.
P8   Who lost? Where the starter gets what he wants, the other; who was refused has lost; after a ruling, or the
     platform's silence, the amounts of refund and return_refund are compared, anything else is 0.
P8   A fee is nobody's to report: `paid` knows no such effect (wrong_terms), and it alone is no transfer for S1.
P8   A round that is decided by answer is the move of who has to answer. The starter may neither accept nor refuse.
P9   Is he whose evidence lapsed `expired` where that ends the case? Yes. The carrier's lapse decides nothing.
R4   Terms that name somebody for the freight and give none: none. Only where they name nobody is it the order's.
S7   Is a replacement's amount capped by the multiple? No, by the order. "What stands": the request and the offer.
J2   A day that a change of the offset repeats: the first of the two instants; a skipped time: the offset before.
7    After a line that is no event the questions (--allowed, --forecast, --view, --until) are not answered.
7    The outcome is on every line that leaves the case closed, a claim's too.
"""
import argparse
import json
import sys

from events import InputError, parse_event
from instants import format_instant, parse_instant
from machine import Machine
from policy import Policy, PolicyError, read_policy, split_setting
import questions
from words import PARTIES


class Result:
    """What a case played to: the output lines, the exit status, the error where the status is 2."""

    def __init__(self):
        self.lines = []
        self.status = 0
        self.error = None


class Session:
    """One case, line by line, as strict about time as the command line (K3)."""

    def __init__(self, policy):
        self.machine = Machine(policy)
        self.line_number = 0
        self.now = None
        self.order = None  # of the last open, for allowed on an unopened case

    def copy(self):
        other = Session(self.machine.policy)
        other.machine = self.machine.copy()
        other.line_number, other.now, other.order = self.line_number, self.now, self.order
        return other

    def feed(self, line):
        """The answers to one line. Raises InputError, and then nothing has changed."""
        self.line_number += 1
        event = parse_event(line, self.line_number)
        retry = event.event != "advance" and self.machine.case.recent.get(event.id) == event.content
        if self.now is not None and event.at < self.now and not retry:
            raise InputError("at: before the last line's %s" % format_instant(self.now))
        if event.event == "advance":
            case = self.machine.case
            if case.state is not None and event.case not in (None, case.id):
                raise InputError("case: this is case %s" % case.id)
            if event.expect is not None and event.expect != case.sequence:
                raise InputError("expect: not with advance")
            lines = self.machine.advance(event.at)
        else:
            lines = self.machine.apply(event)
            if event.event == "open" and self.machine.case.state is None:
                self.order = event.order
        if not retry:
            self.now = event.at
        return lines

    def until(self, instant):
        if self.now is not None and instant < self.now:
            raise InputError("--until: before the last line's %s" % format_instant(self.now))
        self.now = instant
        return self.machine.advance(instant)


def play(lines, policy=None, until=None, allowed=False, forecast=False, views=()):
    """Play the events (dicts, or texts to be read as JSON); `until` is an instant in milliseconds."""
    result = Result()
    session = Session(policy or Policy())
    try:
        for line in lines:
            where = "line %d: " % (session.line_number + 1)
            if isinstance(line, str):
                try:
                    line = json.loads(line)
                except ValueError as error:
                    raise InputError("no JSON: %s" % error) from None
            answers = session.feed(line)
            result.lines += answers
            if any("refused" in answer for answer in answers):
                result.status = 1
        where = ""
        if until is not None:
            result.lines += session.until(until)
    except InputError as error:
        result.status, result.error = 2, "%s%s" % (where, error)
        return result
    if allowed:
        result.lines.append({"allowed": questions.allowed(session.machine, session.now, session.order)})
    if forecast:
        result.lines.append({"forecast": questions.forecast(session.machine)})
    for viewer in views:
        result.lines.append({"view": questions.view(session.machine, viewer)})
    return result


def main():
    parser = argparse.ArgumentParser(description="plays one case, as `dispute replay` does")
    parser.add_argument("--policy")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--until", metavar="TIME")
    parser.add_argument("--allowed", action="store_true")
    parser.add_argument("--forecast", action="store_true")
    parser.add_argument("--view", action="append", default=[], choices=PARTIES)
    parser.add_argument("file", nargs="?", default="-")
    options = parser.parse_args()
    try:
        policy = read_policy(options.policy, [split_setting(text) for text in options.set])
        until = None if options.until is None else parse_instant(options.until)
        if options.file == "-":
            lines = sys.stdin.read().splitlines()
        else:
            with open(options.file, encoding="utf-8") as file:
                lines = file.read().splitlines()
    except (PolicyError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    result = play(lines, policy, until, options.allowed, options.forecast, options.view)
    for line in result.lines:
        print(json.dumps(line, separators=(",", ":")))
    if result.error:
        print(result.error, file=sys.stderr)
    return result.status


if __name__ == "__main__":
    sys.exit(main())
