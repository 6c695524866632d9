"""`python -m stack <command>`: brings a local stack up, takes it down, tells how it is."""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from botocore.exceptions import BotoCoreError, ClientError

from . import aws, build, drill, faults, leaks, openid, processes, rights, servers, services, stripe, template, watch
from .settings import LOCAL, PREFERRED_PORTS, ROOT, Failure, Stack, lock, parse_env, read_env, write_env

ADMIN_EMAIL = "admin@micro-sayur.example"


def main() -> int:
    parser = argparse.ArgumentParser(prog="stack", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for command, text in {
        "up": "bring a stack up",
        "down": "take a stack down",
        "rotate-keys": "take the next step of replacing the key that signs access tokens",
        "logs": "print what the functions logged lately",
        "leaks": "fail if the functions logged something personal or secret",
        "rights": "fail if a statement of a function is not among its user's rights",
    }.items():
        with_stack = commands.add_parser(command, help=text)
        with_stack.add_argument("stack", type=Stack, choices=[Stack(name) for name in PREFERRED_PORTS])
        if command == "up":
            with_stack.add_argument("--copies", type=int, help="of `watch`: processes of each function that is called")
            with_stack.add_argument("--reload", action="store_true", help="of `watch`: compile what changes, and serve it")
        if command == "down":
            with_stack.add_argument("--drop", action="store_true", help="forget its data and secrets too")
        if command == "logs":
            with_stack.add_argument("--minutes", type=int, default=10)
    commands.add_parser("status", help="tell which stacks are up")
    commands.add_parser("drill", help="lose a database and restore it")
    commands.add_parser("faults", help="stop servers one by one, under load")
    with_postgresql = commands.add_parser("postgresql", help="run a command with a server's address in POSTGRES_URL")
    with_postgresql.add_argument("arguments", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    try:
        match arguments.command:
            case "up":
                with lock(arguments.stack.directory):
                    up(arguments.stack, arguments.copies, reload=arguments.reload)
            case "down":
                with lock(arguments.stack.directory):
                    down(arguments.stack, drop=arguments.drop)
            case "rotate-keys":
                with lock(arguments.stack.directory):
                    rotate_keys(arguments.stack)
            case "logs":
                print("\n".join(aws.Cloud(arguments.stack).logs(arguments.minutes)))
            case "leaks":
                lines = aws.Cloud(arguments.stack).logs(minutes=24 * 60)
                secrets_of_it = read_env(arguments.stack.directory / "secrets.env")
                print(f"nothing personal or secret in {leaks.check(lines, secrets_of_it)} lines of logs")
            case "rights":
                looked_at = rights.check(services.of_functions(read_env(arguments.stack.env_file)["DATABASE_URL"]))
                print(f"each of {looked_at} statements is among the rights of its functions' user")
            case "status":
                return status()
            case "drill":
                drill.run()
            case "faults":
                with lock(faults.STACK.directory):
                    faults.run(lambda env: up(faults.STACK, faults.COPIES, env), lambda: down(faults.STACK, drop=False))
            case "postgresql":
                return run_with_postgresql(arguments.arguments)
    except (Failure, BotoCoreError, ClientError) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def step(name: str) -> Iterator[list[str]]:
    """Prints what was done and how long it took; what is put into the list is printed too."""
    notes, began = [], time.monotonic()
    yield notes
    print(f"{time.monotonic() - began:6.1f} s  {name}{': ' if notes else ''}{', '.join(notes)}", flush=True)


# Up


# The processes of a stack, and the port that each listens on.
PROCESSES = {
    "event-bridge": None,
    "cargo-lambda": "api",
    "midtrans-simulator": "midtrans",
    "localstripe": "stripe",
    "openid-provider": "openid",
    "ministack": "aws",
}


def up(stack: Stack, copies: int | None = None, given: dict[str, str] | None = None, *, reload: bool = False) -> None:
    """With the addresses of servers that are `given`, or on those that are found or started."""
    source = template.load()
    for name, purpose in PROCESSES.items():
        if purpose in PREFERRED_PORTS[stack.name] and not processes.running(stack.directory, name):
            stack.choose_port(purpose)
    with ThreadPoolExecutor(1) as pool:
        # Servers start while the compiler works.
        backing = pool.submit(lambda: (given, ["given"]) if given else start_backing(stack))
        with step("build"):
            build.compile_workspace()
        with step("services") as notes:
            env, words = backing.result()
            notes += words
    keys = stack_secrets(stack)
    with step("database") as notes:
        demo, word = prepare_database(env["DATABASE_URL"], keys["ADMIN_PASSWORD"])
        notes.append(word)
    parameters = template.parameters(stack, env, keys)
    sign_in = openid.client(stack, keys["OPENID_CLIENT_SECRET"], openid.redirect_url(source))
    resources = deploy(stack, source, parameters)
    with step("midtrans simulator") as notes:
        notes.append(start_simulator(stack, keys["MIDTRANS_SERVER_KEY"]))
    with step("localstripe") as notes:
        notes.append(stripe.start(stack, keys["STRIPE_WEBHOOK_SECRET"]))
    with step("openid provider") as notes:
        notes.append(openid.start(stack, sign_in))
    if stack.is_watched:
        with step("cargo lambda watch"):
            watch.start(stack, source, parameters, resources, copies, reload=reload)
    with step("event bridge") as notes:
        watch.start_bridge(stack, source, parameters, resources)
        notes.append(f"events on {parameters['EventBus']}")
    with step("first answer"):
        wait_for_api(stack)
    on = {"EVENT_BUS": parameters["EventBus"], "AMQP_PREFIX": parameters["AmqpPrefix"]}
    write_env(stack.env_file, env | on | demo | public(stack, keys, resources) | sign_in)
    print(f"\nMICRO-SAYUR answers at {stack.api_url}\nTry:  curl '{stack.api_url}/v1/products?limit=3'")


def start_backing(stack: Stack) -> tuple[dict[str, str], list[str]]:
    """Starts the servers behind a stack; gives their addresses, and whose they are."""
    with lock(services.DIRECTORY):
        postgresql, whose_postgresql = services.postgresql()
        redis, whose_redis = services.redis(stack)
        rabbitmq, whose_rabbitmq = services.rabbitmq()
        database = servers.create_database(postgresql, stack.database)
    env = {"DATABASE_URL": database, "REDIS_URL": redis, "AMQP_URL": rabbitmq}
    # Remembered at once: what is not brought up to the end must be taken down, too.
    write_env(stack.directory / "backing.env", env)
    fresh = aws.start(stack)
    return env, [
        f"PostgreSQL {whose_postgresql}",
        f"Redis {whose_redis}",
        f"RabbitMQ {whose_rabbitmq}",
        f"MiniStack {'started' if fresh else 'runs'}",
    ]


def stack_secrets(stack: Stack) -> dict[str, str]:
    """Made once for each stack, and kept where only the owner reads. One that it does not have yet is added."""
    file = secrets_file(stack)
    keys = read_env(file)
    made = parse_env(run_tool("xtask", "keys")) | {
        "MIDTRANS_SERVER_KEY": f"SB-Mid-server-{secrets.token_urlsafe(18)}",
        "STRIPE_SECRET_KEY": f"sk_test_{secrets.token_hex(18)}",
        "STRIPE_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(18)}",
        "OPENID_CLIENT_SECRET": secrets.token_urlsafe(18),
        "ADMIN_PASSWORD": secrets.token_urlsafe(18),
    }
    if not made.keys() <= keys.keys():
        keys = made | keys
        write_env(file, keys)
    return keys


def secrets_file(stack: Stack) -> Path:
    return stack.directory / "secrets.env"


def prepare_database(url: str, password: str) -> tuple[dict[str, str], str]:
    """Migrates, grants and seeds; gives what the seeder tells of the demo, and a word on what was new."""
    applied = run_tool("xtask", "migrate", DATABASE_URL=url).splitlines()
    run_tool("xtask", "grant", DATABASE_URL=url)
    demo = parse_env(run_tool("seeder", "catalogue", DATABASE_URL=url))
    run_tool("seeder", "admin", "--email", ADMIN_EMAIL, DATABASE_URL=url, ADMIN_PASSWORD=password)
    return demo, f"{len(applied)} migrations applied, seeded" if applied else "up to date"


def run_tool(name: str, *arguments: str, **environment: str) -> str:
    """Runs one of the workspace's own tools and gives what it printed."""
    command = [build.binary(name), *arguments]
    result = subprocess.run(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise Failure(f"`{name} {' '.join(arguments)}` failed")
    return result.stdout


def deploy(stack: Stack, source: dict, parameters: dict[str, str]) -> dict[str, str]:
    """Deploys the template; gives what was made of its resources."""
    packages = {}
    if stack.is_watched:
        source = aws.queues_mail_and_pictures(source)
    else:
        with step("package") as notes:
            packages = build.pack([function.binary for function in template.functions(source)])
            size = sum(package.file.stat().st_size for package in packages.values())
            notes.append(f"{len(packages)} functions, {size / 1e6:.1f} MB")
    with step("deploy") as notes:
        try:
            changed = aws.Cloud(stack).deploy(source, parameters, packages)
        except (BotoCoreError, ClientError) as error:
            # MiniStack keeps everything in memory: what it cannot go on from, it forgets with a new start.
            notes.append(f"MiniStack started anew ({error})")
            processes.stop(stack.directory, "ministack")
            aws.start(stack)
            changed = aws.Cloud(stack).deploy(source, parameters, packages)
        notes.append("done" if changed else "nothing changed")
    return aws.Cloud(stack).resources()


def start_simulator(stack: Stack, server_key: str) -> str:
    binary, port = build.binary("midtrans-simulator"), stack.port("midtrans")
    settings = {
        "MIDTRANS_SIMULATOR_ADDR": f"127.0.0.1:{port}",
        "MIDTRANS_NOTIFICATION_URL": f"{stack.api_url}/v1/webhooks/midtrans",
        "MIDTRANS_SERVER_KEY": server_key,
        "MIDTRANS_MERCHANT_ID": template.MIDTRANS_MERCHANT,
        **{name: os.environ[name] for name in ("MIDTRANS_NOTIFICATION_RETRY_DELAYS_MS",) if name in os.environ},
    }
    return processes.keep_running(stack.directory, "midtrans-simulator", [binary], settings, port=port)


def wait_for_api(stack: Stack) -> None:
    deadline = time.monotonic() + 120
    while not aws.http_ok(f"{stack.api_url}/v1/health"):
        if time.monotonic() > deadline:
            raise Failure(f"{stack.api_url}/v1/health does not answer; see the logs in {stack.directory}")
        time.sleep(0.2)


def public(stack: Stack, keys: dict[str, str], resources: dict[str, str]) -> dict[str, str]:
    """What a stack that is up tells people and tests."""
    return {
        "API_URL": stack.api_url,
        "MAIL_INBOX_URL": f"{stack.aws_url}/_ministack/ses/messages",
        "MIDTRANS_SIMULATOR_URL": stack.midtrans_url,
        "MIDTRANS_SERVER_KEY": keys["MIDTRANS_SERVER_KEY"],
        "STRIPE_API_URL": stack.stripe_url,
        "STRIPE_SECRET_KEY": keys["STRIPE_SECRET_KEY"],
        "JWT_PRIVATE_KEY": keys["JWT_PRIVATE_KEY"],
        "ADMIN_EMAIL": ADMIN_EMAIL,
        "ADMIN_PASSWORD": keys["ADMIN_PASSWORD"],
        **aws.access(stack),
        **{
            f"{name.upper()}_QUEUE_URL": resources[f"{name}Queue"]
            for name in ("Notifications", "Payments", "Orders", "Catalog", "Webhooks")
        },
    }


# Down


def down(stack: Stack, drop: bool) -> None:
    began = time.monotonic()
    ended = [name for name in PROCESSES if processes.stop(stack.directory, name)]
    shutil.rmtree(stack.directory / "ministack", ignore_errors=True)
    stack.env_file.unlink(missing_ok=True)
    with lock(services.DIRECTORY):
        if drop:
            forget_data(stack, read_env(stack.directory / "backing.env"))
        if not stacks_up():
            ended += services.stop()
    if drop:
        shutil.rmtree(stack.directory, ignore_errors=True)
    print(f"{time.monotonic() - began:6.1f} s  down: {', '.join(ended) or 'nothing was up'}")


def forget_data(stack: Stack, env: dict[str, str]) -> None:
    try:
        if env:
            services.clear_redis(env["REDIS_URL"])
            services.drop_database(env["DATABASE_URL"])
            if (build.BINARIES / "events").exists():
                run_tool("events", "forget", AMQP_URL=env["AMQP_URL"], AMQP_PREFIX=stack.amqp_prefix)
    except (psycopg2.OperationalError, Failure):
        pass  # A server that is not ours is gone, and what was in it is out of reach.


def stacks_up() -> list[Stack]:
    return [Stack(name) for name in PREFERRED_PORTS if processes.running(LOCAL / name, "ministack")]


# The rest


def rotate_keys(stack: Stack) -> None:
    """One step; the tool tells what it was, and what comes next."""
    file = secrets_file(stack)
    if not file.exists():
        raise Failure(f"there are no keys in {file}; `make up` makes them")
    write_env(file, parse_env(run_tool("xtask", "rotate-keys", str(file))))
    print("To deploy this here: make up")


def status() -> int:
    stacks = stacks_up()
    for stack in stacks:
        health = "answers" if aws.http_ok(f"{stack.api_url}/v1/health") else "does not answer"
        print(f"{stack.name:6} {health} at {stack.api_url}; its addresses are in {stack.env_file.relative_to(ROOT)}")
    if not stacks:
        print("no stack is up")
    return 0 if stacks else 1


def run_with_postgresql(command: list[str]) -> int:
    """For commands that want a server, but no stack."""
    try:
        with lock(services.DIRECTORY):
            url, _ = services.postgresql()
        return subprocess.run(command, env=os.environ | {"POSTGRES_URL": url}).returncode
    finally:
        with lock(services.DIRECTORY):
            if not stacks_up():
                services.stop()


if __name__ == "__main__":
    sys.exit(main())
