"""Checks an evidence pack with nothing but this file: no database, no network, none of the product's other code.

    paigong verify-evidence pack.pdf --key "3f2a 9c1b …"      or, on another machine,
    python verify_evidence.py pack.pdf --key "3f2a 9c1b …"    with the packages pypdf and cryptography

It says in Chinese and English what was altered since the pack was sealed; the exit status is 0 only when it is whole,
1 when something was altered, 2 when the file is no evidence pack.
"""

import argparse
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

MANIFEST, SEAL = "manifest.json", "seal.json"
FORMAT = "paigong-evidence-pack"
SEALED = b"paigong evidence seal 1\n"  # what is signed starts so, then comes the manifest's SHA-256
OUTSIDE = frozenset({"/Parent", "/StructParents", "/StructParent"})  # of a page, but not what it shows
MOST_DIFFERENCES = 3
# A sealed pack has none of these: with them a reader may show other words than the pages, which stay as they were.
FACES = ("/AcroForm", "/OpenAction", "/AA", "/OCProperties", "/Collection", "/NeedsRendering", "/Requirements")


@dataclass(frozen=True)
class Finding:
    """One thing found; what is not `grave` is only told."""

    kind: str
    zh: str
    en: str
    grave: bool = True


@dataclass
class Report:
    """Everything found in one file, and what the pack says of itself."""

    order_no: str = ""
    made_at: str = ""
    fingerprint: str = ""
    pictures: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, zh: str, en: str, grave: bool = True) -> None:
        """Note a finding."""
        self.findings.append(Finding(kind, zh, en, grave))

    @property
    def whole(self) -> bool:
        """Nothing was altered since the pack was sealed."""
        return not any(one.grave for one in self.findings)


class NoPack(Exception):
    """The file cannot be read as an evidence pack at all."""


def verify(content: bytes, key: str = "") -> Report:
    """Check the bytes of a pack; `key` is the fingerprint that the company told. Raises NoPack."""
    reader, attached = _open(content)
    manifest = _manifest(attached)
    report = Report(manifest["order"]["no"], manifest["made_at"])
    _check_seal(report, attached, key)
    checks: tuple[Callable[[], None], ...] = (
        lambda: _check_pictures(report, manifest, attached),
        lambda: _check_chains(report, manifest),
        lambda: _check_pages(report, manifest, reader),
        lambda: _check_file(report, reader),
    )
    for check in checks:
        try:
            check()
        except Exception:  # a forger's manifest or page may lack anything: that is said, not a crash
            report.add("unreadable", "清单或页面有一部分读不出来，被改过。", "Part of the manifest or of a page cannot be read; it was altered.")  # fmt: skip
    return report


def _open(content: bytes) -> tuple[PdfReader, dict[str, list[bytes]]]:
    try:
        reader = PdfReader(BytesIO(content))
        return reader, {name: list(found) for name, found in reader.attachments.items()}
    except Exception as broken:  # whatever a damaged file makes the library say, it is no pack
        raise NoPack from broken


def _manifest(attached: Mapping[str, list[bytes]]) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(attached[MANIFEST][0])
        if found["format"] != FORMAT:
            raise NoPack
        _ = found["order"]["no"], found["made_at"], found["pieces"], found["pages"], found["statements"]
    except (KeyError, IndexError, TypeError, ValueError) as missing:
        raise NoPack from missing
    return found


# The seal ---------------------------------------------------------------------------------------------------------


def fingerprint_of(public_key: bytes) -> str:
    """What people compare: the first 128 bits of the key's SHA-256, in fours."""
    digits = hashlib.sha256(public_key).hexdigest()[:32]
    return " ".join(digits[i : i + 4] for i in range(0, 32, 4))


def signed_text(manifest: bytes) -> bytes:
    """What the installation's key signs."""
    return SEALED + hashlib.sha256(manifest).hexdigest().encode()


def _check_seal(report: Report, attached: Mapping[str, list[bytes]], key: str) -> None:
    if SEAL not in attached:
        report.add("seal_absent", "封印不在了。", "The seal is gone.")
        return
    try:
        seal = json.loads(attached[SEAL][0])
        public = bytes.fromhex(seal["public_key"])
        report.fingerprint = fingerprint_of(public)
        Ed25519PublicKey.from_public_bytes(public).verify(
            bytes.fromhex(seal["signature"]), signed_text(attached[MANIFEST][0])
        )
    except InvalidSignature:
        report.add("seal_wrong", "封印对不上：清单在封存后被改过。", "The seal does not fit: the manifest was altered after sealing.")  # fmt: skip
    except (KeyError, TypeError, ValueError):
        report.add("seal_wrong", "封印读不出来，被改过。", "The seal cannot be read; it was altered.")
    _check_key(report, key)


def _check_key(report: Report, key: str) -> None:
    told = re.sub(r"[^0-9a-f]", "", key.lower())
    if told and told != report.fingerprint.replace(" ", ""):
        report.add(
            "other_key",
            f"不是用您给的钥匙封的：文件里的公钥指纹是 {report.fingerprint or '无'}。",
            f"Not sealed with the key you named: the file's fingerprint is {report.fingerprint or 'none'}.",
        )
    elif not told:
        report.add(
            "key_not_compared",
            f"没有核对公钥。请向出具的公司核对指纹：{report.fingerprint}",
            f"The key was not compared. Ask the company for its fingerprint: {report.fingerprint}",
            grave=False,
        )


# The pictures -----------------------------------------------------------------------------------------------------


def _name(piece: Mapping[str, Any]) -> str:
    return f"{piece['no']}（{piece['code']} {piece['plate']}）".replace(" ）", "）")


def _check_pictures(report: Report, manifest: Mapping[str, Any], attached: Mapping[str, list[bytes]]) -> None:
    expected = {piece["file"]: piece for piece in manifest["pieces"] if piece["file"]}
    report.pictures = len(expected)
    for name, piece in expected.items():
        found = attached.get(name)
        if not found:
            report.add("picture_missing", f"第 {_name(piece)}件的原图不在了：{name}。", f"The original of piece {_name(piece)} is missing: {name}.")  # fmt: skip
        elif hashlib.sha256(found[0]).hexdigest() != piece["sha256"]:
            report.add("picture_altered", f"第 {_name(piece)}件的原图被换过或改过：{name}。", f"The original of piece {_name(piece)} was altered: {name}.")  # fmt: skip
    for name in sorted(set(attached) - set(expected) - {MANIFEST, SEAL}):
        report.add("picture_extra", f"多出一个清单里没有的附件：{name}。", f"An attachment that the manifest does not know: {name}.")  # fmt: skip
    for name in sorted(name for name, found in attached.items() if len(found) > 1):
        report.add("picture_extra", f"同名附件不止一个：{name}。", f"More than one attachment named {name}.")


# The chain --------------------------------------------------------------------------------------------------------


def link_of(previous: str, piece: Mapping[str, Any]) -> str:
    """The link of a piece, computed as the phone and the office do (one fixture holds the three to the same)."""
    taken = datetime.fromisoformat(piece["taken_at"]).astimezone(UTC).isoformat(timespec="milliseconds")
    places = [None if one is None else math.floor(one * 1e6 + 0.5) for one in (piece["lat"], piece["lng"])]
    fields = [
        "paigong-evidence-1", previous, piece["visit_id"], piece["kind"], piece["code"], piece["sha256"],
        taken.replace("+00:00", "Z"), *places, piece["item_id"],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _check_chains(report: Report, manifest: Mapping[str, Any]) -> None:
    by_visit: dict[str, list[dict[str, Any]]] = {}
    for piece in manifest["pieces"]:
        if piece["link"]:
            by_visit.setdefault(piece["visit_id"], []).append(piece)
        else:
            report.add("not_chained", f"第 {_name(piece)}件当时没有编链。", f"Piece {_name(piece)} was never chained.", grave=False)  # fmt: skip
    for pieces in by_visit.values():
        _check_chain(report, pieces)
    _check_accepted(report, manifest)
    late = sum(1 for piece in manifest["pieces"] if piece["chained_by"] == "server")
    if late:
        report.add(
            "chained_on_arrival",
            f"{late} 件不是在手机上编的链，是传到后由服务器编的。",
            f"{late} pieces were not chained on the phone but by the server when they arrived.",
            grave=False,
        )


def covers(item_ids: Iterable[str]) -> str:
    """What a signature for chosen vehicles is called in its chain: its name binds it to exactly these."""
    return "sign-" + hashlib.sha256("\n".join(sorted(set(item_ids))).encode()).hexdigest()[:32]


def _check_accepted(report: Report, manifest: Mapping[str, Any]) -> None:
    """Whether each signature for some vehicles is told with just the vehicles that its link was made for."""
    told = {(one["sha256"], covers(one["item_ids"])) for one in manifest.get("accepted", [])}
    for piece in manifest["pieces"]:
        if piece["kind"] == "signature" and piece["code"] != "sign" and (piece["sha256"], piece["code"]) not in told:
            report.add(
                "covers_wrong",
                f"第 {_name(piece)}件签字验收的车辆被改过。",
                f"The vehicles that signature {_name(piece)} is for were altered.",
            )


def _check_chain(report: Report, pieces: list[dict[str, Any]]) -> None:
    links: set[str] = set()
    followed: set[str] = set()
    for piece in pieces:
        previous, name = piece["previous"], _name(piece)
        if link_of(previous, piece) != piece["link"]:
            report.add(
                "link_wrong",
                f"第 {name}件的链值对不上：它的时间、位置、内容或前一件被改过。",
                f"The link of piece {name} does not fit: its time, position, content or predecessor was altered.",
            )
        if previous and previous not in links:
            report.add("predecessor_missing", f"第 {name}件前面缺了一件。", f"A piece is missing before {name}.")
        elif previous and previous in followed:
            report.add("forked", f"第 {name}件和另一件接在同一件后面。", f"Piece {name} and another follow the same piece.")  # fmt: skip
        elif not previous and links:
            report.add("restarted", f"从第 {name}件起另起一链。", f"The chain begins anew at piece {name}.", grave=False)  # fmt: skip
        links.add(piece["link"])
        followed.add(previous)


# The pages --------------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Text without blanks: where lines break is not what a page says."""
    return re.sub(r"[\s\u200b]+", "", text)


def page_digest(page: Any) -> str:
    """SHA-256 over everything a page shows: its content, pictures, fonts and annotations, however the file is laid out."""
    digest, seen = hashlib.sha256(), dict[tuple[int, int], int]()
    for word in _walk(page, seen):
        digest.update(word)
    return digest.hexdigest()


def _walk(thing: Any, seen: dict[tuple[int, int], int]) -> Iterator[bytes]:
    if isinstance(thing, IndirectObject):
        key = (thing.idnum, thing.generation)
        if key in seen:
            yield b"@%d" % seen[key]
            return
        seen[key] = len(seen)
        thing = thing.get_object()
    if isinstance(thing, DictionaryObject):
        yield from _walk_dictionary(thing, seen)
    elif isinstance(thing, ArrayObject):
        yield b"["
        for one in thing:
            yield from _walk(one, seen)
        yield b"]"
    else:
        yield f"{type(thing).__name__}:{thing};".encode()


def _walk_dictionary(thing: DictionaryObject, seen: dict[tuple[int, int], int]) -> Iterator[bytes]:
    coded = {"/Filter", "/DecodeParms", "/Length"} if isinstance(thing, StreamObject) else set()
    yield b"<"
    for key in sorted(set(thing) - OUTSIDE - coded):
        yield f"{key} ".encode()
        yield from _walk(thing.raw_get(key), seen)
    if isinstance(thing, StreamObject):
        yield hashlib.sha256(thing.get_data()).digest()
    yield b">"


def _check_pages(report: Report, manifest: Mapping[str, Any], reader: PdfReader) -> None:
    sealed = manifest["pages"]
    if len(reader.pages) != len(sealed):
        report.add(
            "pages_count",
            f"封存时 {len(sealed)} 页，现在 {len(reader.pages)} 页。",
            f"{len(sealed)} pages were sealed; there are {len(reader.pages)} now.",
        )
    for number, (page, was) in enumerate(zip(reader.pages, sealed, strict=False), 1):
        said = plain(page.extract_text())
        if _says_something_else(report, manifest, number, said, was["text"]):
            continue
        if page_digest(page) != was["digest"]:
            report.add("page_look", f"第 {number} 页的画面被动过，文字没变。", f"The look of page {number} was altered; its words are the same.")  # fmt: skip


def _says_something_else(report: Report, manifest: Mapping[str, Any], number: int, said: str, was: str) -> bool:
    stated = [(label, value) for label, value, page in manifest["statements"] if page == number]
    gone = [(label, value) for label, value in stated if plain(value) not in said]
    # Another version of the text reader may find the same words in another order: that alone is no alteration.
    if said == was or (Counter(said) == Counter(was) and not gone):
        return False
    for label, value in gone:
        report.add("page_fact", f"第 {number} 页的「{label}」与清单不符，清单里是：{value}。", f"Page {number} no longer states “{label}” as the manifest has it: {value}.")  # fmt: skip
    for now, before in _differences(said, was):
        report.add("page_text", f"第 {number} 页写着「{now}」，封存时是「{before}」。", f"Page {number} says “{now}”; when sealed it said “{before}”.")  # fmt: skip
    return True


def _differences(said: str, was: str) -> list[tuple[str, str]]:
    found = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, said, was, autojunk=False).get_opcodes():
        if tag != "equal":
            found.append((said[max(0, a0 - 8) : a1 + 8], was[max(0, b0 - 8) : b1 + 8]))
    return found[:MOST_DIFFERENCES]


# The file around the pages -----------------------------------------------------------------------------------------


def _check_file(report: Report, reader: PdfReader) -> None:
    """What makes a reader show something else than the pages: forms, scripts, layers, another face of the file."""
    root = reader.root_object
    names = root.get("/Names", DictionaryObject()).get_object()
    found = sorted({one for one in FACES if one in root} | ({"/JavaScript"} & set(names)))
    if found:
        said = ", ".join(one[1:] for one in found)
        report.add("file_face", f"文件里多了封存时没有的东西，会让页面显示得不一样：{said}。", f"The file holds what was not sealed and may show other pages: {said}.")  # fmt: skip


# The command ------------------------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None, say: Callable[[str], object] | None = None) -> int:
    """Check the file named on the command line and tell what was found; returns the exit status."""
    parser = argparse.ArgumentParser(prog="paigong verify-evidence", description="核验证据包 Check an evidence pack")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", default="", help="公钥指纹 the fingerprint that the company told")
    chosen = parser.parse_args(arguments)
    tell = say or (lambda line: sys.stdout.write(line + "\n"))
    try:
        report = verify(chosen.file.read_bytes(), chosen.key)
    except OSError:
        tell(f"打不开 {chosen.file}。\n  {chosen.file} cannot be opened.")
        return 2
    except NoPack:
        tell("这不是证据包，或者清单已被拿掉。\n  This is no evidence pack, or its manifest was taken out.")
        return 2
    _tell(report, tell)
    return 0 if report.whole else 1


def _tell(report: Report, tell: Callable[[str], object]) -> None:
    tell(f"工单 {report.order_no}，出具于 {report.made_at}，原图 {report.pictures} 件，公钥指纹 {report.fingerprint}")
    tell(f"  Order {report.order_no}, made {report.made_at}, {report.pictures} originals, key {report.fingerprint}")
    for one in sorted(report.findings, key=lambda found: not found.grave):
        tell(f"{'✗' if one.grave else '·'} {one.zh}\n  {one.en}")
    if report.whole:
        tell("✓ 完整：封存之后没有改动。\n  Whole: nothing was altered since it was sealed.")
    else:
        tell("✗ 不完整：封存之后有改动。\n  Not whole: something was altered after it was sealed.")


if __name__ == "__main__":
    sys.exit(main())
