"""A signature by the private link (R37): the phone asks, the customer signs or declines, each once, over HTTP."""

import base64
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader
from sqlmodel import select

from backend.kernel.clock import SettableClock
from backend.kernel.jobs import run_due
from backend.modules.notifications.models import MessageRow
from backend.modules.notifications.public import load_templates
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.asked.signatures import reminder_time
from backend.wiring import JOBS, House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW
from tests.backend.visit_story import OFFICE, Sent, Story

SignIn = Callable[..., AsgiClient]
DRAWN = "data:image/png;base64,"


@pytest.fixture
def story(house: House) -> Story:
    """The usual cast."""
    with house.units.write() as work:
        load_templates(work, {"sign_reminder": ("请签字：{link}", "Please sign: {link}")})
    return Story.begin(house)


def drawing(ink: bool = True, size: tuple[int, int] = (320, 180)) -> str:
    """What the pad sends: a stroke on white paper, or the paper alone."""
    sheet = Image.new("RGB", size, "white")
    if ink:
        ImageDraw.Draw(sheet).line((20, 150, 120, 30, 300, 140), fill="#14171f", width=5)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return DRAWN + base64.b64encode(out.getvalue()).decode()


def asked(story: Story, *, completed: bool = True) -> Sent:
    """A repair whose customer is away and is asked by his link."""
    sent = story.send(story.vehicle(NOW + timedelta(days=100)))
    story.works(sent, remedy="插紧天线")
    story.does(sent, "fees.confirm", total_fen=0)
    story.does(sent, "visit.sign", by_link=True, signer="王司机")
    if completed:
        story.does(sent, "visit.complete")
    story.house.courier.run_until_idle()
    return sent


def path_of(story: Story, client: SignIn, sent: Sent) -> str:
    """The page's address as the agent reads it out."""
    url = client("agent").get(f"/api/orders/{sent.order_id}/tracking-link").json()["url"]
    return str(url).removeprefix(story.house.settings.base_url)


def signature(sent: Sent, **more: str) -> dict[str, str]:
    """What the form sends."""
    return {"visit": sent.visit_id, "name": "李 队长", "lang": "zh", "drawing": drawing(), **more}


def visit_of(story: Story, sent: Sent) -> work_orders.VisitView:
    """The visit as it stands."""
    with story.house.units.read() as work:
        return work_orders.visit(work, sent.visit_id)


def facts(story: Story, client: SignIn, sent: Sent) -> list[str]:
    """What the trail says of the order, in Chinese."""
    rows = client("manager").get("/api/audit", params={"subject": f"order:{sent.order_id}", "limit": 100}).json()
    return [one["zh"] for one in rows["items"]]


def test_R37_asked_on_the_phone_completed_without_and_signed_by_the_link(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    sent = asked(story)
    assert story.order(sent).state == "completed"  # the request is the reason for no signature (R15)
    assert visit_of(story, sent).signature_sha is None
    path = path_of(story, client, sent)
    page = stranger.get(path)
    assert "请您核对签字" in page.text
    assert "检修好了" in page.text
    assert 'name="name" value="王司机"' in page.text, "who was asked on site, else the order's contact"
    assert "sha256-" in page.headers["content-security-policy"]
    assert stranger.post(f"{path}/signature", data=signature(sent)).status_code == 200
    signed = visit_of(story, sent)
    assert signed.signer == "李 队长"
    assert signed.no_signature_reason == ""
    with story.house.units.read() as work:
        last = work_orders.evidence_of_visits(work, [sent.visit_id])[-1]
    assert (last.kind, last.chained_by, last.sha256, last.finding) == ("signature", "link", signed.signature_sha, "")
    shown = client("dispatcher").get(f"/api/files/{signed.signature_sha}")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert any("李 队长 用链接签了字" in one for one in facts(story, client, sent))
    after = stranger.get(f"{path}?sent=signed").text
    assert "您签好了" in after
    assert 'id="pad"' not in after


@pytest.mark.one_database
def test_R37_the_evidence_says_that_the_signature_came_by_the_link(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    sent = asked(story)
    path = path_of(story, client, sent)
    stranger.post(f"{path}/signature", data=signature(sent))
    told = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(stranger.get(f"{path}/evidence.pdf").content)).pages
    )
    assert "客户通过专属链接签" in "".join(told.split())


@pytest.mark.one_database
def test_R37_the_link_signs_at_most_once(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    sent = asked(story)
    path = path_of(story, client, sent)
    assert stranger.post(f"{path}/signature", data=signature(sent)).status_code == 200
    first = visit_of(story, sent)
    again = stranger.post(f"{path}/signature", data=signature(sent, name="别人"))
    assert (again.status_code, "已经签好了" in again.text) == (409, True)
    assert stranger.post(f"{path}/signature/decline", data={**signature(sent), "reason": "算了"}).status_code == 409
    assert visit_of(story, sent) == first


@pytest.mark.one_database
def test_R37_a_typed_name_stands_for_the_signature_when_the_customer_says_so(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    """The way of the keyboard, and of a browser without scripts."""
    sent = asked(story)
    path = path_of(story, client, sent)
    typed = signature(sent, drawing="", lang="en")
    refused = stranger.post(f"{path}/signature", data=typed)
    assert (refused.status_code, "tick that your name" in refused.text) == (422, True)
    assert stranger.post(f"{path}/signature", data={**typed, "confirm": "1"}).status_code == 200
    sha = visit_of(story, sent).signature_sha
    assert sha is not None
    kept = story.house.files.get(sha)
    assert kept is not None
    assert min(Image.open(io.BytesIO(kept)).convert("L").tobytes()) < 60  # the name stands there in ink


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        ({"name": "  "}, 422, "姓名"),
        ({"drawing": drawing(ink=False)}, 422, "请先在框里签字"),
        ({"drawing": DRAWN + "AAAA"}, 422, "没有传完整"),
        ({"drawing": DRAWN + "!!!"}, 422, "没有传完整"),
        ({"drawing": "data:text/html;base64,PGI+"}, 422, "没有传完整"),
        ({"drawing": DRAWN + "A" * 600_000}, 422, "没有传完整"),
        ({"visit": "no-such-visit"}, 409, "没有要签的字"),
        ({"visit": ""}, 409, "没有要签的字"),
    ],
)
def test_R37_bad_signatures_are_refused_in_words_and_leave_nothing(
    story: Story, client: SignIn, stranger: AsgiClient, wrong: dict[str, str], status: int, words: str
) -> None:
    sent = asked(story)
    answer = stranger.post(f"{path_of(story, client, sent)}/signature", data=signature(sent, **wrong))
    assert (answer.status_code, words in answer.text) == (status, True)
    assert visit_of(story, sent).signature_sha is None


@pytest.mark.one_database
def test_R37_another_orders_visit_cannot_be_signed(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    own, other = asked(story), asked(story)
    answer = stranger.post(f"{path_of(story, client, own)}/signature", data=signature(other))
    assert answer.status_code == 409
    assert visit_of(story, other).signature_sha is None


@pytest.mark.one_database
def test_R37_nothing_is_signed_for_before_the_work_is_done(story: Story, client: SignIn, stranger: AsgiClient) -> None:
    """Else a picture of the phone would follow the signature, and what was signed for would not be whole."""
    sent = asked(story, completed=False)
    path = path_of(story, client, sent)
    assert 'id="pad"' not in stranger.get(path).text
    answer = stranger.post(f"{path}/signature", data=signature(sent))
    assert (answer.status_code, "没有要签的字" in answer.text) == (409, True)


@pytest.mark.one_database
def test_R37_a_declined_signature_goes_to_the_dispatcher_with_its_reason(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    sent = asked(story)
    path, desk = path_of(story, client, sent), client("dispatcher")
    assert [one["signature"] for one in desk.get("/api/orders?signature=asked").json()["items"]] == ["asked"]
    empty = stranger.post(f"{path}/signature/decline", data={"visit": sent.visit_id, "reason": " "})
    assert empty.status_code == 422
    told = stranger.post(f"{path}/signature/decline", data={"visit": sent.visit_id, "reason": "少装了一台"})
    assert told.status_code == 200
    assert desk.get("/api/orders?signature=asked").json()["items"] == []
    assert [one["id"] for one in desk.get("/api/orders?signature=declined").json()["items"]] == [sent.order_id]
    visit = desk.get(f"/api/orders/{sent.order_id}").json()["visits"][0]
    assert (visit["signature_link"]["state"], visit["signature_link"]["reason"]) == ("declined", "少装了一台")
    assert any("客户不签字：少装了一台" in one for one in facts(story, client, sent))
    answer = stranger.post(f"{path}/signature", data=signature(sent))
    assert (answer.status_code, "客服会联系您" in answer.text) == (409, True)


@pytest.mark.one_database
def test_R37_a_signature_on_the_phone_after_all_settles_the_request(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    """The customer has come back; and a technician who keeps another reason asks nobody any more."""
    sent = asked(story, completed=False)
    story.does(sent, "visit.sign", reason="客户拒签", signer="")
    story.does(sent, "visit.complete")
    story.house.courier.run_until_idle()
    path = path_of(story, client, sent)
    assert 'id="pad"' not in stranger.get(path).text
    assert stranger.post(f"{path}/signature", data=signature(sent)).status_code == 409
    assert visit_of(story, sent).no_signature_reason == "客户拒签"


def test_R37_the_customer_is_reminded_once_a_day_later(story: Story, client: SignIn, clock: SettableClock) -> None:
    sent = asked(story)

    def reminders() -> list[str]:
        run_due(story.house.units, tuple(one for one in JOBS if one.name == "work_orders.signatures"))
        story.house.courier.run_until_idle()
        with story.house.units.read() as work:
            rows = work.session.exec(select(MessageRow).where(MessageRow.template == "sign_reminder"))
            return [one.order_id for one in rows]

    clock.advance(hours=23)
    assert reminders() == []
    clock.advance(hours=2)
    assert reminders() == [sent.order_id]
    clock.advance(days=5)
    assert reminders() == [sent.order_id]


def with_mate(story: Story, *vehicle_ids: str) -> tuple[Sent, Sent]:
    """A repair that Su leads and Li goes to as well."""
    lead = story.send(*vehicle_ids)
    mate_id = story.add_technician("李明")
    with story.house.units.write(OFFICE) as work:
        version = work_orders.visit(work, lead.visit_id).version
        visit_id = work_orders.send_mate(work, lead.visit_id, mate_id, version).id
    story.house.courier.run_until_idle()
    return lead, replace(lead, visit_id=visit_id, technician_id=mate_id)


@pytest.mark.one_database
def test_R28_R35_the_page_tells_of_the_lead_and_signs_for_each(
    story: Story, client: SignIn, stranger: AsgiClient
) -> None:
    lead, mate = with_mate(story, story.vehicle(NOW + timedelta(days=100)))
    path = path_of(story, client, lead)

    def title() -> str:
        return stranger.get(path).text.partition("<h1>")[2].partition("</h1>")[0]

    assert "苏师傅" in title(), "he is the one that the texts named"
    story.works(mate, remedy="插紧天线")
    story.does(mate, "fees.confirm", total_fen=0)
    story.does(mate, "visit.sign", by_link=True, signer="李队长")
    story.does(mate, "visit.complete")
    assert "苏师傅" in title(), "Su is still to come, whatever is to be signed"
    assert 'id="pad"' in stranger.get(path).text
    story.arrives(lead)
    story.does(lead, "visit.complete")
    assert "李师傅做好了" in title(), "his is the work to be signed for"


@pytest.mark.one_database
def test_R35_R37_the_customer_is_reminded_of_a_mates_work_too(
    story: Story, client: SignIn, clock: SettableClock
) -> None:
    """One of a crew comes for all, but each one's work is signed for by itself."""
    lead, mate = with_mate(story, story.vehicle(NOW + timedelta(days=100)))
    story.works(mate, remedy="插紧天线")
    story.does(mate, "fees.confirm", total_fen=0)
    story.does(mate, "visit.sign", by_link=True, signer="李队长")
    story.does(mate, "visit.complete")
    clock.advance(hours=25)
    run_due(story.house.units, tuple(one for one in JOBS if one.name == "work_orders.signatures"))
    story.house.courier.run_until_idle()
    with story.house.units.read() as work:
        rows = work.session.exec(select(MessageRow).where(MessageRow.template == "sign_reminder"))
        assert [one.order_id for one in rows] == [lead.order_id]


@pytest.mark.one_database
def test_R37_nobody_is_reminded_at_night() -> None:
    by_day = NOW  # 09:30 in Shenzhen
    assert reminder_time(by_day, "Asia/Shanghai") == by_day + timedelta(hours=24)
    late, early = NOW + timedelta(hours=13), NOW - timedelta(hours=5)
    assert f"{reminder_time(late, 'Asia/Shanghai'):%d %H:%M}" == "25 09:00"
    assert f"{reminder_time(early, 'Asia/Shanghai'):%d %H:%M}" == "24 09:00"


@pytest.mark.one_database
def test_R28_an_expired_link_signs_nothing(
    story: Story, client: SignIn, stranger: AsgiClient, clock: SettableClock
) -> None:
    sent = asked(story)
    path = path_of(story, client, sent)
    clock.advance(days=181)
    answer = stranger.post(f"{path}/signature", data=signature(sent))
    assert (answer.status_code, "这个链接打不开" in answer.text) == (404, True)
    assert visit_of(story, sent).signature_sha is None
