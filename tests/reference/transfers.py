"""Transfers, and what corrects those that were made (P7)."""
from collections import namedtuple

from words import ACCOUNTS

Transfer = namedtuple("Transfer", "source target amount why")


def corrections(case, wanted):
    """As few direct reversals as possible that turn what was moved into what is wanted (P7)."""
    owed = {}
    for account in ("buyer", "seller", "platform"):
        target = sum(item.amount * ((item.target == account) - (item.source == account)) for item in wanted)
        owed[account] = target - case.flow(account)
    result = []
    for source in sorted(owed, key=ACCOUNTS.index):
        for target in sorted(owed, key=ACCOUNTS.index):
            amount = min(-owed[source], owed[target])
            if amount > 0:
                result.append(Transfer(source, target, amount, "reversal"))
                owed[source] += amount
                owed[target] -= amount
    return result


def transfer_fields(transfer):
    return {"kind": "transfer", "from": transfer.source, "to": transfer.target, "amount": transfer.amount,
            "why": transfer.why}
