"""Owns text messages to customers: what was said when, and whether the carrier took it.

Publishes: nothing · Listens to: OrderSubmitted, VisitDispatched, TechnicianSetOff, VisitCompleted, ProofAwaited,
VisitProven, FollowUpUnreached.
"""
