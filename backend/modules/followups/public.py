"""What other modules may ask of the follow-up calls."""

from collections.abc import Sequence

from backend.kernel.defaults import add_missing
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.followups.models import ScriptLine
from backend.modules.followups.scripts import DEFAULT_SCRIPTS, Line
from backend.modules.followups.service import Said, answer, open_calls

__all__ = ["DEFAULT_SCRIPTS", "Line", "Said", "answer", "load_scripts", "open_calls"]


def load_scripts(work: UnitOfWork, lines: Sequence[Line] = DEFAULT_SCRIPTS) -> int:
    """Put script lines in that are not there yet; edited ones are left alone. Returns how many were added."""
    return add_missing(
        work,
        [
            ScriptLine(
                kind=line.kind, code=line.code, seq=seq, part=line.part, ask=line.ask, text_zh=line.zh, text_en=line.en
            )
            for seq, line in enumerate(lines)
        ],
    )
