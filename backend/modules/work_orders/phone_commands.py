"""What a phone may do, offline or not: kind, payload, use case."""

from backend.modules.sync.public import PhoneCommand
from backend.modules.work_orders import phone_payloads as said
from backend.modules.work_orders.asked import extras, office_word, payloads
from backend.modules.work_orders.service import cards, complete, record, road

PHONE_COMMANDS = (
    PhoneCommand("visit.accept", said.Plain, road.accept),
    PhoneCommand("visit.decline", said.Because, road.decline),
    PhoneCommand("visit.contacted", said.Plain, road.contacted),
    PhoneCommand("visit.checklist", said.Ticked, road.tick),
    PhoneCommand("visit.set_off", said.At, road.set_off),
    PhoneCommand("visit.arrive", said.At, road.arrive),
    PhoneCommand("visit.start", said.Plain, road.start),
    PhoneCommand("visit.fail", said.Because, road.fail),
    PhoneCommand("visit.suspend", said.SuspendVisit, road.suspend),
    PhoneCommand("item.record", said.Record, record.record),
    PhoneCommand("item.finish", said.OfItem, record.finish),
    PhoneCommand("item.suspend", said.SuspendItem, record.suspend_item),
    PhoneCommand("carrier.ask", said.Rebinding, cards.ask),
    PhoneCommand("carrier.done", said.Rebinding, cards.done),
    PhoneCommand("carrier.override", said.Overriding, cards.override),
    PhoneCommand("photo.add", said.AddPhoto, record.add_photo),
    PhoneCommand("visit.sign", said.Sign, complete.sign),
    PhoneCommand("visit.word", office_word.OfficeWord, office_word.report),
    PhoneCommand("extra.vehicle", payloads.ExtraVehicle, extras.add_vehicle),
    PhoneCommand("extra.work", payloads.ExtraWork, extras.add_work),
    PhoneCommand("extra.answer", payloads.ExtraAnswer, extras.answer_by_word),
    PhoneCommand("visit.complete", said.Plain, complete.complete),
)
