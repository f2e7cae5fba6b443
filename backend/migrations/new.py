"""Writes a migration from the difference between the tables and the migrations: python -m backend.migrations.new NAME."""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config

from backend.kernel.db import Database, migrate

HERE = Path(__file__).parent


def main(name: str) -> None:
    """Compare an empty database brought to head with the models, and write versions/<date>_<name>.py."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.sqlite3"
        if any((HERE / "versions").glob("*.py")):
            migrate(url)
        config = Config()
        config.set_main_option("script_location", str(HERE))
        config.set_main_option("file_template", "%%(slug)s")
        database = Database(url)
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            stamp = datetime.now(UTC).strftime("%Y_%m_%d")
            command.revision(config, message=f"{stamp} {name}", rev_id=f"{stamp}_{name}", autogenerate=True)
        database.close()
    path = HERE / "versions" / f"{stamp}_{name}.py"
    path.write_text(
        path.read_text()
        .replace("backend.kernel.db.UtcTime()", "sa.BigInteger()")
        .replace("sqlmodel.sql.sqltypes.AutoString", "sa.String")
    )
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=False)


if __name__ == "__main__":
    main(sys.argv[1])
