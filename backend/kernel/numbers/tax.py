"""统一社会信用代码, which is also the tax number of a company (GB 32100)."""

from stdnum.cn import uscc

from backend.kernel.numbers.checked import Checked, is_digits, tidy


def normalise(text: str) -> str:
    """Upper case, half width, no separators."""
    return tidy(text)


def check_tax_number(text: str) -> Checked:
    """Check a company's code of 18 places; the old 15-digit tax numbers still on paper only warn."""
    value = normalise(text)
    if not value:
        return Checked(value=value, raw=text, error="tax.empty")
    if len(value) == 15 and value.isascii() and value.isalnum():
        return Checked(value=value, raw=text, warnings=("tax.old",))
    if len(value) != 18:
        return Checked(value=value, raw=text, error="tax.length")
    if not value.isascii() or not is_digits(value[2:8]):
        return Checked(value=value, raw=text, error="tax.characters")
    return Checked(value=value, raw=text, error=None if uscc.is_valid(value) else "tax.check_digit")
