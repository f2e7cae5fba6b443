"""Paigong's server: a technical kernel, business modules over it, and one file that wires them."""

import gc

# Loading the server makes hundreds of thousands of objects that stay. Looking through them for rubbish at every 700 newcomers,
# as Python does unless told otherwise, is an eighth of the start; the work afterwards is hardly quicker for it.
gc.set_threshold(50_000, 10, 10)
