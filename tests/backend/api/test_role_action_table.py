"""Who may do what: the permissions table asked at every operation of the real API, for every role, and for strangers."""

from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI
from httpx import Response

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.permissions import PERMISSIONS, ROLES
from backend.modules.auth.public import allow
from tests.backend.api.call import Call
from tests.backend.api.calls import CALLS
from tests.backend.api.stage import Stage
from tests.backend.api.surface import PUBLIC, operations, unguarded

# Their whole answer is what the person asking may see; there is nothing of one centre in the path or the body.
OF_NO_CENTRE = {
    "GET /api/approval-rules", "GET /api/auth/me", "POST /api/auth/logout", "GET /api/centres", "GET /api/find",
    "GET /api/geocode", "GET /api/intake/faults", "GET /api/intake/script", "GET /api/products", "GET /api/phone/day",
    "GET /api/phone/past", "GET /api/phone/scripts",
    "GET /api/phone/van", "GET /api/phone/wallet", "GET /api/audit", "GET /api/cases", "GET /api/complaints",
    "GET /api/cases.xlsx", "GET /api/cases/counts", "GET /api/numbers/near", "GET /api/plates/near",
    "GET /api/customers", "GET /api/finance/balance", "GET /api/finance/holdings", "GET /api/finance/holdings.xlsx",
    "GET /api/finance/ledger", "GET /api/finance/payments", "GET /api/finance/remittances", "GET /api/follow-ups",
    "GET /api/intake/lookup", "GET /api/orders", "GET /api/orders.xlsx", "GET /api/plans", "GET /api/stock",
    "GET /api/removed", "GET /api/removed/limits", "GET /api/removed/summary", "GET /api/removed.xlsx",
    "GET /api/return-batches", "GET /api/vehicles", "POST /api/intake/vehicle-sheet", "GET /api/proofs", "GET /api/proofs/counts",
    "GET /api/proof-rules", "PUT /api/proof-rules/{family}", "PUT /api/proof-wait", "GET /api/reworks", "GET /api/phone/proofs",
    # Types of vehicles and reasons to take a terminal out are the company's.
    "GET /api/removal-reasons", "GET /api/vehicle-types", "PUT /api/vehicle-types/{code}",
    # The binding rules are the company's; a result file is matched with the tasks within reach.
    "GET /api/binding-rules", "POST /api/binding-rules", "PATCH /api/binding-rules/{rule_id}", "GET /api/carrier-columns",
    "PUT /api/carrier-columns", "GET /api/carrier-tasks", "POST /api/carrier-tasks/results",
    "GET /api/stock/counts", "GET /api/stock/papers", "GET /api/stock/shortages", "GET /api/stock/templates/{kind}",
    "POST /api/stock/receipts/read",
    # Channels within reach and the company's; everybody's phone is his own.
    "GET /api/channels", "GET /api/notices/given-up", "GET /api/phone/push", "PUT /api/phone/push",
    "DELETE /api/phone/push",
    # Everybody has an outbox of his own, and hands in his own files.
    "POST /api/sync/commands", "PUT /api/sync/files/{sha256}", "POST /api/sync/unsent", "GET /api/unsent",
    # How long phones keep what arrived is the company's.
    "GET /api/phone-policy", "PUT /api/phone-policy",
}  # fmt: skip

# On the stage, yet nothing of Shenzhen's: what is Guangzhou's, the company's, or a word.
NO_SECRETS = {
    "far_technician", "far_store", "rule", "binding_rule", "family", "kind", "list_kind", "part_code", "type_code",
    "phone_owner",
}  # fmt: skip
# A transfer between the two is known at both ends, with the places that it leaves and reaches.
BETWEEN_BOTH, TELL_TRANSFERS = {"store", "coming", "going"}, {"GET /api/audit", "GET /api/stock/papers"}


def guarded(stage: Stage) -> dict[str, str]:
    """Operation to action."""
    return {one.key: one.actions[0] for one in operations(stage.app.routes) if one.actions}


def known(stage: Stage) -> dict[str, str]:
    """The guarded operations that CALLS can call; another test says that these are all."""
    return {key: action for key, action in guarded(stage).items() if key in CALLS}


def asked(stage: Stage, who: tuple[str, str] | None, key: str, call: Call) -> Response:
    """Make the call as somebody."""
    method, template = key.split(" ", 1)
    return stage.ask(who, method, call.url(template, stage), **call.request(key, stage))


def code(answer: Response) -> str:
    """The code of a refusal, "" for anything else."""
    return str(answer.json().get("code", "")) if answer.status_code >= 400 else ""


def test_every_operation_has_exactly_one_guard(stage: Stage) -> None:
    """The exceptions stand in one list, and none of them is left over from something that is gone."""
    assert unguarded(stage.app.routes) == []
    assert {key for key in PUBLIC if not key.startswith("MOUNT")} <= {one.key for one in operations(stage.app.routes)}


def test_control_an_operation_without_a_guard_is_reported() -> None:
    """Negative control: none, two, and one that claims to be public and is guarded."""
    router = APIRouter(prefix="/api")
    guard = allow("orders.read")

    @router.get("/none")
    def none() -> None: ...

    @router.get("/two")
    def two(one: Annotated[UnitOfWork, guard], other: Annotated[UnitOfWork, allow("find")]) -> None: ...

    @router.get("/one")
    def one(work: Annotated[UnitOfWork, guard]) -> None: ...

    @router.post("/auth/login")
    def login(work: Annotated[UnitOfWork, guard]) -> None: ...

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.include_router(router)
    assert unguarded(app.routes) == [
        "GET /api/none: 0 guards",
        "GET /api/two: 2 guards",
        "POST /api/auth/login: 1 guards",
    ]


def test_every_operation_can_be_called_by_somebody_who_may(stage: Stage) -> None:
    """Without this the refusals below could be those of a wrong address or body."""
    assert set(CALLS) == set(guarded(stage))
    failed = []
    for key, call in CALLS.items():
        stage.restore()
        answer = asked(stage, (call.role, "SZ"), key, call)
        if answer.status_code not in {200, 201, 202, 204}:
            failed.append(f"{key} as {call.role}: {answer.status_code} {answer.text[:300]}")
    assert not failed, "\n".join(failed)


def test_every_action_of_the_table_guards_something(stage: Stage) -> None:
    """An action that no operation asks for is a promise that nobody keeps; one only adds to an answer."""
    assert set(PERMISSIONS) - set(guarded(stage).values()) == set()


@pytest.mark.parametrize("role", ROLES)
def test_R27_the_table_holds_for_each_role_at_every_operation(stage: Stage, role: str) -> None:
    """In the table: never refused for the role. Not in the table: always 403 not_allowed, and nothing changes."""
    wrong = []
    for key, action in known(stage).items():
        stage.restore()
        before = stage.writes()
        answer = asked(stage, (role, "SZ"), key, CALLS[key])
        refused = (answer.status_code, code(answer)) == (403, "not_allowed")
        if refused != (role not in PERMISSIONS[action]) or answer.status_code >= 500:
            wrong.append(f"{key} ({action}): {answer.status_code} {answer.text[:200]}")
        if refused and stage.writes() != before:
            wrong.append(f"{key}: refused, yet something was written")
    assert not wrong, "\n".join(wrong)


def test_R27_a_stranger_is_sent_to_sign_in_everywhere(stage: Stage) -> None:
    """401 before anything else, with or without a cookie that never was a session."""
    wrong = []
    for key, call in CALLS.items():
        method, template = key.split(" ", 1)
        before = stage.writes()
        for headers in ({}, {"cookie": "pg_session=made-up; pg_csrf=x", "x-csrf-token": "x"}):
            request = call.request(key, stage)
            request["headers"] = {**request.get("headers", {}), **headers}
            answer = stage.ask(None, method, call.url(template, stage), **request)
            if (answer.status_code, code(answer)) != (401, "not_signed_in") or stage.writes() != before:
                wrong.append(f"{key}: {answer.status_code} {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)


def test_R27_another_centres_people_reach_nothing_here(stage: Stage) -> None:
    """The same role at Guangzhou asks for Shenzhen's things with the very call that works in Shenzhen."""
    wrong = []
    for key, call in CALLS.items():
        if key in OF_NO_CENTRE:
            continue
        stage.restore()
        before = stage.writes()
        answer = asked(stage, (call.role, "GZ"), key, call)
        if answer.status_code not in {403, 404} or code(answer) == "not_allowed" or stage.writes() != before:
            wrong.append(f"{key} as {call.role}: {answer.status_code} {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)


def test_R27_lists_of_another_centre_show_nothing_of_this_one(stage: Stage) -> None:
    """No id, number or name of Shenzhen's objects stands in any list that Guangzhou can read."""
    secret = {name: value for name, value in stage.ids.items() if name not in NO_SECRETS}
    told = []
    for key in sorted(OF_NO_CENTRE & {one for one in CALLS if one.startswith("GET ")}):
        call = CALLS[key]
        answer = asked(stage, (call.role, "GZ"), key, Call(call.role, call.path, call.body, {}))
        if answer.status_code == 422:  # it needs its question
            answer = asked(stage, (call.role, "GZ"), key, call)
        assert answer.status_code == 200, f"{key}: {answer.text}"
        known = BETWEEN_BOTH if key in TELL_TRANSFERS else ()
        told += [f"{key} tells {name}" for name, value in secret.items() if name not in known and value in answer.text]
    assert not told, "\n".join(told)
