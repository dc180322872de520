"""The platform's tools beside the chart: extend, suspend and resume, settle_elsewhere (T1 to T3).

A part of Machine in a file of its own: `self` is one, with its policy, its case and the transition under way.
"""
from words import CL, SP

# What is open while a case is suspended (T2).
OPEN_MEANWHILE = ("withdraw", "submit_evidence", "parcel", "settle_elsewhere", "resume", "paid", "payment_failed",
                  "file_claim", "answer_claim")


class Tools:
    def is_suspended(self, now):
        """Until, not at, the instant that was named: its passing is no transition."""
        until = self.case.suspended_until
        return until is not None and now < until

    def tool_applies(self, name, now):
        """The rows of the tools; while suspended extend and suspend are closed already."""
        state = self.case.state
        if name == "extend":  # which deadline is the guard's
            return bool(self.case.deadlines)
        if name == "suspend":
            return state not in (SP, CL)
        if name == "resume":
            return self.is_suspended(now)
        return state != CL  # settle_elsewhere

    # ---- T1 --------------------------------------------------------------------------------------------------------

    def guard_extend(self, event):
        case = self.case
        due = case.deadlines.get(event.deadline)
        if due is None:
            yield "not_now"
        elif event.until <= due:
            yield "wrong_terms"
        if case.extended >= self.policy["extend.times"]:
            yield "limit_reached"

    def do_extend(self, event):
        case, name, until = self.case, event.deadline, event.until
        case.extended += 1
        if name == "evidence":  # whoever is due before
            case.evidence_due = {party: max(due, until) for party, due in case.evidence_due.items()}
            self.show_evidence()
        elif name in case.own_due:
            case.own_due[name] = until
            self.show_own()
        else:
            case.deadlines[name] = until

    # ---- T2 --------------------------------------------------------------------------------------------------------

    def guard_suspend(self, event):
        if event.until <= event.at:
            yield "wrong_terms"
        at_most = self.policy.add(event.at, "suspend.at_most")
        if at_most is not None and event.until > at_most - self.case.suspended_for:
            yield "limit_reached"

    def do_suspend(self, event):
        self.case.suspended_until = event.until
        self.case.suspended_for += event.until - event.at
        self.move_dues(event.until - event.at)

    def do_resume(self, event):
        self.move_dues(self.end_suspension())

    def end_suspension(self):
        """Nothing is suspended any longer; how far the dues are to move, which is back. What is left is left."""
        case, now = self.case, self.now["at"]
        if not self.is_suspended(now):
            return 0
        back = now - case.suspended_until
        case.suspended_for += back
        case.suspended_until = None
        return back

    def move_dues(self, by):
        """Each deadline but the claim's. stage and takeover are worked out again from their own dues (N6)."""
        case = self.case
        for name in case.deadlines:
            if name != "claim":
                case.deadlines[name] += by
        for dues in (case.own_due, case.evidence_due):
            for name in dues:
                dues[name] += by
        self.show_own()

    # ---- T3 --------------------------------------------------------------------------------------------------------

    def guard_settle_elsewhere(self, event):
        if self.case.state == SP:
            yield "too_late"
        if event.amount > self.case.order.amount:
            yield "over_limit"

    def do_settle_elsewhere(self, event):
        case = self.case
        if self.gives_money_back():  # O8: the ruling is gone with its money
            self.give_back()
            case.ruling = None
        if case.ruling:  # S4
            fault = case.ruling.fault
        else:
            fault = self.policy.reason(case.reason, "liable") if event.amount else "none"
        self.end("refund" if event.amount else "no_refund", event.amount, 0, "elsewhere", fault, "none")
        case.state = CL  # nothing moves, and nothing is waited for
