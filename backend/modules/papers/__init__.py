"""Owns the papers that are printed and the evidence packs. Publishes: paper.printed, evidence.exported. Reads every module's public."""
