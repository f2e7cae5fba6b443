"""R36: for every refusal that a phone's command can get, the phone says in both languages what to do."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from backend.kernel.errors import Refusal, Sentence
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync import errors as sync_errors
from backend.modules.sync import service
from backend.wiring import PHONE_COMMANDS

UNSENT = Path(__file__).parents[3] / "pwa" / "src" / "technician" / "screens" / "unsent"
ODD = Sentence("test_odd_refusal", 409, "怪事。", "Odd.")
# Answered with these, a command is held and sent again: the phone says by itself why it waits.
HELD = {"file_not_here", "sequence_gap", "server_trouble", "busy"}
# Of the whole batch, not of a command: the phone mends it by itself.
OF_THE_BATCH = {"client_not_yours", "other_person"}


def names_in(code: CodeType) -> set[str]:
    """Every name that a function uses, those of its inner functions too."""
    inner = (names_in(one) for one in code.co_consts if isinstance(one, CodeType))
    return set(code.co_names).union(*inner)


def used_by(function: FunctionType) -> Iterator[Any]:
    """What these names mean: globals, and things of the modules among them."""
    names = names_in(function.__code__)
    known = [function.__globals__[name] for name in names if name in function.__globals__]
    yield from known
    for module in (one for one in known if isinstance(one, ModuleType)):
        yield from (getattr(module, name) for name in names if hasattr(module, name))


def refusals_of(*starts: Any) -> set[str]:
    """The codes of all sentences within reach of these functions, through our own code."""
    todo, seen, codes = list(starts), set[int](), set[str]()
    while todo:
        thing = todo.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, Sentence):
            codes.add(thing.code)
        elif isinstance(thing, FunctionType):
            todo += used_by(thing) if thing.__module__.startswith(("backend.", __name__)) else []
        elif not isinstance(thing, ModuleType):  # a class, or a table of rules that stands in a module
            kind = thing if isinstance(thing, type) else type(thing)
            ours = kind.__module__.startswith("backend.modules.")
            todo += [one for one in vars(kind).values() if isinstance(one, FunctionType)] if ours else []
    return codes


def refuse_oddly(work: UnitOfWork, act: Any, payload: Any) -> None:
    """A handler with a refusal that the phone has no advice for."""
    _inside()


def _inside() -> None:
    raise Refusal(ODD)


def advised() -> dict[str, str]:
    """The phone's table: code to advice."""
    table = (UNSENT / "advice.ts").read_text().split("const advice", 1)[1].split("\n}", 1)[0]
    return dict(re.findall(r"(\w+): '(\w+)'", table))


def without_advice(*handlers: Any) -> set[str]:
    """Codes that these can answer with and the phone says nothing about."""
    return refusals_of(*handlers) - set(advised()) - HELD - OF_THE_BATCH


def test_R36_every_refusal_of_a_phone_command_has_advice() -> None:
    handlers = [one.handler for one in PHONE_COMMANDS]
    assert without_advice(*handlers, service.receive) == set()
    assert {"wrong_state", "fees_differ", "papers_missing", "remittance_differs"} <= refusals_of(*handlers)
    assert {sync_errors.UNKNOWN_COMMAND.code, sync_errors.INVALID_PAYLOAD.code} <= refusals_of(service.receive)


def test_R36_control_a_refusal_without_advice_is_found() -> None:
    assert without_advice(refuse_oddly) == {"test_odd_refusal"}


def test_R36_each_advice_is_a_sentence_in_both_languages() -> None:
    words = (UNSENT / "messages.ts").read_text()
    assert {one: len(re.findall(rf"\b{one}: '[^']{{8,}}'", words)) for one in set(advised().values())} == dict.fromkeys(
        advised().values(), 2
    )
