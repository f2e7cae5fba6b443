"""The paths of a removed part and of a batch to the factory, as tables: from, act, to, who may."""

from dataclasses import dataclass

KEEPERS = frozenset({"warehouse", "manager"})
MANAGERS = frozenset({"manager"})
ANYBODY: frozenset[str] = frozenset()  # follows from a movement, whoever makes it

REMOVED_STATES: dict[str, tuple[str, str]] = {
    "open": ("待处理", "open"),
    "loss_asked": ("报丢待批", "loss to be approved"),
    "ended": ("已了结", "ended"),
}
BATCH_STATES: dict[str, tuple[str, str]] = {
    "open": ("待寄", "being packed"),
    "sent": ("已寄出", "sent"),
    "partly_back": ("部分返回", "partly back"),
    "closed": ("已结清", "closed"),
    "cancelled": ("已作废", "called off"),
}


@dataclass(frozen=True)
class Change:
    """One allowed step and what people call it."""

    source: str
    act: str
    target: str
    zh: str
    en: str
    who: frozenset[str] = KEEPERS


REMOVED_CHANGES = (
    Change("open", "receive", "open", "收到仓库", "Take in"),
    Change("open", "restock", "ended", "重新入库", "Restock"),
    Change("open", "scrap", "ended", "报废", "Scrap"),
    Change("open", "customer", "ended", "客户留下", "Customer keeps it"),
    Change("open", "to_factory", "ended", "寄回厂家", "Send to the factory"),
    Change("open", "report_loss", "loss_asked", "报丢失", "Report it lost"),
    Change("loss_asked", "approve_loss", "ended", "批准报丢", "Approve the loss", MANAGERS),
    Change("loss_asked", "refuse_loss", "open", "不批，接着找", "Refuse, look for it", MANAGERS),
    # It turned up while the manager was thinking: whoever moves it closes the question.
    Change("loss_asked", "receive", "open", "找到了，收到仓库", "Found, take in"),
    Change("loss_asked", "move", "open", "找到了，随库存变动", "Found, by a movement", ANYBODY),
    Change("ended", "undo", "open", "撤销", "Undo"),
    # What a movement made elsewhere means: installed again, put in stock, thrown away.
    Change("open", "follow", "ended", "随库存变动了结", "Ended by a movement", ANYBODY),
    Change("loss_asked", "follow", "ended", "随库存变动了结", "Ended by a movement", ANYBODY),
)
BATCH_CHANGES = (
    Change("open", "edit", "open", "改批次", "Change"),
    Change("open", "add", "open", "加旧件", "Add"),
    Change("open", "drop", "open", "取出旧件", "Take out"),
    Change("open", "send", "sent", "寄出", "Send"),
    Change("open", "cancel", "cancelled", "作废", "Call off"),
    Change("sent", "edit", "sent", "改单号", "Change"),
    Change("sent", "unsend", "open", "撤回寄出", "Undo sending"),
    Change("sent", "arrive", "sent", "厂家签收", "Arrived at the factory"),
    Change("sent", "result", "partly_back", "登记结果", "Enter a result"),
    Change("partly_back", "edit", "partly_back", "改单号", "Change"),
    Change("partly_back", "result", "partly_back", "登记结果", "Enter a result"),
    Change("partly_back", "finish", "closed", "全部返回", "All back"),
    Change("partly_back", "undo", "partly_back", "撤销结果", "Undo a result"),
    Change("closed", "undo", "partly_back", "撤销结果", "Undo a result"),
    Change("partly_back", "none_back", "sent", "都还没返回", "None back"),
)


def removed_step(state: str, act: str) -> Change | None:
    """The step of a removed part; None when it is not allowed in this state."""
    return _find(REMOVED_CHANGES, state, act)


def batch_step(state: str, act: str) -> Change | None:
    """The step of a batch; None when it is not allowed in this state."""
    return _find(BATCH_CHANGES, state, act)


def _find(changes: tuple[Change, ...], state: str, act: str) -> Change | None:
    return next((one for one in changes if (one.source, one.act) == (state, act)), None)
