"""Owns work orders, their items (one vehicle each), visits, approvals and photos, and the rules of their lives.

Publishes: every fact in events.py, from OrderSubmitted to OrderClosed · Listens to: nothing (others call `public`).
"""
