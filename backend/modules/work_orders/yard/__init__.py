"""Many vehicles in one yard (R35): several technicians on one list, what each said put together, accepted part by part."""
