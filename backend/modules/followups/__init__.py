"""Owns follow-up calls (回访): when they are due, what is asked, what the customer said.

Publishes: FollowUpScheduled, FollowUpOpened, FollowUpAnswered, FollowUpSatisfied, FollowUpDissatisfied,
FollowUpToRepeat, FollowUpUnreached, FollowUpCancelled, NewNeedHeard.
Listens to: OrderCompleted, ItemNotProven, VisitProven.
"""
