"""The customer's page over HTTP: in words, in both languages, no more than this order, a rating once, a complaint (R28)."""

from collections.abc import Callable

import pytest
from sqlmodel import SQLModel, select, text

from backend.kernel.clock import SettableClock
from backend.modules.complaints.models import Complaint
from backend.modules.followups import public as followups
from backend.modules.tracking.models import RatingRow
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import SHENZHEN
from tests.backend.visit_story import Sent, Story

SignIn = Callable[..., AsgiClient]
MAN_PHONE, CUSTOMER_PHONE = "13900139000", "13800138000"


@pytest.fixture
def story(house: House) -> Story:
    """The usual cast."""
    with house.units.write() as work:
        followups.load_scripts(work)
    return Story.begin(house)


def path_of(story: Story, client: SignIn, sent: Sent) -> str:
    """The page's address as the agent reads it out."""
    story.house.courier.run_until_idle()
    url = client("agent").get(f"/api/orders/{sent.order_id}/tracking-link").json()["url"]
    return str(url).removeprefix(story.house.settings.base_url)


@pytest.mark.one_database
@pytest.mark.parametrize(("lang", "words"), [("zh", "这个链接打不开"), ("en", "This link does not work")])
def test_R28_a_link_that_is_none_says_so_in_words(stranger: AsgiClient, lang: str, words: str) -> None:
    """Made up, cut off, with an end that does not belong to it."""
    for token in ("A" * 22, "x", "😀", "%00", "a" * 3000, "..%2f..", "%ff", "A" * 22 + "/"):
        answer = stranger.get(f"/t/{token}?lang={lang}")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert words in answer.text
        assert "{" not in answer.text.split("</style>")[1]


@pytest.mark.one_database
def test_R28_nothing_can_be_sent_through_a_link_that_is_none(house: House, stranger: AsgiClient) -> None:
    assert stranger.post("/t/" + "A" * 22 + "/rating", data={"score": "5"}).status_code == 404
    assert stranger.post("/t/" + "A" * 22 + "/complaint", data={"text": "太慢"}).status_code == 404
    with house.units.read() as work:
        assert work.session.exec(select(RatingRow)).all() == []
        assert work.session.exec(select(Complaint)).all() == []


@pytest.mark.one_database
def test_R28_the_page_speaks_the_readers_language(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    """Asked for, else as the browser says, else Chinese."""
    path = path_of(story, client, story.send(story.vehicle()))
    zh, en = stranger.get(f"{path}?lang=zh"), stranger.get(f"{path}?lang=en")
    assert '<html lang="zh-CN">' in zh.text
    assert "苏师傅会来，" in zh.text
    assert '<html lang="en">' in en.text
    assert "will come" in en.text
    assert stranger.get(path, headers={"accept-language": "en-GB,en;q=0.9"}).text == en.text
    assert stranger.get(path, headers={"accept-language": "fr"}).text == zh.text
    assert stranger.get(f"{path}?lang=xx").text == zh.text
    assert SHENZHEN.name_zh in zh.text
    assert str(SHENZHEN.name_en) in en.text


def test_R28_the_technicians_number_is_there_before_and_gone_after_the_work(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    sent = story.send(story.vehicle(), technician_id=story.technician_id)
    path = path_of(story, client, sent)
    before = stranger.get(path).text
    assert f"tel:{MAN_PHONE}" in before
    story.works(sent, remedy="插紧")
    assert MAN_PHONE in stranger.get(path).text
    story.does(sent, "fees.confirm", total_fen=0)
    story.leaves(sent)
    after = stranger.get(path).text
    assert MAN_PHONE not in after
    assert f"tel:{SHENZHEN.phone}" in after
    assert CUSTOMER_PHONE not in before + after


@pytest.mark.one_database
def test_R28_no_other_orders_data_is_on_it(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    """Neither its number nor its plate, though it is the same customer's and the same technician's."""
    first, second = story.send(story.vehicle()), story.send(story.vehicle())
    page = stranger.get(path_of(story, client, first)).text
    agent = client("agent")
    own, other = (agent.get(f"/api/orders/{one.order_id}").json() for one in (first, second))
    own_plate, other_plate = (one["items"][0]["vehicle"]["plate"] for one in (own, other))
    assert own["no"] in page
    assert own_plate[2:] in page
    assert other["no"] not in page
    assert other_plate[2:] not in page


def test_R28_the_token_stands_in_no_table(story: Story, client: SignIn, house: House) -> None:
    """Not in the links, the facts, the texts, or anywhere else."""
    token = path_of(story, client, story.free_repair()).removeprefix("/t/")
    with house.units.read() as work:
        told = [
            str(tuple(row))
            for table in SQLModel.metadata.sorted_tables
            for row in work.session.execute(text(f"SELECT * FROM {table.name}")).all()
        ]
    assert len(told) > 50
    assert not [row for row in told if token in row]


@pytest.mark.one_database
def test_R28_rating_before_the_work_is_done_is_refused(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    path = path_of(story, client, story.send(story.vehicle()))
    answer = stranger.post(f"{path}/rating", data={"score": "5", "lang": "zh"})
    assert answer.status_code == 409
    assert "完工以后再评分吧。" in answer.text


def test_R28_the_customer_rates_once(story: Story, client: SignIn, stranger: AsgiClient, house: House) -> None:
    sent = story.free_repair()
    path = path_of(story, client, sent)
    assert 'name="score"' in stranger.get(path).text
    taken = stranger.post(
        f"{path}/rating", data={"score": "4", "comment": " 很准时 ", "lang": "en"}, follow_redirects=False
    )
    assert (taken.status_code, taken.headers["location"]) == (303, f"{path}?lang=en")
    assert "no-store" in taken.headers["cache-control"]
    again = stranger.post(f"{path}/rating", data={"score": "1", "lang": "en"})
    assert again.status_code == 409
    assert "You have already rated this." in again.text
    with house.units.read() as work:
        row = work.session.exec(select(RatingRow)).one()
    assert (row.score, row.comment, row.technician_id) == (4, "很准时", sent.technician_id)
    shown = stranger.get(f"{path}?lang=en").text
    assert "You gave 4 of 5" in shown
    assert 'name="score"' not in shown


@pytest.mark.one_database
def test_R28_a_rating_that_is_none_is_refused_in_words(
    story: Story, client: SignIn, stranger: AsgiClient, house: House
) -> None:
    path = path_of(story, client, story.free_repair())
    for score in ("", "0", "6", "-1", "5.0", "五", "99999999999999999999", "NaN", "\x00"):
        answer = stranger.post(f"{path}/rating", data={"score": score, "lang": "zh"})
        assert answer.status_code == 422, score
        assert "请选 1 到 5 分。" in answer.text
    with house.units.read() as work:
        assert work.session.exec(select(RatingRow)).all() == []


def test_R28_a_complaint_from_the_page_is_opened_once_and_told_its_number(
    story: Story, client: SignIn, stranger: AsgiClient, house: House
) -> None:
    sent = story.free_repair()
    path = path_of(story, client, sent)
    assert "请写一句哪里不满意。" in stranger.post(f"{path}/complaint", data={"text": "  "}).text
    answer = stranger.post(f"{path}/complaint", data={"text": "<b>没修好</b>", "lang": "zh"})
    with house.units.read() as work:
        opened = work.session.exec(select(Complaint)).one()
    assert (opened.order_id, opened.source, opened.text) == (sent.order_id, "tracking", "<b>没修好</b>")
    assert f"投诉号 {opened.no}" in answer.text
    seen = client("complaint_handler").get("/api/complaints").json()["items"]
    assert [one["no"] for one in seen] == [opened.no]


@pytest.mark.one_database
def test_R28_what_people_write_stays_text(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    """Neither a link's own parameter nor a form can put markup on the page."""
    path = path_of(story, client, story.free_repair())
    page = stranger.get(f"{path}?sent=<script>x</script>")
    assert "<script>" not in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


@pytest.mark.one_database
@pytest.mark.parametrize("what", ["rating", "complaint"])
def test_forms_that_make_no_sense_are_never_a_fault_of_ours(
    story: Story, client: SignIn, stranger: AsgiClient, what: str
) -> None:
    """Zero bytes, megabytes, no form at all."""
    path = path_of(story, client, story.free_repair())
    form = {"content-type": "application/x-www-form-urlencoded"}
    for content in (
        b"",
        b"score=5&comment=%00",
        b"text=%00%ff",
        b"\xff\xfe",
        b"score=1&score=2",
        b"text=" + b"x" * 500_000,
    ):
        assert stranger.post(f"{path}/{what}", content=content, headers=form).status_code < 500
    assert (
        stranger.post(f"{path}/{what}", content=b"{}", headers={"content-type": "multipart/form-data"}).status_code
        < 500
    )
    assert stranger.post(f"{path}/{what}", json={"score": 5}).status_code < 500


def test_R28_the_page_ends_some_time_after_the_order(
    story: Story, client: SignIn, stranger: AsgiClient, clock: SettableClock
) -> None:
    path = path_of(story, client, story.free_repair())
    clock.advance(days=181)
    assert stranger.get(path).status_code == 404
    assert stranger.post(f"{path}/rating", data={"score": "5"}).status_code == 404
