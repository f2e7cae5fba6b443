"""The command `paigong`: run the server, migrate, reset the demo, print the OpenAPI document."""

import argparse
import getpass
import json
import shutil
import sys
import tempfile
from pathlib import Path

import structlog
import uvicorn

from backend import worker
from backend.app import create_app, product_version
from backend.demo.seed import LOADING, demo_is_broken_off, seed_if_empty
from backend.gps_platform.simulated import beside as simulated
from backend.kernel.db import migrate
from backend.kernel.observability import configure_logs
from backend.kernel.settings import Settings, WrongSetting
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.followups import public as followups
from backend.modules.intake import public as intake
from backend.modules.inventory import public as inventory
from backend.modules.papers import public as papers
from backend.modules.proof import public as proof
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.wiring import build_house


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line and do one thing; returns the exit status."""
    parser = argparse.ArgumentParser(prog="paigong", description="Paigong 派工, field service dispatch")
    parser.add_argument("--version", action="version", version=f"paigong {product_version()}")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("run", "migrate, load the demo company on the first start, serve"),
        ("worker", "make day plans only; `run` starts one by itself"),
        ("migrate", "bring the database to the newest schema"),
        ("add-admin", "add an administrator; asks for the name and the password"),
        ("simulate-platform", "a simulated GPS platform by itself; `run` starts one for the demo"),
        ("demo-reset", "throw the embedded demo database away; the next run makes a new one"),
        ("openapi", "print the OpenAPI document"),
    ):
        commands.add_parser(name, help=text)
    commands.add_parser("verify-evidence", help="check an evidence pack: FILE --key FINGERPRINT", add_help=False)
    parsed, more = parser.parse_known_args(arguments)
    chosen = parsed.command
    if chosen == "verify-evidence":
        return papers.verify_evidence(more)
    if more:
        parser.error(f"not understood: {' '.join(more)}")
    acts = {
        "run": _run, "worker": worker.run, "migrate": _migrate, "add-admin": _add_admin, "demo-reset": _demo_reset,
        "openapi": _openapi, "simulate-platform": simulated.run,
    }  # fmt: skip
    try:
        return acts[chosen]()
    except WrongSetting as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2


def _run() -> int:
    settings = Settings()
    configure_logs(settings.log_level, as_json=settings.log_json)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if demo_is_broken_off(settings):
        if settings.database_url:
            _say("loading the demo was broken off: empty the configured database, then remove data_dir/demo.loading")
            return 2
        _demo_reset()
    migrate(settings.database)
    own, settings = settings, simulated.with_simulated_platform(settings)
    house = build_house(settings)
    if settings.demo:
        seed_if_empty(house, report=_say)
        _print_addresses(house.settings.base_url, settings.data_dir)
    structlog.get_logger().info(
        "starting", version=product_version(), address=settings.base_url, travel=house.units.ports.travel
    )
    with simulated.running_beside(settings is not own), worker.running_beside(settings):
        uvicorn.run(
            create_app(house), host=settings.host, port=settings.port, access_log=False, log_level="warning",
            timeout_keep_alive=75, timeout_graceful_shutdown=5,
        )  # fmt: skip
    return 0


def _migrate() -> int:
    settings = Settings()
    migrate(settings.database)
    _say("database is up to date")
    return 0


def _add_admin() -> int:
    """The first account of an installation without the demo, with the trade's usual skills, faults and scripts."""
    settings = Settings()
    migrate(settings.database)
    username = input("user name: ").strip()
    password = getpass.getpass("password (12 characters or more): ")
    if not username or len(password) < 12:
        _say("a name, and a password of 12 characters or more, are needed")
        return 2
    with build_house(settings).units.write() as work:
        _load_defaults(work)
        auth.add_user(
            work, username=username, name=username, password_hash=auth.hash_password(password),
            grants=[("administrator", None)],
        )  # fmt: skip
    _say(f"{username} may sign in now")
    return 0


def _load_defaults(work: UnitOfWork) -> None:
    """What every company of the trade starts with and edits, once."""
    if not technicians.skill_names(work):
        technicians.load_skills(work, technicians.DEFAULT_SKILLS, technicians.DEFAULT_SKILL_RULES)
        inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        inventory.load_binding_rules(work, inventory.DEFAULT_BINDING_RULES)
    work_orders.load_defaults(work)
    followups.load_scripts(work)
    proof.load_rules(work)
    intake.load_scripts(work)


def _demo_reset() -> int:
    settings = Settings()
    if settings.database_url:
        _say("demo-reset only touches the embedded database; drop the configured one by hand")
        return 2
    for path in (
        *settings.data_dir.glob("paigong.sqlite3*"),
        settings.data_dir / "files",
        settings.data_dir / "demo.json",
        settings.data_dir / LOADING,
        simulated.fleet_file(settings),
        papers.packs_folder(settings),
    ):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    _say("the demo database is gone; `make run` makes a new one")
    return 0


def _openapi() -> int:
    # Nothing is asked of a database; the house gets a folder that is gone afterwards.
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url="", data_dir=Path(folder), _env_file=None)
        document = create_app(build_house(settings), background=False).openapi()
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return 0


def _print_addresses(base_url: str, data_dir: Path) -> None:
    """The addresses and accounts of the demo, as its seeding wrote them down."""
    path = data_dir / "demo.json"
    if not path.exists():
        return
    demo = json.loads(path.read_text(encoding="utf-8"))
    lines = [
        "",
        "  Paigong 派工 is ready.",
        f"  Desk 派工台        {base_url}/desk/",
        f"  Phone 手机端       {base_url}/phone/",
        f"  Tracking 查询链接  {demo['tracking_url']}",
        f"  Samples 样表       {data_dir / 'samples'}",
        "",
        f"  Demo accounts (password {demo['password']}):",
        *(f"    {row['username']:<14} {row['role_zh']:<8} {row['name']}  {row['where']}" for row in demo["accounts"]),
        "",
        "  Ctrl-C stops it.",
        "",
    ]
    _say("\n".join(lines))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
