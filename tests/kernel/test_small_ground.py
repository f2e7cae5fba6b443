"""Time, cursors, money, files, refusals: the small pieces everything stands on."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from backend import cli, worker
from backend.kernel.clock import SettableClock
from backend.kernel.db import UtcTime
from backend.kernel.errors import Refusal, Sentence
from backend.kernel.files import FileStore
from backend.kernel.money import yuan
from backend.kernel.pagination import cut_page, decode_cursor, encode_cursor
from backend.kernel.ports import load_secret
from backend.kernel.settings import Settings

# Naive on purpose: the zone is put on by the test.
EARLIEST, LATEST = datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2200-01-01")
NAIVE = datetime.fromisoformat("2026-11-22")


@given(st.datetimes(min_value=EARLIEST, max_value=LATEST), st.integers(-12, 14))
def test_a_time_comes_back_as_the_same_moment(naive: datetime, hours: int) -> None:
    """To the microsecond, whatever zone it was written in."""
    moment = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    column, dialect = UtcTime(), sqlite.dialect()
    assert column.process_result_value(column.process_bind_param(moment, dialect), dialect) == moment


def test_a_naive_time_is_refused() -> None:
    """Nobody could say which moment it means."""
    with pytest.raises(ValueError, match="naive"):
        UtcTime().process_bind_param(NAIVE, sqlite.dialect())
    with pytest.raises(ValueError, match="aware"):
        SettableClock(NAIVE)


@given(
    st.lists(
        st.one_of(
            st.integers(-(2**53), 2**53), st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_cursor_comes_back(key: list[int | str]) -> None:
    """Encoding and decoding are inverse."""
    assert decode_cursor(encode_cursor(key), tuple(map(type, key))) == key


@pytest.mark.parametrize("cursor", ["x", "!!!!", "bm90IGpzb24", "W10", "W3siYSI6MX1d", "W251bGxd"])
def test_a_foreign_cursor_is_refused(cursor: str) -> None:
    """Never a 5xx for what somebody pasted."""
    with pytest.raises(Refusal) as refused:
        decode_cursor(cursor, 1)
    assert refused.value.code == "bad_cursor"


def test_a_page_knows_whether_there_is_more() -> None:
    """One row more than the limit is read to know."""
    assert cut_page([1, 2, 3], 2, lambda row: [row]) == ([1, 2], encode_cursor([2]))
    assert cut_page([1, 2], 2, lambda row: [row]) == ([1, 2], None)


def test_money_is_written_as_people_read_it() -> None:
    """Sign first, thousands apart, two decimals."""
    assert [yuan(0), yuan(123450), yuan(-5)] == ["¥0.00", "¥1,234.50", "-¥0.05"]


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    """The same bytes are stored once; a hash that is no hash finds nothing."""
    store = FileStore(tmp_path)
    digest = store.put(b"photo")
    assert store.put(b"photo") == digest
    assert store.get(digest) == b"photo"
    assert store.get("../../etc/passwd") is None
    assert store.get("0" * 64) is None


def test_a_refusal_speaks_both_languages_and_names_the_field() -> None:
    """Parameters fill the sentence and are sent along."""
    sentence = Sentence("test_refusal", 409, "{plate} 已登记", "{plate} is registered")
    assert Refusal(sentence, field="plate", plate="粤B12345").as_wire() == {
        "code": "test_refusal",
        "message": {"zh": "粤B12345 已登记", "en": "粤B12345 is registered"},
        "field": "plate",
        "details": {"plate": "粤B12345"},
    }
    with pytest.raises(ValueError, match="test_refusal"):
        Sentence("test_refusal", 400, "另一个", "another")


@pytest.mark.parametrize(("secret", "fits"), [("hunter2", False), ("x" * 31, False), ("x" * 32, True)])
def test_a_secret_that_can_be_guessed_is_refused_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], secret: str, fits: bool
) -> None:
    monkeypatch.setattr(worker, "configure_logs", lambda *_, **__: None)
    monkeypatch.setenv("PAIGONG_SECRET", secret)
    monkeypatch.setenv("PAIGONG_DATA_DIR", str(tmp_path))
    if fits:
        assert load_secret(Settings()) == secret.encode()
        return
    assert cli.main(["worker"]) == 2
    said = capsys.readouterr().err
    assert "至少 32 个字符" in said
    assert "at least 32 characters" in said
    assert secret not in said, "nobody finds it in a log"


@pytest.mark.parametrize(("name", "value"), [("PORT", "80000"), ("DEMO", "perhaps"), ("LOG_LEVEL", "LOUD")])
def test_a_setting_that_cannot_be_is_told_by_its_name_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv(f"PAIGONG_{name}", value)
    assert cli.main(["migrate"]) == 2
    zh, en = capsys.readouterr().err.splitlines()
    assert zh == f"PAIGONG_{name} 不能是 {value!r}。"
    assert en.startswith(f"PAIGONG_{name}: Input should be")


def test_how_a_level_of_the_log_is_written_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIGONG_LOG_LEVEL", "warning")
    assert Settings(_env_file=None).log_level == "WARNING"


def test_an_empty_secret_is_made_anew_and_then_stays(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch(mode=0o600)
    settings = Settings(data_dir=tmp_path, secret="")
    made = load_secret(settings)
    assert len(made) >= 32
    assert load_secret(settings) == made
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
