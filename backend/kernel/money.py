"""Money is an integer number of fen (1/100 yuan); it becomes text only at the edge."""


def yuan(fen: int) -> str:
    """Fen as people read it: 123450 -> '¥1,234.50', negative with the sign first."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}¥{whole:,}.{part:02d}"
