"""Customers: who is served, where, and with which vehicles.

Owns: customers, contacts, sites, vehicles.
Publishes: CustomerAdded, VehicleAdded, VehicleChanged, PhoneRevealed.
Listens to: nothing.
"""
