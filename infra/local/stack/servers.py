"""Servers of one's own: PostgreSQL, Redis and RabbitMQ, on the loopback interface only."""

import os
import shutil
import signal
import socket
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

from . import processes
from .settings import Failure, free_port

# What stops PostgreSQL: at once, as a crash does, or in order. Its children must not hear of it.
CRASH, FAST = signal.SIGQUIT, signal.SIGINT

REDIS_DATABASES = 16
AMQP_HEADER = b"AMQP\x00\x00\x09\x01"


@dataclass(frozen=True)
class Place:
    """Where servers keep what they are: pid files and logs, and a word that tells their data from that of others."""

    directory: Path
    tag: str

    def home(self, server: str) -> Path:
        """Where a server keeps its data: a place its unprivileged account can reach."""
        if os.getuid() != 0:
            return self.directory / server
        base = {"postgresql": "/var/lib/postgresql", "rabbitmq": "/var/lib/rabbitmq"}[server]
        return Path(base) / f"micro-sayur-{self.tag}"

    def make_home(self, server: str, account: str) -> Path:
        directory = self.home(server)
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.getuid() == 0:
            shutil.chown(directory, account, account)
        return directory

    def clear(self, server: str) -> None:
        shutil.rmtree(self.home(server), ignore_errors=True)


# PostgreSQL


def postgresql_url(port: int) -> str:
    """A server's address, without a database."""
    return f"postgresql://postgres@127.0.0.1:{port}"


def start_postgresql(place: Place, port: int, **settings: str | int) -> dict:
    binary = postgresql_program("postgres")
    data = place.make_home("postgresql", "postgres") / "data"
    if not (data / "PG_VERSION").exists():
        run_to_end(
            [binary.with_name("initdb"), "--pgdata", data, "--username", "postgres", "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            account="postgres",
        )
    (data / "postmaster.pid").unlink(missing_ok=True)
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "timezone": "UTC",
    } | settings
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    record = processes.start(
        place.directory, "postgresql", [binary, "-D", data, *options],
        env=processes.plain_environment(), facts={"port": port}, user="postgres",
    )
    processes.wait_until(lambda: takes_statements(port), place.directory, "postgresql", 30)
    return record


def postgresql_program(name: str) -> Path:
    """One of PostgreSQL's, of its newest version here."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if not found:
        raise Failure("PostgreSQL is not installed; `infra/local/bootstrap` installs it")
    return found[-1]


def stop_postgresql(place: Place, sign: int = FAST) -> bool:
    return processes.stop(place.directory, "postgresql", sign, whole_session=False)


def takes_statements(port: int) -> bool:
    try:
        return bool(query(postgresql_url(port), "select 1"))
    except psycopg2.OperationalError:
        return False


def query(server: str, statement: str | sql.Composable, *values: object) -> list[tuple]:
    """One statement to a server's maintenance database, outside a transaction."""
    return ask(f"{server}/postgres", statement, *values)


def ask(database: str, statement: str | sql.Composable, *values: object) -> list[tuple]:
    """One statement to a database, outside a transaction."""
    with closing(psycopg2.connect(database, connect_timeout=3)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


def create_database(url: str, name: str) -> str:
    if not query(url, "select 1 from pg_database where datname = %s", name):
        query(url, sql.SQL("create database {}").format(sql.Identifier(name)))
    return f"{url}/{name}"


# Redis


def start_redis(place: Place, port: int) -> dict:
    if not shutil.which("redis-server"):
        raise Failure("Redis is not installed; `infra/local/bootstrap` installs it")
    record = processes.start(
        place.directory, "redis",
        ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
         "--databases", REDIS_DATABASES],
        env=processes.plain_environment(), facts={"port": port},
    )
    processes.wait_until(lambda: redis_call(port, "PING") == "+PONG", place.directory, "redis", 10)
    return record


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


# RabbitMQ


def start_rabbitmq(place: Place, port: int) -> dict:
    # Not the wrapper on the path: that one refuses every account but root and rabbitmq.
    server, epmd = Path("/usr/lib/rabbitmq/bin/rabbitmq-server"), shutil.which("epmd")
    if not server.exists() or not epmd:
        raise Failure("RabbitMQ is not installed; `infra/local/bootstrap` installs it")
    data = place.make_home("rabbitmq", "rabbitmq")
    distribution, names = free_port(25673), free_port(4370)
    env = {
        **processes.plain_environment(),
        "HOME": str(data),
        # An Erlang port mapper of its own: the shared one would be left behind, and listens on every interface.
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"micro-sayur-{place.tag}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(distribution),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        "RABBITMQ_MNESIA_BASE": str(data / "mnesia"),
        "RABBITMQ_LOG_BASE": str(data / "log"),
        "RABBITMQ_CONFIG_FILE": str(data / "none"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(data / "plugins"),
    }
    processes.start(place.directory, "epmd", [epmd, "-port", names, "-address", "127.0.0.1"], env=env, user="rabbitmq")
    record = processes.start(place.directory, "rabbitmq", [server], env=env, facts={"port": port}, user="rabbitmq")
    processes.wait_until(lambda: speaks_amqp(port), place.directory, "rabbitmq", 60)
    return record


def speaks_amqp(port: int) -> bool:
    return processes.answers(port, AMQP_HEADER, b"\x01")


def stop_rabbitmq(place: Place, sign: int = signal.SIGTERM) -> bool:
    """Ends it with its port mapper; what it keeps stays."""
    was_there = processes.stop(place.directory, "rabbitmq", sign)
    return processes.stop(place.directory, "epmd") or was_there


def run_to_end(command: list, account: str) -> None:
    """Runs a command to its end, as an unprivileged account where this is root."""
    identity = {"user": account, "group": account, "extra_groups": []} if os.getuid() == 0 else {}
    result = subprocess.run(
        [str(part) for part in command], env=processes.plain_environment(), cwd="/", capture_output=True, text=True, **identity
    )
    if result.returncode != 0:
        raise Failure(f"{command[0]} failed:\n{result.stdout}{result.stderr}")
