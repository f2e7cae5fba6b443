"""Numbers that pass every check and belong to nobody we know."""

from datetime import date
from random import Random

from stdnum import luhn
from stdnum.cn import uscc

from backend.kernel.numbers.vin import keeps_check_digit

_SERIAL = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_MODEL_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"  # 2010 is A
_MOBILE_STARTS = ("135", "136", "137", "138", "139", "150", "151", "158", "159", "186", "187", "188", "189")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

IOT_STARTS = {"cmcc": "14800", "cucc": "14600", "ctcc": "14100"}


def make_imei(tac: str, serial: int) -> str:
    """An IMEI of 8 digits type, 6 digits serial (0-999999) and its check digit."""
    body = f"{tac}{serial:06d}"
    if len(body) != 14:
        raise ValueError(f"no room for {serial} behind {tac}")
    return body + str(luhn.calc_check_digit(body))


def make_iccid(prefix: str, serial: int) -> str:
    """An ICCID of 20 places: prefix, serial filled with zeros to 19 places, check digit."""
    room = 19 - len(prefix)
    body = prefix + str(serial).zfill(room)
    if len(body) != 19:
        raise ValueError(f"no room for {serial} behind {prefix}")
    return body + str(luhn.calc_check_digit(body))


def make_msisdn(operator: str, serial: int) -> str:
    """A card's number of 13 digits (serial below 10^8); empty for an operator without a known IoT block."""
    start = IOT_STARTS.get(operator)
    return f"{start}{serial:08d}" if start else ""


def make_vin(rng: Random, wmi: str, year: int, serial: int) -> str:
    """A VIN with its check digit; `year` 2010-2039, serial below a million."""
    about = "".join(rng.choice(_VIN_SIGNS) for _ in range(5))
    open_vin = f"{wmi}{about}0{_MODEL_YEARS[year - 2010]}{rng.choice('ABCDEFGHJK123')}{serial:06d}"
    meant = (open_vin[:8] + digit + open_vin[9:] for digit in "0123456789X")
    return next(vin for vin in meant if keeps_check_digit(vin))


def make_plate(rng: Random, kind: str, city: str = "粤B") -> str:
    """A plate of a kind: blue, yellow, trailer, training, green, yellow_green."""
    digits = "".join(rng.choice("0123456789") for _ in range(5))
    if kind == "green":
        second = rng.choice(_SERIAL + digits)
        return city + rng.choice("DDDDFAB") + second + digits[1:]
    if kind == "yellow_green":
        return city + digits + rng.choice("DDF")
    if kind in ("trailer", "training"):
        body = digits[:4] if rng.random() < 0.5 else rng.choice(_SERIAL) + digits[:3]
        return city + body + {"trailer": "挂", "training": "学"}[kind]
    # Letters stand at the front, at the end or in the middle, at most two of them.
    places = set(rng.choice(((), (0,), (0, 1), (4,), (0, 4), (2,))))
    return city + "".join(rng.choice(_SERIAL) if at in places else sign for at, sign in enumerate(digits))


def make_mobile(rng: Random) -> str:
    """A mobile number that passes the check. The demo never dials or sends."""
    return rng.choice(_MOBILE_STARTS) + f"{rng.randrange(10**8):08d}"


def make_landline(rng: Random, area_code: str) -> str:
    """A landline of eight digits with its area code."""
    return f"{area_code}{rng.choice('2368')}{rng.randrange(10**7):07d}"


def make_tax_number(rng: Random, region: str) -> str:
    """A 统一社会信用代码 of a company registered in a region (6 digits), with both check digits."""
    organisation = "MA5" + "".join(rng.choice(_USCC_SIGNS) for _ in range(5))
    worth = sum(int(sign, 36) * weight for sign, weight in zip(organisation, _ORGANISATION_WEIGHTS, strict=True))
    inner = "0123456789X0"[11 - worth % 11]
    body = f"91{region}{organisation}{inner}"
    return body + str(uscc.calc_check_digit(body))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
