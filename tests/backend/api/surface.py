"""Every address the application answers, and the action of the permissions table that guards it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute, Mount

from backend.modules.auth.public import Allowed

# Who asks these is not known yet, or need not be: signing in, the health check, the customer's page (its token is the
# key), the two faces (built files without any data), and the description of the API.
PUBLIC = {
    "POST /api/auth/login",
    "POST /api/platform/events",  # the platform has no account: its secret is the key
    "GET /health",
    "GET /t/{token:path}",
    "GET /t/{token}/evidence.pdf",
    "GET /.well-known/paigong-evidence.json",  # the public key of the seal: no secret
    "POST /t/{token}/rating",
    "POST /t/{token}/complaint",
    "POST /t/{token}/extra",
    "POST /t/{token}/signature",
    "POST /t/{token}/signature/decline",
    "GET /",
    "GET /desk/{path:path}",
    "GET /phone/{path:path}",
    "GET /api/openapi.json",
    "MOUNT /desk/assets",
    "MOUNT /phone/assets",
}


@dataclass(frozen=True)
class Operation:
    """A method at an address with the actions that guard it."""

    key: str
    actions: tuple[str, ...]


def operations(routes: Sequence[BaseRoute]) -> Iterator[Operation]:
    """Every operation of the application, those of included routers too."""
    for context in iter_route_contexts(routes):
        route = context.original_route
        if isinstance(route, Mount):
            yield Operation(f"MOUNT {route.path}", ())
            continue
        path, methods = str(context.path), set(context.methods or ()) - {"HEAD"}
        guards = tuple(_guards(context.dependant)) if isinstance(route, APIRoute) else ()
        yield from (Operation(f"{method} {path}", guards) for method in sorted(methods))


def _guards(dependant: Dependant) -> Iterator[str]:
    for one in dependant.dependencies:
        if isinstance(one.call, Allowed):
            yield one.call.action
        yield from _guards(one)


def unguarded(routes: Sequence[BaseRoute]) -> list[str]:
    """One sentence for each operation that is neither public nor guarded by exactly one action."""
    return [
        f"{one.key}: {len(one.actions)} guards"
        for one in operations(routes)
        if len(one.actions) != (0 if one.key in PUBLIC else 1)
    ]
