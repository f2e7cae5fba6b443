"""What one call of an operation is: who may make it, where, with what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.backend.api.stage import Stage, picture
from tests.backend.api.stock_on_stage import LIST

Body = Callable[[Stage], dict[str, Any]]


def wire(moment: Any) -> str:
    """A time as the wire has it."""
    return str(moment.isoformat())


@dataclass(frozen=True)
class Call:
    """`role` may do it; `path` fills the braces with names of things on the stage."""

    role: str
    path: dict[str, str] = field(default_factory=dict)
    body: Body | None = None
    query: dict[str, str] = field(default_factory=dict)

    def url(self, template: str, stage: Stage) -> str:
        """The address with real ids."""
        return template.format_map({name: stage.ids[thing] for name, thing in self.path.items()})

    def request(self, operation: str, stage: Stage) -> dict[str, Any]:
        """What goes with it: a JSON body, a form, a file, or nothing."""
        # "@store" in a query is the id of the store on the stage.
        named = {key: stage.ids[value[1:]] if value.startswith("@") else value for key, value in self.query.items()}
        more: dict[str, Any] = {"params": named} if named else {}
        if operation.startswith("PUT /api/sync/files/") or operation == "PUT /api/rescue/{owner_id}/files/{sha256}":
            return more | {"content": picture(), "headers": {"content-type": "image/jpeg"}}
        if operation.startswith("POST /api/intake/vehicle-sheet"):
            return more | {"files": {"file": ("list.csv", "车牌号\n粤B12345\n".encode(), "text/csv")}}
        if operation == "POST /api/stock/sheets":
            return more | {"files": {"file": ("list.csv", LIST.encode(), "text/csv")}}
        if operation.startswith("POST /api/carrier-tasks/results"):
            sheet = "ICCID,结果\n89860426192300000017,成功\n".encode()
            return more | {"files": {"file": ("result.csv", sheet, "text/csv")}}
        return more | ({"json": self.body(stage)} if self.body else {})


def on(role: str, body: Body | None = None, query: dict[str, str] | None = None, **path: str) -> Call:
    """A call with things of the stage in its path."""
    return Call(role, path, body, query or {})
