"""Units of measurement as standards and questions write them, and what kind of quantity each measures.

After GB 3100-1993 and GB 3102 for the symbols; the Chinese names as laws and readers write them. Counting words stand
here too: 8个字节 and 15位 are values that a question can ask for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of a quantity: what a question with this unit asks for."""

    MASS = "mass"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    SPEED = "speed"
    ROTATION = "rotation"
    FLOW = "flow"
    TIME = "time"
    VOLTAGE = "voltage"
    CURRENT = "current"
    POWER = "power"
    ENERGY = "energy"
    CHARGE = "charge"
    RESISTANCE = "resistance"
    SOUND = "sound"
    TEMPERATURE = "temperature"
    ANGLE = "angle"
    FREQUENCY = "frequency"
    PRESSURE = "pressure"
    FORCE = "force"
    LIGHT = "light"
    SHARE = "share"
    DATA = "data"
    MONEY = "money"
    DENSITY = "density"
    THING = "thing"
    PERSON = "person"
    OCCASION = "occasion"
    PLACE = "place"
    MULTIPLE = "multiple"
    GRADE = "grade"


# The first spelling is the symbol, "=" separates others; NFKC has already made m² into m2 and ㎥ into m3.
_UNITS: dict[Kind, str] = {
    Kind.MASS: "kg=千克=公斤 g=克 mg=毫克 t=吨",
    Kind.LENGTH: "km=公里=千米 m=米 dm=分米 cm=厘米=公分 mm=毫米 μm=微米=um nm=纳米",
    Kind.AREA: "m2=平方米 km2=平方公里 cm2=平方厘米 mm2=平方毫米 ha=公顷 mu=亩",
    Kind.VOLUME: "L=升 mL=毫升=ml m3=立方米 cm3=立方厘米",
    Kind.SPEED: "km/h=公里/小时=千米每小时=公里每小时=千米/小时 m/s=米/秒=米每秒 m/min",
    Kind.ROTATION: "r/min=转每分=转/分=rpm",
    Kind.FLOW: "L/min=升/分钟=升每分 L/s m3/h=立方米/小时 m3/s L/h",
    Kind.TIME: (
        "s=秒=秒钟 ms=毫秒 μs=微秒 min=分钟 h=小时=个小时 d=天=日 工作日=个工作日 周=星期 季度=个季度 个月=月 "
        "年 周岁=岁"
    ),
    Kind.VOLTAGE: "V=伏=伏特 kV=千伏 mV=毫伏",
    Kind.CURRENT: "A=安=安培 mA=毫安 μA=微安 kA",
    Kind.POWER: "W=瓦 kW=千瓦 MW=兆瓦 VA kVA",
    Kind.ENERGY: "J=焦=焦耳 kJ=千焦 MJ=兆焦 Wh=W·h kWh=kW·h=千瓦时=度电",
    Kind.CHARGE: "Ah=A·h=安时 mAh=毫安时",
    Kind.RESISTANCE: "Ω=欧=欧姆 kΩ=千欧 MΩ=兆欧 mΩ=毫欧 GΩ",
    Kind.SOUND: "dB(A)=分贝(A) dB=分贝",
    Kind.TEMPERATURE: "℃=°C=摄氏度 K=开",
    Kind.ANGLE: "°=度 °/s rad=弧度",
    Kind.FREQUENCY: "Hz=赫=赫兹 kHz=千赫 MHz=兆赫 GHz=吉赫",
    Kind.PRESSURE: "Pa=帕 kPa=千帕 MPa=兆帕 GPa bar",
    Kind.FORCE: "N=牛=牛顿 kN=千牛 N·m kN/m2",
    Kind.LIGHT: "lx=勒克斯 cd=坎德拉 lm=流明 cd/m2",
    Kind.SHARE: "% ‰ ppm 个百分点",
    Kind.DATA: "字节=个字节=byte=bytes=Byte bit=比特 KB MB GB TB kbit/s Mbit/s=Mbps 字符=个字符 字=个字 bps",
    Kind.MONEY: "元=块钱=人民币元 万元 亿元 角",
    Kind.DENSITY: "mg/m3=毫克/立方米 mg/L=毫克/升 g/L g/m2 mg/kg=毫克/千克 μg/m3=微克/立方米 kg/m3 g/kg mg/cm2",
    Kind.THING: "个 台 套 辆 件 只 支 条 块 份 组 根 座 间 户 部 批 包 张 盏 具 台套 项 种 类 层 部分 辆次 "
    "瓶 笔 盒 袋 桶 罐",
    Kind.PERSON: "人 名 位代表 人次",
    Kind.OCCASION: "次 遍 回 轮",
    Kind.PLACE: "处 位",
    Kind.MULTIPLE: "倍",
    Kind.GRADE: "级 等级 挡 档",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: ``symbol`` is how we write it whichever way it was printed."""

    symbol: str
    kind: Kind


def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for kind, written in _UNITS.items():
        for spellings in written.split():
            symbol, *others = spellings.split("=")
            for spelling in (symbol, *others):
                table.setdefault(spelling, Unit(symbol, kind))
    return table


UNITS: dict[str, Unit] = _table()


def without_digits(unit: Unit) -> str:
    """The unit so that no digit of it can be taken for a number that is told: 平方米 for m2."""
    if not any(character.isdigit() for character in unit.symbol):
        return unit.symbol
    spellings = (spelling for spelling, known in UNITS.items() if known == unit)
    return next((one for one in spellings if not any(map(str.isdigit, one))), unit.symbol)


def _alternative(unit: str) -> str:
    """A Latin symbol must end there: 10min is no 10 m."""
    ends_in_latin = unit[-1].isascii() and unit[-1].isalnum()
    return re.escape(unit) + (r"(?![A-Za-z0-9])" if ends_in_latin else "")


UNIT_PATTERN = "(?:" + "|".join(_alternative(unit) for unit in sorted(UNITS, key=len, reverse=True)) + ")"
"""Matches one unit, the longest first."""

_COUNTING = frozenset({Kind.THING, Kind.PERSON, Kind.OCCASION, Kind.PLACE, Kind.MULTIPLE, Kind.GRADE})


def is_counting(kind: Kind) -> bool:
    """Whether the kind counts with a measure word rather than measures with a unit."""
    return kind in _COUNTING
