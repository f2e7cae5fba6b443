"""Day plans: asked for, made by the worker, compared, accepted in whole or in part, taken back."""
