"""Arithmetic on quantities that no model does: conversion within a family of units, and which value is greater.

All of it is exact: values are fractions inside. Only what is printed may be rounded, and then begins with "≈".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from app.assistant.values.quantities import Measure
from app.assistant.values.units import Unit

PRINTED_DIGITS = 4
"""Significant digits of a converted value that has no exact decimal form: 25 km/h is ≈6.944 m/s."""

# The factors to the first unit of each family. Families part what one kind holds together: months are no number of
# days, W and VA differ by the load, KB is 1000 or 1024 bytes as the maker likes, ℃ and K differ by more than a factor.
_FAMILIES = (
    "kg=1 g=1/1000 mg=1/1000000 t=1000",
    "m=1 km=1000 dm=1/10 cm=1/100 mm=1/1000 μm=1/1000000 nm=1/1000000000",
    "m2=1 km2=1000000 cm2=1/10000 mm2=1/1000000 ha=10000 mu=2000/3",
    "L=1 mL=1/1000 m3=1000 cm3=1/1000",
    "m/s=1 km/h=5/18 m/min=1/60",
    "L/min=1 L/s=60 L/h=1/60 m3/h=50/3 m3/s=60000",
    "s=1 ms=1/1000 μs=1/1000000 min=60 h=3600 d=86400 周=604800",
    "个月=1 季度=3 年=12",
    "V=1 kV=1000 mV=1/1000",
    "A=1 mA=1/1000 μA=1/1000000 kA=1000",
    "W=1 kW=1000 MW=1000000",
    "VA=1 kVA=1000",
    "J=1 kJ=1000 MJ=1000000 Wh=3600 kWh=3600000",
    "Ah=1 mAh=1/1000",
    "Ω=1 kΩ=1000 MΩ=1000000 mΩ=1/1000 GΩ=1000000000",
    "Hz=1 kHz=1000 MHz=1000000 GHz=1000000000",
    "Pa=1 kPa=1000 MPa=1000000 GPa=1000000000 bar=100000 kN/m2=1000",
    "N=1 kN=1000",
    "分之=1 %=1/100 ‰=1/1000 ppm=1/1000000",
    "字节=8 bit=1",
    "元=1 角=1/10 万元=10000 亿元=100000000",
    "mg/L=1 g/L=1000 mg/m3=1/1000 μg/m3=1/1000000 kg/m3=1000",
    "mg/kg=1 g/kg=1000",
)
_SCALES: dict[str, tuple[int, Fraction]] = {
    symbol: (family, Fraction(factor))
    for family, units in enumerate(_FAMILIES)
    for symbol, _, factor in (written.partition("=") for written in units.split())
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value in the first unit of its family; values of different families cannot be compared."""

    family: int | str
    amount: Fraction


def value_of(measure: Measure) -> Value | None:
    """The value of a measure; None for a number that is no decimal one. A unit without a family is one by itself."""
    amount = exact(measure.number)
    if amount is None:
        return None
    family, factor = _SCALES.get(measure.unit.symbol, (measure.unit.symbol, Fraction(1)))
    return Value(family, amount * factor)


def exact(number: str) -> Fraction | None:
    """A plain decimal number, or "2/3", as a fraction; None for 0x7e and for what has no value (1/0)."""
    try:
        return Fraction(number)
    except (ValueError, ZeroDivisionError):
        return None


def are_comparable(one: Unit, other: Unit) -> bool:
    """Whether values in the two units measure the same, so that code may compare or convert them."""
    return family_of(one) == family_of(other)


def family_of(unit: Unit) -> int | str:
    """What all units share that convert into each other by a factor."""
    found = _SCALES.get(unit.symbol)
    return unit.symbol if found is None else found[0]


def is_same(one: Measure, other: Measure) -> bool:
    """Whether two measures are the same value, whatever their units: 0.06 t and 60 kg, 1 h and 60 min."""
    first = value_of(one)
    return first is not None and first == value_of(other)


def converted(measure: Measure, unit: Unit) -> str | None:
    """The measure in the unit, as "60 kg", or "≈6.944 m/s" where no decimal is exact; None where nothing converts."""
    value = value_of(measure)
    if value is None or not are_comparable(measure.unit, unit):
        return None
    factor = _SCALES[unit.symbol][1] if unit.symbol in _SCALES else Fraction(1)
    number, is_exact = _printed(value.amount / factor)
    return f"{'' if is_exact else '≈'}{number} {unit.symbol}"


def _printed(amount: Fraction) -> tuple[str, bool]:
    """The number in decimal digits, and whether it is exact: only twos and fives divide a decimal fraction."""
    rest = amount.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    digits = 50 if rest == 1 else PRINTED_DIGITS
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    quotient = context.divide(Decimal(amount.numerator), Decimal(amount.denominator))
    return f"{quotient.normalize(context):f}", rest == 1
