"""Owns what people are told outside the app: texts to customers, and (crew) notices to one's own people.

Publishes: ChannelChanged, PushTurned, NoticeRepeated · Listens to: OrderSubmitted, VisitDispatched, TechnicianSetOff,
VisitCompleted, ProofAwaited, VisitProven, FollowUpUnreached; for the crew to what sends, moves or withdraws a visit, to
answers that a technician waits for, and to alarms.
"""
