"""What comes from data has an English name, and no Chinese in it."""

from sqlalchemy import text

from backend.demo import facts
from backend.wiring import PHONE_COMMANDS
from tests.browser.conftest import ROOT, Stage
from tests.browser.english import HAN


def test_every_code_of_the_trade_has_an_english_name(stage: Stage) -> None:
    """Faults with causes, checks, remedies and parts, and whatever else the company has named in Chinese."""
    pairs = {
        "fault_codes": ("symptom", "causes", "checks", "remedies", "parts"),
        **dict.fromkeys(
            (
                "approval_rules",
                "centres",
                "job_families",
                "photo_codes",
                "products",
                "removal_reasons",
                "skills",
                "sla_policies",
            ),
            ("name",),
        ),
    }
    missing = []
    with stage.house.units.read() as work:
        for table, stems in pairs.items():
            for stem in stems:
                rows = work.session.execute(text(f"SELECT {stem}_zh, {stem}_en FROM {table}")).all()
                assert rows, table
                missing += [f"{table}.{stem}: {zh}" for zh, en in rows if zh and (not en or HAN.search(en))]
    assert missing == []


def test_every_kind_of_vehicle_of_the_trade_is_a_usual_word() -> None:
    """Kinds are typed and imported freely; those of the trade are known to the faces."""
    known = (ROOT / "pwa" / "src" / "shared" / "format" / "usual.ts").read_text(encoding="utf-8")
    kinds = [row["zh"] for row in facts.rows("vehicle_types")]
    assert [kind for kind in kinds if f"{kind}: '" not in known and f"'{kind}': '" not in known] == []


def test_every_command_of_the_phone_has_words() -> None:
    """Who looks into a rescue file reads what was done, in both languages."""
    words = (ROOT / "pwa" / "src" / "shared" / "rescue" / "messages.ts").read_text(encoding="utf-8")
    assert [one.kind for one in PHONE_COMMANDS if words.count(f"'{one.kind}'") != 3] == []
