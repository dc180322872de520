"""What silence does: each deadline, fired at its own due time (N5, the table of silences).

A part of Machine in a file of its own: `self` is one, with its policy, its case and the transition under way. The
silence of evidence is in evidence.py.
"""
from words import AP, BEFORE_PLATFORM, GW, NB, NS, PR, RA, RR, RS, XD, XR


class Silence:
    def fire(self, name, at):
        """The deadline fires at its own due time."""
        case = self.case
        self.begin("deadline." + name, "system", at)
        del case.deadlines[name]
        getattr(self, "silence_" + name)()
        self.finish()

    def silence_contact(self):
        self.fall_silent(self.policy["contact.wait.on_silence"])

    def silence_response(self):
        state = self.case.state
        if state == NS:
            self.fall_silent(self.policy.silence_of_response(self.case.at_stake()))
            return
        if state == AP:  # P8
            self.give_in("seller_silence" if self.case.starter == "buyer" else "buyer_silence")
            return
        key = { NB: "negotiation.reply", RA: "return.address", RS: "return.ship",
               RR: "return.receive", XD: "replacement.ship", XR: "replacement.receive"}[state]
        self.fall_silent(self.policy[key + ".on_silence"])

    def silence_stage(self):
        self.fall_silent(self.policy["negotiation.stage.on_silence"])

    def fall_silent(self, choice):
        """The silence of the party whose move it is (the Silences table)."""
        case = self.case
        state = case.state
        via = "buyer_silence" if state in (NB, RS, XR) else "seller_silence"  # S2
        if choice == "accept_offer" and case.offer is None:
            choice = "escalate"
        if choice == "accept_request":
            self.note("agreed")
            self.carry_out(case.request, via, registered_address=True)
        elif choice == "accept_return":  # Z2
            self.note("agreed")
            kind = {"refund": "return_refund", "replacement": "return_replacement"}.get(case.request.kind)
            terms = case.request._replace(kind=kind) if kind else case.request
            self.carry_out(terms, via, registered_address=True)
        elif choice == "accept_offer":
            self.note("agreed")
            self.carry_out(case.offer, via)
        elif choice == "escalate":
            self.note("escalated")
            if state in BEFORE_PLATFORM:
                self.enter(PR)
            else:
                self.objection()
        elif choice == "close_for_buyer":
            if state == XD:
                self.refund_unsent_replacement(via)
            else:
                self.grant_request(via)
        elif choice == "close_for_seller":
            self.settle("no_refund", 0, 0, via)
        elif choice == "withdraw":
            self.withdraw()
        elif choice == "proceed":  # T4: out of contact.waiting
            self.to_seller()
            self.begin_stage()
        elif choice == "use_default":
            self.note("address")
            self.enter(RS)
        elif state == RR:  # deem_received
            moves_money = case.agreed.kind == "return_refund"
            self.receive_return(via if moves_money else case.via)
        else:
            self.receive_replacement(via)

    def silence_takeover(self):
        self.note("taken_over")
        self.enter(GW)

    def silence_review(self):
        guarantee = self.case.state == GW
        choice = self.policy["guarantee.review.on_silence" if guarantee else "platform.review.on_silence"]
        if choice == "wait":  # P4
            self.note("overdue")
            return
        if self.case.state == AP:  # P8
            granted = choice == "close_for_buyer" and self.case.request.kind != "coupon"
            self.charge_loser(self.loser_of_round(self.case.at_stake() if granted else 0))
        if choice == "close_for_seller":
            self.settle("no_refund", 0, 0, "buyer_silence")
        elif guarantee:  # P2
            self.grant_request("guarantee", "platform")
        else:
            self.grant_request("seller_silence", self.payer_of_small_order() if self.case.state == PR else None)

    def silence_plan(self):  # P4
        self.note("plan")
        self.enter(PR)

    def silence_claim(self):
        self.case.claim = "expired"
        self.note("claim")
