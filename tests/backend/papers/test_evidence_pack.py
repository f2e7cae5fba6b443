"""R37: the evidence pack is whole as it is made, and the checker names exactly what was altered."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from backend.kernel.errors import Refusal
from backend.modules.papers import seal, verify_evidence
from backend.modules.papers.evidence_pack import Pack, canonical, evidence_pack
from backend.modules.papers.verify_evidence import MANIFEST, SEAL, NoPack, fingerprint_of, main, signed_text, verify
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.evidence_chain import Piece, link_of
from tests.backend.conftest import NOW
from tests.backend.papers.paper_stage import QUALITY, PaperStage, large_picture, pages_of
from tests.backend.work_orders.scene import picture
from tests.backend.work_orders.test_evidence_chain import SAME

pytestmark = pytest.mark.one_database


@dataclass(frozen=True)
class Sealed:
    """A pack that is only read: its bytes, the key, and what the store holds by hash."""

    pack: Pack
    key: str
    originals: dict[str, bytes]


_sealed: list[Sealed] = []


@pytest.fixture
def sealed(stage: PaperStage) -> Sealed:
    """A repair of one vehicle, three pictures and a signature, chained by the phone; made once for all who read it."""
    if not _sealed:
        pack = chained(stage)
        found = {
            one["sha256"]: stage.scene.house.files.get(one["sha256"]) or b"" for one in manifest_of(pack)["pieces"]
        }
        _sealed.append(Sealed(pack, key_of(stage), found))
    return _sealed[0]


def chained(stage: PaperStage) -> Pack:
    visit = stage.sent("repair")
    stage.worked_with_chain(visit.id)
    return made(stage, visit.order_id)


def manifest_of(pack: Pack) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(attachments(pack.content)[MANIFEST])
    return found


def made(stage: PaperStage, order_id: str, lang: Any = "zh", **more: Any) -> Pack:
    with stage.scene.units.read(QUALITY) as work:
        return evidence_pack(work, stage.scene.order(order_id), lang, **more)


def key_of(stage: PaperStage) -> str:
    return seal.fingerprint(stage.scene.units.ports)


def kinds(content: bytes, key: str = "") -> list[str]:
    return [one.kind for one in verify(content, key).findings if one.grave]


def attachments(content: bytes) -> dict[str, bytes]:
    return {name: found[0] for name, found in PdfReader(BytesIO(content)).attachments.items()}


def rebuilt(content: bytes, attached: dict[str, bytes], pages: Callable[[PdfWriter], None] | None = None) -> bytes:
    """The same pages with other attachments, as a forger with a PDF library would make it."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(content)).pages:
        writer.add_page(page)
    if pages:
        pages(writer)
    for name, bytes_ in attached.items():
        writer.add_attachment(name, bytes_)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_manifest(content: bytes, change: Callable[[dict[str, Any]], None], resealed: bool = False) -> bytes:
    """The manifest altered; `resealed` with a key of the forger's own."""
    attached = attachments(content)
    manifest = json.loads(attached[MANIFEST])
    change(manifest)
    attached[MANIFEST] = canonical(manifest)
    if resealed:
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw()
        signature = key.sign(signed_text(attached[MANIFEST])).hex()
        attached[SEAL] = json.dumps({"public_key": public.hex(), "signature": signature}).encode()
    return rebuilt(content, attached)


def test_R37_an_untouched_pack_is_whole_also_when_its_file_was_laid_out_anew(sealed: Sealed) -> None:
    key, pack = sealed.key, sealed.pack
    assert verify(pack.content, key).findings == []
    assert verify(rebuilt(pack.content, attachments(pack.content)), key).findings == []
    assert [one.kind for one in verify(pack.content).findings] == ["key_not_compared"]


def test_R37_the_originals_are_inside_byte_for_byte(sealed: Sealed) -> None:
    attached = attachments(sealed.pack.content)
    manifest = manifest_of(sealed.pack)
    assert [one["code"] for one in manifest["pieces"]] == ["P2", "P4", "P8", "sign"]
    for one in manifest["pieces"]:
        assert attached[one["file"]] == sealed.originals[one["sha256"]]
    assert hashlib.sha256(attached[MANIFEST]).hexdigest() == sealed.pack.manifest_sha256


def test_R37_every_statement_stands_on_a_page_in_its_language(stage: PaperStage) -> None:
    zh = chained(stage)
    for lang, pack in (("zh", zh), ("en", made(stage, zh.order.id, "en"))):
        stated = {label: value for label, value, _ in manifest_of(pack)["statements"]}
        word = {"zh": ("客户", "工单号", "公钥指纹"), "en": ("Customer", "Order", "Key fingerprint")}[lang]
        assert [stated[one] for one in word] == ["顺捷冷链物流", pack.order.no, key_of(stage)]
        assert sum("SHA-256" in label or "照片指纹" in label for label in stated) == 3
        text = "".join(pages_of(pack.content))
        assert ("施工证据包" in text) == (lang == "zh")
        assert not any(machine in text for machine in ("verdict_", "swap_", "None", "{", "unchecked", "_"))


def picture_exchanged(content: bytes) -> bytes:
    attached = attachments(content)
    attached["002-P4.jpg"] = picture(4242)
    return rebuilt(content, attached)


def picture_taken_out(content: bytes) -> bytes:
    attached = attachments(content)
    del attached["002-P4.jpg"]
    return rebuilt(content, attached)


def picture_put_in(content: bytes) -> bytes:
    return rebuilt(content, attachments(content) | {"005-P9.jpg": picture(7)})


def seal_taken_off(content: bytes) -> bytes:
    attached = attachments(content)
    del attached[SEAL]
    return rebuilt(content, attached)


def page_taken_out(content: bytes) -> bytes:
    def drop(writer: PdfWriter) -> None:
        writer.remove_page(len(writer.pages) - 1)

    return rebuilt(content, attachments(content), drop)


def page_painted_over(content: bytes) -> bytes:
    def paint(writer: PdfWriter) -> None:
        page = writer.pages[0]
        stream = DecodedStreamObject()
        stream.set_data(page.get_contents().get_data() + b"\nq 1 1 1 rg 100 600 200 20 re f Q\n")  # type: ignore[union-attr]
        page[NameObject("/Contents")] = writer._add_object(stream)

    return rebuilt(content, attachments(content), paint)


def form_put_over(content: bytes) -> bytes:
    """The pages stay; a reader that knows forms shows the form instead."""

    def put(writer: PdfWriter) -> None:
        form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp>2099</xdp>")})
        writer.root_object[NameObject("/AcroForm")] = writer._add_object(form)

    return rebuilt(content, attachments(content), put)


def script_put_in(content: bytes) -> bytes:
    """It runs when the file is opened."""

    def put(writer: PdfWriter) -> None:
        act = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(act))

    return rebuilt(content, attachments(content), put)


def piece_emptied(manifest: dict[str, Any]) -> None:
    manifest["pieces"][0].pop("taken_at")


def time_of(no: int) -> Callable[[dict[str, Any]], None]:
    def change(manifest: dict[str, Any]) -> None:
        manifest["pieces"][no - 1]["taken_at"] = "2026-11-01T00:00:00.000Z"

    return change


def piece_left_out(manifest: dict[str, Any]) -> None:
    del manifest["pieces"][1]


FORGERIES: dict[str, tuple[Callable[[bytes], bytes], list[str]]] = {
    "a picture exchanged": (picture_exchanged, ["picture_altered"]),
    "a picture taken out": (picture_taken_out, ["picture_missing"]),
    "a picture put in": (picture_put_in, ["picture_extra"]),
    "the seal taken off": (seal_taken_off, ["seal_absent"]),
    "a page taken out": (page_taken_out, ["pages_count"]),
    "a page painted over": (page_painted_over, ["page_look"]),
    "a form put over the pages": (form_put_over, ["file_face"]),
    "a script put in": (script_put_in, ["file_face"]),
    "a piece emptied": (lambda pdf: with_manifest(pdf, piece_emptied), ["seal_wrong", "unreadable"]),
    "a time altered": (lambda pdf: with_manifest(pdf, time_of(3)), ["seal_wrong", "link_wrong"]),
    "a piece left out": (
        lambda pdf: with_manifest(pdf, piece_left_out), ["seal_wrong", "picture_extra", "predecessor_missing"],
    ),
    "the order altered": (lambda pdf: with_manifest(pdf, lambda told: told["order"].update(no="PG-1")), ["seal_wrong"]),
    "another's seal": (lambda pdf: with_manifest(pdf, lambda told: None, resealed=True), ["other_key"]),
    "a time altered and sealed anew": (
        lambda pdf: with_manifest(pdf, time_of(1), resealed=True), ["other_key", "link_wrong"],
    ),
}  # fmt: skip


def test_R37_each_alteration_is_named_and_nothing_else(sealed: Sealed) -> None:
    key, pack = sealed.key, sealed.pack
    found = {
        what: kinds(forge(pack.content), key if what != "the seal taken off" else "")
        for what, (forge, _) in FORGERIES.items()
    }
    assert found == {what: expected for what, (_, expected) in FORGERIES.items()}


def test_R37_it_is_said_which_picture_and_which_link(sealed: Sealed) -> None:
    pack = sealed.pack
    told = [one.zh for one in verify(picture_exchanged(pack.content)).findings if one.grave]
    assert told == ["第 2（P4 粤B20000）件的原图被换过或改过：002-P4.jpg。"]
    broken = verify(with_manifest(pack.content, time_of(3))).findings
    assert any("3（P8 粤B20000）" in one.zh and "time" in one.en for one in broken if one.kind == "link_wrong")


def test_R37_a_page_that_says_another_time_is_told_with_both(stage: PaperStage) -> None:
    """The pages of another pack of the same order, made a minute later, under the manifest of the first."""
    pack = chained(stage)
    stage.scene.clock.advance(minutes=1)
    later = made(stage, pack.order.id).content
    report = verify(rebuilt(later, attachments(pack.content)), key_of(stage))
    said = [one for one in report.findings if one.kind == "page_fact"]
    assert [one.zh.split("」")[0] for one in said] == ["第 1 页的「出具"]
    assert {one.kind for one in report.findings} == {"page_fact", "page_text"}


def test_R37_a_break_in_the_chain_is_told_though_nothing_was_altered_later(stage: PaperStage) -> None:
    visit = stage.sent("repair")
    stage.worked_with_chain(visit.id, lost=1)
    assert kinds(made(stage, visit.order_id).content) == ["predecessor_missing"]


def test_R37_what_the_server_chained_is_told_and_is_no_fault(stage: PaperStage) -> None:
    visit = stage.sent("repair")
    stage.worked(visit)
    report = verify(made(stage, visit.order_id).content, key_of(stage))
    assert report.whole
    assert [one.kind for one in report.findings] == ["chained_on_arrival"]


def test_R37_a_pack_of_one_vehicle_keeps_the_whole_chain_and_its_own_pictures_only(stage: PaperStage) -> None:
    visit = stage.sent("repair", stage.fleet(2))
    stage.worked(visit)
    first, second = stage.items(visit.id)
    content = made(stage, visit.order_id, item_id=second.id).content
    manifest = json.loads(attachments(content)[MANIFEST])
    assert {one["item_id"] for one in manifest["pieces"] if one["file"]} == {second.id, None}
    assert len(manifest["pieces"]) == 7
    assert verify(content, key_of(stage)).whole
    text = "".join(pages_of(content))
    assert "粤B20001" in text
    assert "粤B20000" not in text
    with pytest.raises(Refusal, match="not_found"):
        made(stage, visit.order_id, item_id=first.id[:-1] + "x")


def test_R37_nothing_to_seal_before_the_work(stage: PaperStage) -> None:
    with pytest.raises(Refusal, match="no_work_yet"):
        made(stage, stage.sent("repair").order_id)


def test_R37_a_missing_original_is_said_on_the_page(stage: PaperStage) -> None:
    visit = stage.sent("repair")
    stage.worked(visit)
    with stage.scene.units.read() as work:
        lost = work_orders.photos_of_visits(work, [visit.id])[0].sha256
    (stage.scene.house.files.root / lost[:2] / lost).unlink()
    content = made(stage, visit.order_id).content
    assert "原图不在库里" in "".join(pages_of(content))
    assert verify(content, key_of(stage)).whole


def test_R37_forty_large_pictures_are_made_small_on_the_page_and_kept_whole_inside(stage: PaperStage) -> None:
    visit = stage.sent("repair")
    stage.worked(visit)
    large = large_picture()
    for n in range(37):
        stage.adds_photo(visit.id, f"P{n % 18 + 1}", large + bytes([n]))
    before = process_time()
    pack = made(stage, visit.order_id)
    took = process_time() - before
    assert len(large) > 200_000
    assert took < 2 * 3, f"{took:.1f} s of work"  # three seconds on an idle machine of two cores
    assert pack.pictures == 41  # forty and the signature
    assert len(pack.content) < 40 * len(large) + 40 * 150_000
    assert verify(pack.content, key_of(stage)).whole


# The checker as it is used ----------------------------------------------------------------------------------------


def test_R37_the_checker_needs_nothing_but_its_own_file(sealed: Sealed, tmp_path: Path) -> None:
    """Copied to an empty folder and run there, as on another machine; its exit status tells."""
    alone = tmp_path / "verify_evidence.py"
    alone.write_bytes(Path(verify_evidence.__file__).read_bytes())
    (tmp_path / "whole.pdf").write_bytes(sealed.pack.content)
    (tmp_path / "forged.pdf").write_bytes(picture_taken_out(sealed.pack.content))
    for name, status, word in (("whole.pdf", 0, "✓ 完整"), ("forged.pdf", 1, "✗ 不完整")):
        command = [sys.executable, "-I", str(alone), name, "--key", sealed.key]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONUTF8": "1"}
        )
        assert (done.returncode, word in done.stdout) == (status, True), done.stderr


def test_R37_what_is_no_pack_is_told_so(sealed: Sealed, tmp_path: Path) -> None:
    pack = sealed.pack
    lines: list[str] = []
    file = tmp_path / "x.pdf"
    for content in (b"", b"%PDF-1.7 nothing", rebuilt(pack.content, {}), rebuilt(pack.content, {MANIFEST: b"[]"})):
        file.write_bytes(content)
        assert main([str(file)], lines.append) == 2
    assert main([str(tmp_path / "nowhere.pdf")], lines.append) == 2
    assert all("不是证据包" in line or "打不开" in line for line in lines)
    with pytest.raises(NoPack):
        verify(b"PK")


@pytest.mark.parametrize("one", SAME, ids=[one["piece"]["code"] for one in SAME])
def test_R37_the_checker_makes_the_same_links_as_the_phone_and_the_office(one: dict[str, Any]) -> None:
    piece = {"item_id": None, "lat": None, "lng": None, **one["piece"]}
    assert verify_evidence.link_of(one["previous"], piece) == one["link"]


def test_the_key_is_the_installations_own_and_stays(stage: PaperStage) -> None:
    ports = stage.scene.units.ports
    assert seal.public_key(ports) == seal.public_key(ports)
    assert seal.fingerprint(ports) == fingerprint_of(seal.public_key(ports))
    assert link_of("", Piece("v", "photo", "P1", "a" * 64, NOW)) != link_of(
        "", Piece("v", "photo", "P1", "a" * 64, NOW + timedelta(milliseconds=1))
    )


def test_R37_a_phones_picture_with_a_second_one_behind_it_stands_on_the_page(stage: PaperStage) -> None:
    out = BytesIO()
    Image.new("RGB", (80, 60), "navy").save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]
    )
    visit = stage.sent("repair")
    stage.worked(visit)
    stage.adds_photo(visit.id, "P9", out.getvalue())
    pack = made(stage, visit.order_id)
    assert verify(pack.content, key_of(stage)).whole
    assert pack.pictures == 5
