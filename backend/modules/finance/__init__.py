"""Owns the fees of a visit, payments, remittances (交款) and the double-entry ledger in integer fen.

Publishes: FeesConfirmed, PaymentCollected, PaymentVoided, PaymentConfirmed, FeesSettled, RemittanceSubmitted,
RemittanceConfirmed, RemittanceReturned, HoldingOverdue, MoneyExported.
Listens to: OrderCompleted, since an order that owes nothing is settled at once.
"""
