"""Evidence that is asked for, given, and let lapse; the review that may wait for it (P3, P9).

A part of Machine in a file of its own: `self` is one, with its policy, its case and the transition under way.
"""
from words import PR


class Evidence:
    def guard_submit_evidence(self, event):
        if self.case.evidence[event.by] == "expired":
            yield "too_late"

    def do_request_evidence(self, event):
        for party in (event.to,) if event.to else ("buyer", "seller"):
            self.request_evidence(party)
            if self.case.review_waits_for and party in self.case.evidence_due:
                self.case.review_waits_for |= {party}

    def do_submit_evidence(self, event):
        case = self.case
        case.evidence[event.by] = "given"
        case.evidence_due.pop(event.by, None)
        self.show_evidence()
        self.review_waits_no_more((event.by,))
        self.note("evidence")

    def request_evidence(self, party):
        case = self.case
        key = "platform.evidence." + party
        if party == "carrier" or self.policy[key] is None:
            key = "platform.evidence"
        due = self.policy.add(self.now["at"], key)
        case.evidence[party] = "requested"
        case.evidence_due.pop(party, None)
        if due is not None:
            case.evidence_due[party] = due
        self.now["requests"].append((party, due))
        self.show_evidence()

    def show_evidence(self):
        case = self.case
        case.deadlines.pop("evidence", None)
        if case.evidence_due:
            case.deadlines["evidence"] = min(case.evidence_due.values())

    def begin_review(self, from_plan):
        """platform.review is entered: evidence is asked for, but not out of a plan, and `review` runs or waits."""
        case = self.case
        case.reviewed = True
        for party in ("buyer", "seller") if not from_plan else ():
            if case.evidence[party] != "given":
                self.request_evidence(party)
                if self.policy["platform.review.from"] == "evidence" and party in case.evidence_due:
                    case.review_waits_for |= {party}
        if not case.review_waits_for:
            self.arm("review", "platform.review")

    def review_waits_no_more(self, parties):
        """These have given evidence or let the time pass; with the last of them `review` begins."""
        case, at = self.case, self.now["at"]
        waited = bool(case.review_waits_for)
        case.review_waits_for -= set(parties)
        if waited and not case.review_waits_for and case.state == PR:
            self.arm("review", "platform.review", case.suspended_until if self.is_suspended(at) else at)

    def lapse_evidence(self):
        """Who of the evidence deadline's parties is due now; a request lapses."""
        case = self.case
        lapsed = [party for party, due in case.evidence_due.items() if due == self.now["at"]]
        for party in lapsed:
            case.evidence[party] = "expired"
            del case.evidence_due[party]
        self.show_evidence()
        self.review_waits_no_more(lapsed)
        return lapsed

    def silence_evidence(self):
        lapsed = self.lapse_evidence()
        self.note("evidence")
        ends = [party for party in lapsed if party != "carrier"  # P9
                and self.policy["platform.evidence.%s.on_silence" % party] != "proceed"]
        if ends == ["buyer"]:
            self.settle("no_refund", 0, 0, "buyer_silence")
        elif ends == ["seller"]:
            self.grant_request("seller_silence", self.payer_of_small_order())
