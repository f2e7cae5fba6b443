"""R17 on the server: fees are worked out from what was recorded, whatever the phone says."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from backend.kernel.errors import Refusal
from backend.modules.finance import repository
from backend.modules.finance.models import Entry, FeeSheet
from backend.modules.inventory import public as inventory
from tests.backend.conftest import NOW
from tests.backend.visit_story import Sent, Story


def refused(story: Story, sent: Sent, kind: str, **payload: Any) -> Refusal:
    """The refusal of a command."""
    with pytest.raises(Refusal) as caught:
        story.does(sent, kind, **payload)
    return caught.value


def balances(story: Story) -> dict[str, int]:
    """Accounts that hold something."""
    with story.house.units.read() as work:
        return {code: fen for code, fen in repository.balances(work.session, None).items() if fen}


def test_R17_parts_out_of_warranty_are_charged_and_booked(story: Story) -> None:
    """Two antennas at 25.00: the customer owes 50.00."""
    sent, total = story.paid_repair({"ANT-GNSS": 2, "TIE": 5})
    assert total == 5000
    assert balances(story) == {"receivable": 5000, "revenue": -5000}
    with story.house.units.read() as work:
        sheet = repository.current_sheet(work.session, sent.visit_id)
        assert sheet is not None
        lines = repository.lines_of(work.session, sheet.id)
    assert [(one.code, one.amount_fen, one.free_reason) for one in lines] == [
        ("ANT-GNSS", 5000, None),
        ("TIE", 0, "consumable"),
    ]


@pytest.mark.one_database
def test_R17_the_last_day_of_warranty_is_still_free_and_the_day_after_is_not(story: Story) -> None:
    """By the centre's local day."""
    last_day = story.send(story.vehicle(NOW))
    story.works(last_day, parts={"ANT-GNSS": 1})
    story.does(last_day, "fees.confirm", total_fen=0)
    day_after = story.send(story.vehicle(NOW - timedelta(days=1)))
    story.works(day_after, parts={"ANT-GNSS": 1})
    assert refused(story, day_after, "fees.confirm", total_fen=0).code == "fees_differ"
    assert balances(story) == {}


@pytest.mark.one_database
def test_R17_a_terminal_swapped_out_of_warranty_costs_its_list_price(story: Story) -> None:
    """The new one's own fresh warranty says nothing about the old one."""
    sent = story.send(story.vehicle(NOW - timedelta(days=10)))
    new = story.new_terminal()
    story.works(sent, act="swap_device", new_device_no=new, old_device_end="factory")
    with story.house.units.read() as work:
        installed = inventory.installed_in(work, sent.vehicle_ids)[sent.vehicle_ids[0]]
        assert installed.device.warranty_end is not None
        assert installed.device.warranty_end > NOW.date()
    story.does(sent, "fees.confirm", total_fen=48000)
    assert balances(story)["receivable"] == 48000


@pytest.mark.one_database
def test_R17_a_terminal_swapped_in_warranty_is_free(story: Story) -> None:
    """The usual case."""
    sent = story.send(story.vehicle(NOW + timedelta(days=100)))
    story.works(sent, act="swap_device", new_device_no=story.new_terminal(), old_device_end="factory")
    story.does(sent, "fees.confirm", total_fen=0)
    assert balances(story) == {}


@pytest.mark.one_database
def test_R17_a_first_installation_is_free(story: Story) -> None:
    """With whatever parts."""
    sent = story.send(story.vehicle(installed=False), kind="install")
    story.works(sent, act="install", new_device_no=story.new_terminal(), parts={"RELAY": 1})
    story.does(sent, "fees.confirm", total_fen=0)
    assert balances(story) == {}


@pytest.mark.one_database
def test_R17_where_nobody_knows_the_terminal_the_agents_word_counts(story: Story) -> None:
    """The agent noted on the phone that it is in warranty."""
    sent = story.send(story.vehicle(installed=False), in_warranty=True)
    story.works(sent, parts={"ANT-GNSS": 1})
    story.does(sent, "fees.confirm", total_fen=0)


@pytest.mark.one_database
def test_R17_a_different_total_is_refused_with_both(story: Story) -> None:
    """Nothing is booked; the phone is told what the office has, line by line."""
    sent = story.send(story.vehicle(NOW - timedelta(days=10)))
    story.works(sent, parts={"ANT-GNSS": 2})
    no = refused(story, sent, "fees.confirm", total_fen=4000)
    assert no.code == "fees_differ"
    assert (no.params["phone_fen"], no.params["server_fen"]) == (4000, 5000)
    assert [line["code"] for line in no.params["lines"]] == ["ANT-GNSS"]
    assert "¥40.00" in no.as_wire()["message"]["zh"]
    assert "¥50.00" in no.as_wire()["message"]["en"]
    assert balances(story) == {}
    assert story.does(sent, "fees.confirm", total_fen=5000) == {"total_fen": 5000}


@pytest.mark.one_database
def test_R15_fees_wait_for_the_last_vehicle(story: Story) -> None:
    """A vehicle that is still open may still cost something."""
    sent = story.send(story.vehicle(NOW), story.vehicle(NOW))
    story.arrives(sent)
    assert refused(story, sent, "fees.confirm", total_fen=0).code == "fees_not_ready"


def test_R17_confirming_twice_changes_nothing(story: Story) -> None:
    """The phone may send it again under another id."""
    sent, total = story.paid_repair()
    story.does(sent, "fees.confirm", total_fen=total)
    with story.house.units.read() as work:
        assert len(work.session.exec(select(FeeSheet)).all()) == 1
        assert len(work.session.exec(select(Entry)).all()) == 1


def test_R19_other_fees_than_before_reverse_the_first_entry(story: Story) -> None:
    """The price list changed in between: the old sheet is superseded, its entry reversed, nothing edited."""
    sent, _ = story.paid_repair()
    from backend.modules.inventory.models import ProductRow

    with story.house.units.write() as work:
        work.session.get_one(ProductRow, "ANT-GNSS").price_fen = 3000
    story.does(sent, "fees.confirm", total_fen=6000)
    assert balances(story) == {"receivable": 6000, "revenue": -6000}
    with story.house.units.read() as work:
        kinds = [one.kind for one in work.session.exec(select(Entry).order_by(col(Entry.id))).all()]
    assert kinds == ["fees", "reversal", "fees"]


@pytest.mark.one_database
def test_fees_of_another_technicians_visit_are_refused(story: Story) -> None:
    """403, as for every other command."""
    sent, total = story.paid_repair()
    stranger = story.add_technician("何俊")
    with pytest.raises(Refusal) as caught:
        story.phone(stranger, "fees.confirm", visit_id=sent.visit_id, total_fen=total)
    assert caught.value.sentence.status == 403
