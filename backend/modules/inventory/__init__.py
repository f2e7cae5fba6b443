"""Inventory: devices, SIM cards and parts, in whose custody they are, and the installation ledger.

Owns: products, places, devices, sims, stock, movements, installations, number_cases.
Publishes: ActRecorded, CaseOpened, CaseSettled, StockIssued, StockReturned.
Listens to: nothing.
"""
