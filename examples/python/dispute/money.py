"""Money is a whole number of minor units (cents, yen, fils); a Decimal is how people see it."""
from __future__ import annotations

import decimal

from ._words import money_decimals


def to_decimal(amount: int, currency: str) -> decimal.Decimal:
    """2000 USD -> Decimal("20.00"); 2000 JPY -> Decimal("2000")"""
    return decimal.Decimal(amount).scaleb(-money_decimals(currency), decimal.Context(prec=40))


def minor(amount: decimal.Decimal, currency: str) -> int:
    """Decimal("20.00") USD -> 2000. What does not come out even is refused; nothing is rounded."""
    if not isinstance(amount, decimal.Decimal):
        raise TypeError(f"{amount!r} is no Decimal; a float would not be exact")
    units = amount.scaleb(money_decimals(currency), decimal.Context(prec=60)) if amount.is_finite() else amount
    if not amount.is_finite() or units != units.to_integral_value():
        raise ValueError(f"{amount} is no amount of {currency}, which has {money_decimals(currency)} decimals")
    return int(units)
