"""Technicians: who does the visits, what they can do, and when they work.

Owns: technicians, skills, technician_skills, skill_rules, shifts, absences.
Publishes: AbsenceAdded.
Listens to: nothing.
"""
