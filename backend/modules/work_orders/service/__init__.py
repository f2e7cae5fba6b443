"""Use cases of work orders, one file a group of verbs."""
