"""Who acts: a person with roles at centres, or the system itself."""

from dataclasses import dataclass, replace

from backend.kernel.errors import NOT_YOURS, Refusal


@dataclass(frozen=True)
class Actor:
    """The person behind a request, with the centres where the action at hand is allowed.

    `grants` are (role, centre_id) pairs, centre_id None meaning every centre (headquarters).
    `scope` is the set of centres where this action is allowed, None meaning all of them.
    """

    id: str
    name: str
    grants: tuple[tuple[str, str | None], ...] = ()
    scope: frozenset[str] | None = frozenset()
    technician_id: str | None = None

    @property
    def roles(self) -> frozenset[str]:
        """The names of the roles held anywhere."""
        return frozenset(role for role, _ in self.grants)

    def narrowed_to(self, roles: frozenset[str]) -> "Actor":
        """The same person with the scope that these roles give."""
        centres = [centre for role, centre in self.grants if role in roles]
        if None in centres:
            return replace(self, scope=None)
        return replace(self, scope=frozenset(c for c in centres if c is not None))

    def reaches(self, centre_id: str) -> bool:
        """Whether the action at hand is allowed at this centre."""
        return self.scope is None or centre_id in self.scope

    def require_centre(self, centre_id: str) -> None:
        """Refuse (403 not_yours) unless the action is allowed at this centre."""
        if not self.reaches(centre_id):
            raise Refusal(NOT_YOURS)


SYSTEM = Actor(id="system", name="系统", scope=None)
CUSTOMER = Actor(id="customer", name="客户", scope=None)
