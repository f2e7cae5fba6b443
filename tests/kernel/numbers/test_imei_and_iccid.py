"""IMEI and ICCID: the fixtures pass, one changed digit is caught, doubtful cards are asked about, not refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.numbers import check_iccid, check_imei, one_digit_away
from backend.kernel.numbers.iccid import normalise as normalise_iccid

IMEIS = ["008601230000017", "008601230000025", "008601230000033"]
ICCIDS = [
    "89860426192300000017",
    "89860626192300000015",
    "89861126192300000018",
    "89861526192300000014",
]
OPERATORS = {
    "898604": "cmcc",
    "898606": "cucc",
    "898611": "ctcc",
    "898615": "cbn",
    "8986": "unknown",
}

change = st.tuples(st.integers(0, 14), st.integers(1, 9))


@pytest.mark.parametrize("imei", IMEIS)
def test_R10_imei_fixtures_pass(imei: str) -> None:
    checked = check_imei(imei)
    assert checked.ok
    assert (checked.value, checked.warnings, checked.reporting_body) == (imei, (), "TEST")


@given(st.sampled_from(IMEIS), change)
def test_R10_one_changed_digit_of_an_imei_is_caught_and_the_right_one_proposed(
    imei: str, changed: tuple[int, int]
) -> None:
    place, step = changed
    wrong = imei[:place] + str((int(imei[place]) + step) % 10) + imei[place + 1 :]
    checked = check_imei(wrong, known={imei})
    assert checked.error == "imei.check_digit"
    assert checked.suggestion == imei


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "imei.empty"),
        ("   ", "imei.empty"),
        ("00860123000001", "imei.length"),
        ("0086012300000177777", "imei.length"),
        ("00860123000001A", "imei.characters"),
        ("00860123000001²", "imei.check_digit"),  # a superscript is a 2 after folding
        ("٠٠٨٦٠١٢٣٠٠٠٠٠١٧", "imei.characters"),
    ],
)
def test_what_cannot_be_an_imei(text: str, error: str) -> None:
    checked = check_imei(text)
    assert checked.error == error
    assert checked.raw == text


def test_an_imei_is_read_however_it_is_written() -> None:
    assert check_imei(" IMEI:00-860123-000001-7 ").value == IMEIS[0]
    assert check_imei("００８６０１２３００００１７"[:8] + "0000017").value == IMEIS[0]


def test_imeisv_is_taken_as_the_imei_inside() -> None:
    checked = check_imei("0086012300000178")
    assert (checked.value, checked.warnings) == (IMEIS[0], ("imei.software_version",))


def test_missing_check_digit_is_proposed() -> None:
    assert check_imei(IMEIS[1][:14]).suggestion == IMEIS[1]


def test_all_equal_imei_is_a_warning() -> None:
    assert check_imei("0" * 15).warnings == ("imei.all_equal",)


@pytest.mark.parametrize("iccid", ICCIDS)
def test_R10_iccid_fixtures_pass_and_the_operator_is_proposed(iccid: str) -> None:
    checked = check_iccid(iccid, OPERATORS)
    assert checked.ok
    assert checked.warnings == ()
    assert checked.key == iccid[:19]
    assert checked.operator == OPERATORS[iccid[:6]]


@given(st.sampled_from(ICCIDS), st.integers(6, 19), st.integers(1, 9))
def test_R10_one_changed_digit_of_an_iccid_is_asked_about(iccid: str, place: int, step: int) -> None:
    wrong = iccid[:place] + str((int(iccid[place]) + step) % 10) + iccid[place + 1 :]
    checked = check_iccid(wrong, known={iccid[:19]})
    assert checked.ok
    assert checked.warnings == ("iccid.check_digit",)
    assert checked.suggestion == (iccid[:19] if place < 19 else None)


@pytest.mark.parametrize(
    ("text", "value", "warnings"),
    [
        ("8986 0262 1915 0703 4404", "89860262191507034404", ()),
        ("89860-62020-00298-75009", "89860620200029875009", ()),
        ("89860070310112094320", "89860070310112094320", ()),
        (
            "89860617030017300390",
            "89860617030017300390",
            ("iccid.check_digit",),
        ),  # a vendor's own sample
        ("8986111825500042992", "8986111825500042992", ()),  # 19 digits: no check
        ("8986042619230000001H", "8986042619230000001H", ()),  # maker's letter
        ("8986042619230000001F", "8986042619230000001", ()),  # padding
        ("iccid:89860426192300000017", "89860426192300000017", ()),
        ("98684062913200000071", "89860426192300000017", ()),  # nibbles swapped
    ],
)
def test_cards_as_they_are_printed(text: str, value: str, warnings: tuple[str, ...]) -> None:
    checked = check_iccid(text)
    assert (checked.ok, checked.value, checked.warnings) == (True, value, warnings)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("008601230000017", "iccid.looks_like_imei"),
        ("89014103211118510720", "iccid.prefix"),
        ("898604261923000000", "iccid.length"),
        ("898604261923000000177", "iccid.length"),
        ("89860426A92300000017", "iccid.characters"),
        ("8986042619230000001卡", "iccid.characters"),
        ("", "iccid.empty"),
    ],
)
def test_what_cannot_be_an_iccid(text: str, error: str) -> None:
    assert check_iccid(text).error == error


@given(st.sampled_from(ICCIDS))
def test_swapping_nibbles_twice_is_the_number_itself(iccid: str) -> None:
    swapped = "".join(iccid[i + 1] + iccid[i] for i in range(0, 20, 2))
    assert normalise_iccid(swapped) == normalise_iccid(iccid) == iccid


def test_two_neighbours_are_no_suggestion() -> None:
    assert one_digit_away("1000", {"1001", "1002"}) is None
    assert one_digit_away("1000", ["1001", "2222", "1001"]) == "1001"
    assert one_digit_away("1000", ["10001", "1000"]) is None


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    for checked in (check_imei(text), check_iccid(text, OPERATORS)):
        assert checked.raw == text
        assert checked.ok == (checked.error is None)
