"""Owns the customer's private link: the tracking page, ratings, and the complaint box on it (R4, R28).

Publishes: CustomerRated, CustomerComplained · Listens to: OrderCreated, OrderClosed.
"""
