"""PostgreSQL, Redis and RabbitMQ: the ones that answer on their usual ports, or own ones.

Own servers are shared by this clone's stacks, listen on the loopback interface only, and end with the
last stack.
"""

import os
import re

import psycopg2
from psycopg2 import sql

from . import processes, servers
from .servers import REDIS_DATABASES, query, redis_call
from .settings import CLONE, LOCAL, PREFERRED_PORTS, Stack, free_port

DIRECTORY = LOCAL / "services"
OWN = servers.Place(DIRECTORY, CLONE)

# Each warm function holds a connection of its own, forty of them before the first burst; Debian's
# default of 100 leaves no room for tests that call one function fifty times at once.
CONNECTIONS_NEEDED = 200
OWN_CONNECTIONS = 500


def own_only() -> bool:
    """`SAYUR_OWN_SERVICES=1` leaves servers that already answer alone."""
    return os.environ.get("SAYUR_OWN_SERVICES") == "1"


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
    return servers.postgresql_url(own["port"])


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
    if not trusts(url):
        return "5432 does not let functions' users in"
    if connections < CONNECTIONS_NEEDED:
        return f"the one on 5432 takes {connections} connections, a stack needs {CONNECTIONS_NEEDED}"
    return None


def trusts(url: str) -> bool:
    """Whether a server lets others in as it lets its owner in, whether or not it knows them yet."""
    try:
        query(url.replace("//postgres@", "//sayur_cart@"), "select 1")
    except psycopg2.OperationalError as error:
        return "does not exist" in str(error)
    return True


def start_postgresql() -> dict:
    return servers.start_postgresql(
        OWN, free_port(5433), max_connections=OWN_CONNECTIONS, shared_buffers="128MB",
        # Nothing here outlives the machine: speed before durability.
        fsync="off", synchronous_commit="off", full_page_writes="off",
    )


def of_functions(url: str) -> str:
    """A database's address for functions: the owner's name is for tools, each of them has its context's user."""
    return re.sub(r"//[^@/]*@", "//", url)


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
    own = own or servers.start_redis(OWN, free_port(6380))
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


# RabbitMQ


def rabbitmq() -> tuple[str, str]:
    own = processes.running(DIRECTORY, "rabbitmq")
    if own is None and not own_only() and servers.speaks_amqp(5672):
        return "amqp://guest:guest@127.0.0.1:5672/%2f", "the one that answers"
    own = own or servers.start_rabbitmq(OWN, free_port(5673))
    return f"amqp://guest:guest@127.0.0.1:{own['port']}/%2f", "own"


# All of them


def stop() -> list[str]:
    """Ends the own servers; their data stays, unless no stack has a database left."""
    own = processes.running(DIRECTORY, "postgresql")
    is_needed = own is None or databases_left(own)
    ended = []
    if servers.stop_postgresql(OWN):
        ended.append("postgresql")
    if not is_needed:
        OWN.clear("postgresql")
    if processes.stop(DIRECTORY, "redis"):
        ended.append("redis")
    if servers.stop_rabbitmq(OWN):
        ended.append("rabbitmq")
        OWN.clear("rabbitmq")
    return ended


def databases_left(own: dict) -> bool:
    stacks = [Stack(name).database for name in PREFERRED_PORTS]
    return bool(query(address(own), "select 1 from pg_database where datname = any(%s)", stacks))
