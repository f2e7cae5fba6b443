"""Facts that the carriers' room tells."""

from typing import ClassVar

from backend.kernel.events import Event


class BindingRuleChanged(Event):
    """A binding rule was added or changed; `before` is None for a new one."""

    name: ClassVar[str] = "inventory.binding_rule_changed"
    rule_id: str
    before: dict[str, str | int | bool] | None
    after: dict[str, str | int | bool]
    text_zh: str
    text_zh_en: str

    @property
    def subject(self) -> str:
        """The rule."""
        return f"binding_rule:{self.rule_id}"


class CarrierColumnsChanged(Event):
    """The columns of a carrier's file were changed."""

    name: ClassVar[str] = "inventory.carrier_columns_changed"
    operator: str
    columns: list[str]

    @property
    def subject(self) -> str:
        """The carrier."""
        return f"carrier:{self.operator}"


class _OfTask(Event):
    task_id: str
    iccid: str
    new_imei: str
    centre_id: str | None
    technician_id: str
    vehicle_id: str
    visit_id: str | None

    @property
    def subject(self) -> str:
        """The task."""
        return f"carrier_task:{self.task_id}"


class CarrierTaskOpened(_OfTask):
    """A card is to be bound to another terminal; `decision` says whether somebody asked or it was found."""

    name: ClassVar[str] = "inventory.carrier_task_opened"
    old_imei: str
    rule: str
    decision: str
    reason: str
    approved_by: str


class CarrierTaskMoved(_OfTask):
    """A carrier task was filed, done, refused or put aside, or the last step was taken back."""

    name: ClassVar[str] = "inventory.carrier_task_moved"
    before: str
    task_state: str
    note: str
    undone: bool = False


class CarrierTasksExported(Event):
    """Tasks went into a file for a carrier's portal (R27)."""

    name: ClassVar[str] = "inventory.carrier_tasks_exported"
    operator: str
    tasks: list[str]
    rows: int
    format: str

    @property
    def subject(self) -> str:
        """The carrier."""
        return f"carrier:{self.operator}"
