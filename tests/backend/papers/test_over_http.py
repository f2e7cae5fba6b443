"""Papers over HTTP: headers, who may, what is logged, and the customer's own link."""

import json
import os
from collections.abc import Callable
from io import BytesIO
from threading import BoundedSemaphore
from urllib.parse import unquote

import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from backend.kernel.events import EventRow
from backend.kernel.private_links import token_for
from backend.modules.papers import kept_packs
from backend.modules.papers.kept_packs import packs_folder
from backend.modules.papers.verify_evidence import MANIFEST, verify
from backend.modules.technicians import public as technicians
from backend.modules.tracking import public as tracking
from backend.modules.tracking.links import purpose_of
from tests.asgi_client import AsgiClient
from tests.backend.papers.paper_stage import PaperStage, pages_of
from tests.backend.work_orders.scene import picture

pytestmark = pytest.mark.one_database
Client = Callable[..., AsgiClient]


def told(stage: PaperStage, name: str) -> list[tuple[str, str]]:
    """Who did it, about what."""
    with stage.scene.units.read() as work:
        query = select(EventRow.actor_name, EventRow.subject).where(EventRow.name == name).order_by(col(EventRow.id))
        return list(work.session.exec(query))


def link_of(stage: PaperStage, order_id: str) -> str:
    """The customer's private link."""
    with stage.scene.units.write() as work:
        tracking.open_link(work, order_id)
    return f"/t/{token_for(stage.scene.units.ports, purpose_of(order_id))}"


def test_R27_a_printed_sheet_is_a_pdf_with_both_names_and_on_record(stage: PaperStage, client: Client) -> None:
    visit = stage.sent()
    answer = client("dispatcher", name="小林").get(f"/api/papers/visits/{visit.id}/sheet.pdf?lang=en")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    disposition = answer.headers["content-disposition"]
    assert f'filename="repair-sheet-{visit.no}.pdf"' in disposition
    assert f"Repair sheet {visit.no}.pdf" in unquote(disposition)
    assert told(stage, "paper.printed") == [("小林", f"order:{visit.order_id}")]


def test_R27_a_pack_is_for_those_who_need_it_and_on_record(stage: PaperStage, client: Client) -> None:
    visit = stage.sent()
    path = f"/api/papers/orders/{visit.order_id}/evidence.pdf"
    assert client("manager").get(path).json()["code"] == "no_work_yet"
    stage.worked(visit)
    assert [client(role).get(path).status_code for role in ("dispatcher", "warehouse", "finance")] == [403] * 3
    assert client("quality", centre_id="0190a000-0000-7000-8000-000000000002").get(path).status_code == 403
    assert told(stage, "evidence.exported") == []
    answer = client("quality", name="质检员").get(path)
    assert told(stage, "evidence.exported") == [("质检员", f"order:{visit.order_id}")]
    published = client("agent").get("/.well-known/paigong-evidence.json").json()
    assert verify(answer.content, published["fingerprint"]).whole


def test_R37_R28_the_customer_gets_the_pack_by_his_link_once_the_work_is_done(
    stage: PaperStage, stranger: AsgiClient
) -> None:
    visit = stage.sent()
    path = link_of(stage, visit.order_id)
    assert "evidence.pdf" not in stranger.get(path).text
    assert stranger.get(f"{path}/evidence.pdf").status_code == 409
    stage.worked(visit)
    page = stranger.get(f"{path}?lang=en").text
    assert f"{path}/evidence.pdf?lang=en" in page
    answer = stranger.get(f"{path}/evidence.pdf?lang=en")
    assert "Evidence pack" in PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert told(stage, "evidence.exported") == [("客户", f"order:{visit.order_id}")]
    assert stranger.get("/t/AAAAAAAAAAAAAAAAAAAAAA/evidence.pdf").status_code == 404


def test_R28_whoever_comes_when_enough_wait_for_a_pack_is_told_so_and_holds_no_thread(
    stage: PaperStage, stranger: AsgiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = stage.sent()
    path = link_of(stage, visit.order_id)
    stage.worked(visit)
    monkeypatch.setattr(kept_packs, "_seats", BoundedSemaphore(1))
    with kept_packs.in_turn():
        answer = stranger.get(f"{path}/evidence.pdf")
        assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert fetched(stranger, path)


def fetched(stranger: AsgiClient, path: str, lang: str = "zh") -> bytes:
    answer = stranger.get(f"{path}/evidence.pdf?lang={lang}")
    assert answer.status_code == 200
    return bytes(answer.content)


def test_R28_a_pack_by_the_link_is_made_once_until_something_of_it_changes(
    stage: PaperStage, stranger: AsgiClient
) -> None:
    visit = stage.sent()
    path = link_of(stage, visit.order_id)
    stage.worked(visit)
    first = fetched(stranger, path)
    stage.scene.clock.advance(minutes=5)
    assert fetched(stranger, path) == first, "its moment is part of it: made anew it would differ"
    assert len(told(stage, "evidence.exported")) == 2, "each time it leaves the house is on record"
    assert fetched(stranger, path, "en") != first
    stage.adds_photo(visit.id, "P9", picture(77))
    changed = fetched(stranger, path)
    assert changed != first
    kept = packs_folder(stage.scene.house.settings)
    for one in kept.iterdir():
        os.utime(one, (0, 0))
    stage.scene.clock.advance(minutes=5)
    assert fetched(stranger, path) != changed
    assert len(list(kept.iterdir())) == 1, "what is a day old is thrown away"


def test_R28_a_pack_by_the_link_calls_the_technician_as_the_page_does(
    stage: PaperStage, client: Client, stranger: AsgiClient
) -> None:
    visit = stage.sent()
    path = link_of(stage, visit.order_id)
    with stage.scene.units.read() as work:
        name = technicians.technician(work, visit.technician_id).name
    stage.worked(visit)
    for content, whole in (
        (client("quality").get(f"/api/papers/orders/{visit.order_id}/evidence.pdf").content, True),
        (fetched(stranger, path), False),
    ):
        manifest = json.loads(PdfReader(BytesIO(content)).attachments[MANIFEST][0])
        pages = "".join(pages_of(content))
        assert (name in pages, name in json.dumps(manifest, ensure_ascii=False)) == (whole, whole)
        assert f"{name[0]}师傅" in pages or whole


def test_R37_the_office_sees_what_can_be_printed_and_where_a_chain_breaks(stage: PaperStage, client: Client) -> None:
    visit = stage.sent()
    office = client("dispatcher")
    before = office.get(f"/api/papers/orders/{visit.order_id}").json()
    assert (before["evidence"], before["visits"][0]["pieces"], before["visits"][0]["title_zh"]) == (
        False,
        0,
        "维修服务单",
    )
    stage.worked_with_chain(visit.id, lost=1)
    (after,) = office.get(f"/api/papers/orders/{visit.order_id}").json()["visits"]
    assert [(one["code"], one["finding_zh"]) for one in after["breaks"]] == [("P8", "前一件没有传来")]
    assert after["chained_by_server"] == 2


def test_bad_addresses_are_refused_in_words(stage: PaperStage, client: Client) -> None:
    office = client("manager")
    visit = stage.sent()
    for path, status, code in (
        ("/api/papers/visits/nothing/sheet.pdf", 404, "not_found"),
        (f"/api/papers/visits/{visit.id}/sheet.pdf?lang=fr", 422, "invalid_input"),
        (f"/api/papers/visits/{visit.id}/labels.pdf", 409, "no_labels"),
        ("/api/papers/return-labels.pdf", 422, "invalid_input"),
        ("/api/papers/return-labels.pdf?id=nothing", 404, "not_found"),
        ("/api/papers/stock/nothing/slip.pdf", 404, "not_found"),
        ("/api/papers/orders/nothing/evidence.pdf", 404, "not_found"),
    ):
        answer = office.get(path)
        assert (answer.status_code, answer.json()["code"]) == (status, code), path
