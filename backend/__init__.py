"""Paigong's server: a technical kernel, business modules over it, and one file that wires them."""
