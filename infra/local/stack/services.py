"""PostgreSQL, Redis and RabbitMQ: the ones that answer on their usual ports, or own ones.

Own servers are shared by this clone's stacks, listen on the loopback interface only, and end with the
last stack.
"""

import os
import shutil
import signal
import socket
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql

from . import processes
from .settings import CLONE, LOCAL, PREFERRED_PORTS, Failure, Stack, free_port

DIRECTORY = LOCAL / "services"

# Each warm function holds a connection of its own, forty of them before the first burst; Debian's
# default of 100 leaves no room for tests that call one function fifty times at once.
CONNECTIONS_NEEDED = 200
OWN_CONNECTIONS = 500

REDIS_DATABASES = 16
AMQP_HEADER = b"AMQP\x00\x00\x09\x01"


def own_only() -> bool:
    """`SAYUR_OWN_SERVICES=1` leaves servers that already answer alone."""
    return os.environ.get("SAYUR_OWN_SERVICES") == "1"


def home(server: str) -> Path:
    """Where an own server keeps its data: a place its unprivileged account can reach."""
    if os.getuid() != 0:
        return DIRECTORY / server
    base = {"postgresql": "/var/lib/postgresql", "rabbitmq": "/var/lib/rabbitmq"}[server]
    return Path(base) / f"micro-sayur-{CLONE}"


def make_home(server: str, account: str) -> Path:
    directory = home(server)
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.getuid() == 0:
        shutil.chown(directory, account, account)
    return directory


# PostgreSQL

USUAL = "postgresql://postgres@127.0.0.1:5432"


def postgresql() -> tuple[str, str]:
    """The server's address without a database, and a word on whose it is."""
    own = processes.running(DIRECTORY, "postgresql")
    if own is None and not own_only():
        verdict = suits(USUAL)
        if verdict is None:
            return USUAL, "the one that answers"
        own = start_postgresql()
        return address(own), f"own ({verdict})"
    own = own or start_postgresql()
    return address(own), "own"


def address(own: dict) -> str:
    return f"postgresql://postgres@127.0.0.1:{own['port']}"


def suits(url: str) -> str | None:
    """Why a server cannot be used; None when it can."""
    try:
        [(superuser, connections)] = query(
            url, "select rolsuper, current_setting('max_connections')::int from pg_roles where rolname = current_user"
        )
    except psycopg2.OperationalError as error:
        return "no answer on 5432" if "refused" in str(error) else "5432 does not let us in"
    if not superuser:
        return "the account on 5432 may not make databases and extensions"
    if connections < CONNECTIONS_NEEDED:
        return f"the one on 5432 takes {connections} connections, a stack needs {CONNECTIONS_NEEDED}"
    return None


def query(server: str, statement: str | sql.Composable, *values: object) -> list[tuple]:
    """One statement to a server's maintenance database, outside a transaction."""
    with closing(psycopg2.connect(f"{server}/postgres", connect_timeout=3)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


def start_postgresql() -> dict:
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if not binaries:
        raise Failure("PostgreSQL is not installed; `infra/local/bootstrap` installs it")
    binary = binaries[-1]
    data = make_home("postgresql", "postgres") / "data"
    if not (data / "PG_VERSION").exists():
        run_to_end(
            [binary.with_name("initdb"), "--pgdata", data, "--username", "postgres", "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            account="postgres",
        )
    (data / "postmaster.pid").unlink(missing_ok=True)
    port = free_port(5433)
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": OWN_CONNECTIONS,
        "shared_buffers": "128MB",
        # Nothing here outlives the machine: speed before durability.
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "timezone": "UTC",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    record = processes.start(
        DIRECTORY, "postgresql", [binary, "-D", data, *options],
        env=processes.plain_environment(), facts={"port": port}, user="postgres",
    )
    processes.wait_until(lambda: suits(address(record)) is None, DIRECTORY, "postgresql", 30)
    return record


def create_database(url: str, name: str) -> str:
    if not query(url, "select 1 from pg_database where datname = %s", name):
        query(url, sql.SQL("create database {}").format(sql.Identifier(name)))
    return f"{url}/{name}"


def drop_database(url: str) -> None:
    server, _, name = url.rpartition("/")
    if server != USUAL:
        # It may have been stopped, and listens elsewhere then.
        server = address(processes.running(DIRECTORY, "postgresql") or start_postgresql())
    query(server, sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


# Redis


def redis(stack: Stack) -> tuple[str, str]:
    """The address of a database that is this stack's alone, and a word on whose server it is in."""
    own = processes.running(DIRECTORY, "redis")
    if own is None and not own_only() and redis_call(6379, "PING") == "+PONG":
        number = claim_redis_database(6379, stack)
        if number is not None:
            return f"redis://127.0.0.1:6379/{number}", "the one that answers"
    own = own or start_redis()
    return f"redis://127.0.0.1:{own['port']}/{claim_redis_database(own['port'], stack)}", "own"


def claim_redis_database(port: int, stack: Stack) -> int | None:
    """The number of a database that holds this stack's mark or nothing; it is marked then.

    Number 0 is left to whoever else uses the server.
    """
    mark, empty = f"{stack.name} {CLONE}", None
    for number in range(1, REDIS_DATABASES):
        owner = redis_call(port, "GET micro-sayur:stack", number)
        if owner == mark.replace(" ", "-"):
            return number
        if empty is None and redis_call(port, "DBSIZE", number) == ":0":
            empty = number
    if empty is not None:
        redis_call(port, f"SET micro-sayur:stack {mark.replace(' ', '-')}", empty)
    return empty


def clear_redis(url: str) -> None:
    port, number = url.rpartition(":")[2].split("/")
    redis_call(int(port), "FLUSHDB", int(number))


def redis_call(port: int, command: str, database: int = 0) -> str | None:
    """One command in Redis's inline form; enough for the few that are needed here."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as sock:
            stream = sock.makefile("rw", newline="\r\n")
            stream.write(f"SELECT {database}\r\n{command}\r\n")
            stream.flush()
            if stream.readline().strip() != "+OK":
                return None
            answer = stream.readline().strip()
            if answer.startswith("$") and answer != "$-1":
                return stream.readline().strip()
            return answer
    except OSError:
        return None


def start_redis() -> dict:
    if not shutil.which("redis-server"):
        raise Failure("Redis is not installed; `infra/local/bootstrap` installs it")
    port = free_port(6380)
    record = processes.start(
        DIRECTORY, "redis",
        ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
         "--databases", REDIS_DATABASES],
        env=processes.plain_environment(), facts={"port": port},
    )
    processes.wait_until(lambda: redis_call(port, "PING") == "+PONG", DIRECTORY, "redis", 10)
    return record


# RabbitMQ


def rabbitmq() -> tuple[str, str]:
    own = processes.running(DIRECTORY, "rabbitmq")
    if own is None and not own_only() and processes.answers(5672, AMQP_HEADER, b"\x01"):
        return "amqp://guest:guest@127.0.0.1:5672/%2f", "the one that answers"
    own = own or start_rabbitmq()
    return f"amqp://guest:guest@127.0.0.1:{own['port']}/%2f", "own"


def start_rabbitmq() -> dict:
    # Not the wrapper on the path: that one refuses every account but root and rabbitmq.
    server, epmd = Path("/usr/lib/rabbitmq/bin/rabbitmq-server"), shutil.which("epmd")
    if not server.exists() or not epmd:
        raise Failure("RabbitMQ is not installed; `infra/local/bootstrap` installs it")
    data = make_home("rabbitmq", "rabbitmq")
    port, distribution, names = free_port(5673), free_port(25673), free_port(4370)
    env = {
        **processes.plain_environment(),
        "HOME": str(data),
        # An Erlang port mapper of its own: the shared one would be left behind, and listens on every interface.
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"micro-sayur-{CLONE}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(distribution),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        "RABBITMQ_MNESIA_BASE": str(data / "mnesia"),
        "RABBITMQ_LOG_BASE": str(data / "log"),
        "RABBITMQ_CONFIG_FILE": str(data / "none"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(data / "plugins"),
    }
    processes.start(DIRECTORY, "epmd", [epmd, "-port", names, "-address", "127.0.0.1"], env=env, user="rabbitmq")
    record = processes.start(DIRECTORY, "rabbitmq", [server], env=env, facts={"port": port}, user="rabbitmq")
    processes.wait_until(lambda: processes.answers(port, AMQP_HEADER, b"\x01"), DIRECTORY, "rabbitmq", 60)
    return record


# All of them


def stop() -> list[str]:
    """Ends the own servers; their data stays, unless no stack has a database left."""
    ended = []
    own = processes.running(DIRECTORY, "postgresql")
    if own and not databases_left(own):
        stop_postgresql(ended)
        shutil.rmtree(home("postgresql"), ignore_errors=True)
    stop_postgresql(ended)
    for name in ("redis", "rabbitmq", "epmd"):
        if processes.stop(DIRECTORY, name):
            ended.append(name)
    if "rabbitmq" in ended:
        shutil.rmtree(home("rabbitmq"), ignore_errors=True)
    return ended


def stop_postgresql(ended: list[str]) -> None:
    # SIGINT is PostgreSQL's fast shutdown: it ends sessions itself, and its children must not hear it.
    if processes.stop(DIRECTORY, "postgresql", signal.SIGINT, whole_session=False):
        ended.append("postgresql")


def databases_left(own: dict) -> bool:
    stacks = [Stack(name).database for name in PREFERRED_PORTS]
    return bool(query(address(own), "select 1 from pg_database where datname = any(%s)", stacks))


def run_to_end(command: list, account: str) -> None:
    """Runs a command to its end, as an unprivileged account where this is root."""
    identity = {"user": account, "group": account, "extra_groups": []} if os.getuid() == 0 else {}
    result = subprocess.run(
        [str(part) for part in command], env=processes.plain_environment(), cwd="/", capture_output=True, text=True, **identity
    )
    if result.returncode != 0:
        raise Failure(f"{command[0]} failed:\n{result.stdout}{result.stderr}")
