"""The table role × action: the one place that says who may do what. A test walks it over every endpoint."""

AGENT, COMPLAINTS, DISPATCHER, MANAGER = "agent", "complaint_handler", "dispatcher", "manager"
TECHNICIAN, PARTNER, WAREHOUSE, FINANCE = "technician", "partner_technician", "warehouse", "finance"
QUALITY, CUSTOMER, ADMIN = "quality", "customer", "administrator"

ROLES = (AGENT, COMPLAINTS, DISPATCHER, MANAGER, TECHNICIAN, PARTNER, WAREHOUSE, FINANCE, QUALITY, ADMIN)
FIELD = frozenset({TECHNICIAN, PARTNER})
OFFICE = frozenset({AGENT, COMPLAINTS, DISPATCHER, MANAGER, WAREHOUSE, FINANCE, QUALITY, ADMIN})
EVERYBODY = OFFICE | FIELD


def _only(*roles: str) -> frozenset[str]:
    return frozenset(roles)


PERMISSIONS: dict[str, frozenset[str]] = {
    # auth
    "session.own": EVERYBODY,
    "centres.read": EVERYBODY,
    # customers
    "customers.read": OFFICE,
    "customers.write": _only(AGENT, MANAGER, ADMIN),
    "customers.see_phones": _only(AGENT, COMPLAINTS, DISPATCHER, MANAGER),
    "vehicle_types.write": _only(ADMIN),
    # technicians
    "technicians.read": OFFICE,
    # inventory
    "products.read": EVERYBODY,
    "stock.read": _only(WAREHOUSE, DISPATCHER, MANAGER, ADMIN),
    "stock.move": _only(WAREHOUSE),
    "stock.approve_loss": _only(MANAGER),
    "vehicles.history": OFFICE,
    "cases.read": _only(WAREHOUSE, DISPATCHER, MANAGER),
    "cases.settle": _only(WAREHOUSE, MANAGER),
    "phone.van": FIELD,
    "removed.read": _only(WAREHOUSE, DISPATCHER, MANAGER, ADMIN),
    "removed.write": _only(WAREHOUSE, MANAGER),
    "removed.loss": _only(MANAGER),
    "removed.limit": _only(MANAGER, ADMIN),
    "removed.label": FIELD | _only(WAREHOUSE, DISPATCHER, MANAGER, ADMIN),
    "binding_rules.read": OFFICE,
    "binding_rules.write": _only(WAREHOUSE, MANAGER, ADMIN),
    "carrier_tasks.read": _only(WAREHOUSE, DISPATCHER, MANAGER),
    "carrier_tasks.write": _only(WAREHOUSE, MANAGER),
    # papers: a technician prints those of his own visits
    "papers.print": EVERYBODY,
    "papers.evidence": _only(AGENT, COMPLAINTS, MANAGER, QUALITY),
    # work orders
    "orders.read": OFFICE,
    "orders.export": _only(DISPATCHER, MANAGER, QUALITY),
    "orders.approve": _only(MANAGER),
    "orders.verbal_approval": _only(AGENT, DISPATCHER, MANAGER),
    "orders.authority": _only(AGENT, DISPATCHER, MANAGER),
    "orders.settle_clash": _only(DISPATCHER, MANAGER),
    "orders.cancel": _only(AGENT, DISPATCHER, MANAGER),
    "approval_rules.read": OFFICE,
    "approval_rules.write": _only(MANAGER, ADMIN),
    "phone.day": FIELD,
    # sync
    "phone.sync": FIELD,
    "files.read": EVERYBODY,
    "unsent.read": _only(DISPATCHER, MANAGER, AGENT),
    "unsent.settle": _only(DISPATCHER, MANAGER),
    "rescue.hand_in": FIELD | _only(DISPATCHER, MANAGER, AGENT),
    "phone_policy.read": OFFICE,
    "phone_policy.write": _only(MANAGER, ADMIN),
    # intake
    "intake.lookup": _only(AGENT, COMPLAINTS, DISPATCHER, MANAGER),
    "intake.write": _only(AGENT, MANAGER),
    "find": OFFICE,
    "geocode": OFFICE,
    # planning
    "board.read": _only(DISPATCHER, MANAGER, AGENT),
    "dispatch.rank": _only(DISPATCHER, MANAGER),
    "dispatch.assign": _only(DISPATCHER, MANAGER),
    "plans.read": _only(DISPATCHER, MANAGER),
    "plans.make": _only(DISPATCHER, MANAGER),
    # finance
    "finance.read": _only(FINANCE, MANAGER),
    "finance.write": _only(FINANCE),
    "fees.read": OFFICE,
    "phone.wallet": FIELD,
    # follow-ups and complaints
    "followups.read": _only(AGENT, COMPLAINTS, MANAGER, QUALITY),
    "followups.write": _only(AGENT, COMPLAINTS),
    "complaints.read": _only(AGENT, COMPLAINTS, MANAGER, QUALITY),
    "complaints.open": _only(AGENT, COMPLAINTS, MANAGER),
    "complaints.write": _only(COMPLAINTS, MANAGER),
    # proof by the platform
    "proofs.read": OFFICE,
    "proofs.recheck": _only(DISPATCHER, MANAGER, QUALITY),
    "proofs.settle": _only(MANAGER, QUALITY),
    "proofs.rules": _only(MANAGER, ADMIN),
    "reworks.decide": _only(DISPATCHER, MANAGER),
    "phone.proof": FIELD,
    # watchers
    "tracking.link": _only(AGENT, COMPLAINTS, DISPATCHER, MANAGER),
    "messages.read": _only(AGENT, COMPLAINTS, DISPATCHER, MANAGER),
    "channels.read": _only(DISPATCHER, MANAGER, ADMIN),
    "channels.write": _only(MANAGER, ADMIN),
    "phone.push": FIELD,
    "audit.read": _only(MANAGER, QUALITY, ADMIN, DISPATCHER, AGENT, COMPLAINTS, FINANCE),
}


def actions_of(roles: frozenset[str]) -> list[str]:
    """Every action that somebody with these roles may do somewhere, sorted."""
    return sorted(action for action, allowed in PERMISSIONS.items() if allowed & roles)
