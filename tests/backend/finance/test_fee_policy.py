"""R17: in warranty free; out of warranty parts only, from the price list; a first installation is free."""

from hypothesis import given
from hypothesis import strategies as st

from backend.modules.finance.policies import (
    CONSUMABLE,
    FIRST_INSTALL,
    IN_WARRANTY,
    NOT_LISTED,
    Line,
    Price,
    Used,
    charge,
)

PRICES = {"ANT": Price(2500), "RELAY": Price(1800), "TIE": Price(5, consumable=True)}
KINDS = ("install", "repair", "removal", "transfer", "inspection")


def used(code: str = "ANT", quantity: int = 1, *, in_warranty: bool = False) -> Used:
    """One part in item 1."""
    return Used("item-1", code, quantity, in_warranty)


def test_R17_out_of_warranty_parts_cost_the_list_price() -> None:
    """Two antennas and a relay."""
    lines = charge("repair", [used(quantity=2), used("RELAY")], PRICES)
    assert lines == [
        Line("item-1", "part", "ANT", 2, 2500, 5000, None),
        Line("item-1", "part", "RELAY", 1, 1800, 1800, None),
    ]


def test_R17_in_warranty_is_free_and_shows_what_it_would_have_cost() -> None:
    """The customer sees the price and the reason."""
    assert charge("repair", [used(in_warranty=True)], PRICES) == [
        Line("item-1", "part", "ANT", 1, 2500, 0, IN_WARRANTY)
    ]


def test_R17_a_first_installation_is_free() -> None:
    """Whatever parts it took."""
    assert [one.free_reason for one in charge("install", [used(), used("RELAY")], PRICES)] == [FIRST_INSTALL] * 2


def test_R17_consumables_and_unlisted_parts_are_not_charged() -> None:
    """Cable ties cost nothing; a part without a price cannot be charged but stays visible."""
    lines = charge("repair", [used("TIE", 20), used("GHOST")], PRICES)
    assert [(one.amount_fen, one.free_reason) for one in lines] == [(0, CONSUMABLE), (0, NOT_LISTED)]


def test_R17_each_vehicle_has_its_own_warranty() -> None:
    """In a fleet one vehicle is covered and the next is not."""
    lines = charge("repair", [used(in_warranty=True), Used("item-2", "ANT", 1, False)], PRICES)
    assert [one.amount_fen for one in lines] == [0, 2500]


@given(
    kind=st.sampled_from(KINDS),
    parts=st.lists(
        st.builds(
            Used,
            item_id=st.just("item-1"),
            code=st.sampled_from([*PRICES, "GHOST"]),
            quantity=st.integers(0, 50),
            in_warranty=st.booleans(),
        )
    ),
)
def test_R17_a_line_is_charged_or_says_why_not(kind: str, parts: list[Used]) -> None:
    """No line is free without a reason, none is charged with one, and no labour appears by itself."""
    for line in charge(kind, parts, PRICES):
        assert line.kind == "part"
        assert line.quantity > 0
        if line.free_reason is None:
            assert line.amount_fen == line.unit_fen * line.quantity > 0
        else:
            assert line.amount_fen == 0
