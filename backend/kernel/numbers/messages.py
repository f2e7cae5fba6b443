"""The sentence for each code, for people, in Chinese and English."""

from collections.abc import Mapping
from types import MappingProxyType

from backend.kernel.numbers.checked import Message

MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "imei.empty": Message("请填写 IMEI。", "Enter the IMEI."),
        "imei.characters": Message("IMEI 只能是数字。", "An IMEI has digits only."),
        "imei.length": Message("IMEI 应为 15 位数字。", "An IMEI has 15 digits."),
        "imei.check_digit": Message(
            "IMEI 校验位不对，请核对标签。",
            "The IMEI's check digit is wrong; compare it with the label.",
        ),
        "imei.software_version": Message(
            "读到 16 位（IMEISV），已换算成 15 位 IMEI，请与标签核对。",
            "16 digits (IMEISV) were read and turned into the 15-digit IMEI; compare it with the label.",
        ),
        "imei.all_equal": Message(
            "这个 IMEI 全是同一个数字，可能是厂家未写号。",
            "All digits of this IMEI are equal; the maker may not have set it.",
        ),
        "iccid.empty": Message("请填写 ICCID（SIM 卡号）。", "Enter the ICCID (the number on the SIM card)."),
        "iccid.looks_like_imei": Message(
            "这像是 IMEI，不是 SIM 卡的 ICCID。",
            "This looks like an IMEI, not the ICCID of a SIM card.",
        ),
        "iccid.prefix": Message("ICCID 应以 8986 开头。", "An ICCID starts with 8986."),
        "iccid.length": Message("ICCID 应为 19 或 20 位。", "An ICCID has 19 or 20 places."),
        "iccid.characters": Message("ICCID 前 19 位只能是数字。", "The first 19 places of an ICCID are digits."),
        "iccid.check_digit": Message(
            "ICCID 最后一位与校验不符，请核对卡面。",
            "The last digit of the ICCID does not fit; compare it with the card.",
        ),
        "msisdn.empty": Message("请填写卡的号码。", "Enter the card's number."),
        "msisdn.characters": Message("卡的号码只能是数字。", "A card's number has digits only."),
        "msisdn.form": Message(
            "卡的号码应为 11 位，物联网卡为 13 位。",
            "A card's number has 11 digits, an IoT card's 13.",
        ),
        "msisdn.block": Message(
            "没见过这个号段，请核对运营商清单。",
            "This block of numbers is not known; compare it with the carrier's list.",
        ),
        "vin.empty": Message("请填写车架号。", "Enter the VIN."),
        "vin.length": Message("车架号应为 17 位。", "A VIN has 17 places."),
        "vin.characters": Message(
            "车架号只能是数字和字母，且没有 I、O、Q。",
            "A VIN has digits and letters, but never I, O or Q.",
        ),
        "vin.check_digit": Message(
            "车架号第 9 位校验不符，请与行驶证核对。",
            "The VIN's 9th place (check digit) does not fit; compare it with the vehicle licence.",
        ),
        "plate.empty": Message("请填写车牌号。", "Enter the plate."),
        "plate.province": Message("车牌应以省份简称开头，例如粤。", "A plate starts with a province, such as 粤."),
        "plate.length": Message("车牌应为 7 位，新能源为 8 位。", "A plate has 7 places, a new-energy plate 8."),
        "plate.letters": Message(
            "车牌序号里没有字母 I 和 O，是否为 1 和 0？",
            "A plate's serial has no I or O; is it 1 or 0?",
        ),
        "plate.form": Message("没有这种车牌，请核对。", "There is no such plate; please compare."),
        "plate.colour": Message(
            "这种车牌一般不是这个颜色，请核对。",
            "Plates of this kind do not usually have this colour; please compare.",
        ),
        "phone.empty": Message("请填写电话。", "Enter a phone number."),
        "phone.form": Message(
            "电话不对：手机 11 位，固定电话请带区号。",
            "Not a phone number: a mobile has 11 digits, a landline its area code.",
        ),
        "phone.block": Message("没见过这个号段，请核对。", "This block of numbers is not known; please compare."),
        "tax.empty": Message("请填写统一社会信用代码。", "Enter the company's unified credit code."),
        "tax.length": Message("统一社会信用代码应为 18 位。", "The unified credit code has 18 places."),
        "tax.characters": Message(
            "统一社会信用代码里有不该有的字符。",
            "The unified credit code has a character that cannot be.",
        ),
        "tax.check_digit": Message("统一社会信用代码校验位不对。", "The unified credit code's check digit is wrong."),
        "tax.old": Message(
            "这是旧的 15 位税号，请换成 18 位。",
            "This is an old 15-digit tax number; ask for the one of 18 places.",
        ),
    }
)


def message(code: str) -> Message:
    """The sentence for a code of this package; raises KeyError for a code that it never gives."""
    return MESSAGES[code]
