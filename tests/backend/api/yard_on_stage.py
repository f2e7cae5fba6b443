"""A yard for the stage: two technicians at one vehicle who wrote down different things."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.yard.clashes import clashes_of
from tests.backend.visit_story import OFFICE, Story

if TYPE_CHECKING:
    from tests.backend.api.stage import Stage


def add_yard(stage: Stage, story: Story) -> None:
    """The order, and the clash that waits for the dispatcher."""
    lead = story.send(story.vehicle())
    with stage.house.units.write(OFFICE) as work:
        version = work_orders.visit(work, lead.visit_id).version
        mate = work_orders.send_mate(work, lead.visit_id, stage.ids["colleague"], version)
    both = (lead, replace(lead, visit_id=mate.id, technician_id=mate.technician_id))
    for sent, remedy in zip(both, ("换保险", "重接电源"), strict=True):
        story.arrives(sent)
        story.does(sent, "item.record", item_id=sent.item_ids[0], fields={"remedy": remedy})
    with stage.house.units.read(OFFICE) as work:
        [clash] = clashes_of(work, [lead.order_id])
    stage.ids |= {"yard": lead.order_id, "clash": clash.id, "claim": clash.claims[1].id}
