"""`python -m stack drill`: a database is lost and comes back, from a backup and from what was written since.

A shop of its own on PostgreSQL servers of its own, in a folder that is gone afterwards. Restored are a base backup with the
log up to the moment before the loss (what `restore-db-cluster-to-point-in-time` does on AWS), and a dump. Both must hold
exactly what was there: counts and checksums of every table, and books of the stock that agree.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

from . import processes, servers
from .build import RELEASE
from .servers import postgresql_program as program
from .settings import ROOT, Failure, free_port

DATABASE = "sayur"
# Between the backup and the loss the shop goes on: the first number is there at the backup, the second at the loss.
LINES = ("2000", "4000")
PRODUCTS = "300"
MOMENT = "before_the_loss"


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server in a folder."""

    directory: Path
    name: str
    port: int

    @property
    def data(self) -> Path:
        return self.directory / self.name

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def start(self, **settings: str | int) -> None:
        settings |= {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_wal_senders": 4,
            "wal_level": "replica",
            "timezone": "UTC",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        processes.start(
            self.directory, self.name, [program("postgres"), "-D", self.data, *options],
            env=processes.plain_environment(), user="postgres",
        )
        processes.wait_until(self.is_open, self.directory, self.name, 60)

    def is_open(self) -> bool:
        """Whether it takes writes: one that is still reading the log does not."""
        try:
            return not servers.query(self.url("postgres").rpartition("/")[0], "select pg_is_in_recovery()")[0][0]
        except psycopg2.OperationalError:
            return False

    def stop(self) -> None:
        processes.stop(self.directory, self.name, signal.SIGINT, whole_session=False)

    def ask(self, statement: str | sql.Composable) -> list[tuple]:
        return servers.ask(self.url(), statement)


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:6.1f} s  {what}", flush=True)


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="micro-sayur-drill-") as folder:
        directory = Path(folder)
        if os.getuid() == 0:
            shutil.chown(directory, "postgres", "postgres")
        both = [Server(directory, name, free_port(0)) for name in ("first", "restored")]
        try:
            rehearse(directory, *both)
        finally:
            for server in both:
                server.stop()


def rehearse(directory: Path, first: Server, restored: Server) -> None:
    log = directory / "log"
    with timed("a shop on a server that keeps its log"):
        open_shop(directory, first, log)
    base, dump = directory / "restored", directory / "dump"
    with timed("base backup, while it runs"):
        as_postgres([program("pg_basebackup"), "-d", first.url("postgres"), "-D", base, "--checkpoint", "fast", "-X", "none"])
    with timed("orders go on"):
        seed(first, LINES[1])
    expected = contents(first)
    with timed("dump"):
        as_postgres([program("pg_dump"), "--format", "directory", "--jobs", "2", "--file", dump, first.url()])
    lose(first)
    with timed(f"base backup and log, up to the moment {MOMENT}"):
        recover(restored, log)
    compare("restored to the moment", restored, expected)
    with timed("dump into a fresh database"):
        servers.create_database(restored.url("").rstrip("/"), "from_dump")
        target = restored.url("from_dump")
        as_postgres([program("pg_restore"), "--jobs", "2", "--exit-on-error", "--dbname", target, dump])
    compare("restored from the dump", restored, expected, "from_dump")
    orders, newest = expected["orders.orders"][0], max(LINES, key=int)
    print(f"nothing is lost: {len(expected)} tables, {orders} orders of about {newest} lines")


def open_shop(directory: Path, server: Server, log: Path) -> None:
    as_postgres(
        [program("initdb"), "--pgdata", server.data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8",
         "--locale", "C.UTF-8", "--no-sync"]
    )
    as_postgres(["mkdir", log])
    server.start(archive_mode="on", archive_command=f"cp %p {log}/%f")
    servers.create_database(server.url("").rstrip("/"), DATABASE)
    tool("xtask", "migrate", url=server.url())
    tool("xtask", "grant", url=server.url())
    tool("seeder", "catalogue", url=server.url())
    seed(server, LINES[0])


def seed(server: Server, lines: str) -> None:
    tool("seeder", "large", "--products", PRODUCTS, "--order-lines", lines, url=server.url())


def lose(server: Server) -> None:
    """Names the moment, and then destroys what a shop cannot do without."""
    server.ask(f"select pg_create_restore_point('{MOMENT}')")
    server.ask("truncate orders.orders, payments.payments cascade")
    server.ask("drop schema cart cascade")
    # The last of the log is handed over.
    segment = server.ask("select pg_walfile_name(pg_switch_wal())")[0][0]
    done = lambda: server.ask(f"select last_archived_wal >= '{segment}' from pg_stat_archiver")[0][0]  # noqa: E731
    processes.wait_until(done, server.directory, server.name, 30)
    server.stop()


def recover(server: Server, log: Path) -> None:
    (server.data / "recovery.signal").touch()
    server.start(
        restore_command=f"cp {log}/%f %p", recovery_target_name=MOMENT, recovery_target_action="promote"
    )


def contents(server: Server, database: str = DATABASE) -> dict[str, tuple]:
    """Of every table of the shop, and of the history of its migrations: how many rows, and a sum over all of them."""
    tables = """select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        order by 1"""
    with closing(psycopg2.connect(server.url(database))) as connection, connection.cursor() as cursor:
        cursor.execute(tables)
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from {table} t")
            found[table] = cursor.fetchone()
        return found


def compare(what: str, server: Server, expected: dict[str, tuple], database: str = DATABASE) -> None:
    found = contents(server, database)
    different = [table for table in expected.keys() | found.keys() if expected.get(table) != found.get(table)]
    if different:
        raise Failure(f"{what}: not as before: {', '.join(sorted(different))}")
    books = tool("seeder", "check-stock", url=server.url(database)).strip()
    print(f"{'':9} {what}: every table as before; {books}")


def tool(name: str, *arguments: str, url: str) -> str:
    result = subprocess.run(
        [RELEASE / name, *arguments], cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True
    )
    if result.returncode != 0:
        raise Failure(f"`{name} {' '.join(arguments)}` failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def as_postgres(command: list) -> None:
    servers.run_to_end(command, account="postgres")
