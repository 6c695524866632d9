"""`python -m stack <command>`: brings a local stack up, takes it down, tells how it is."""

import argparse
import hashlib
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

from . import aws, build, processes, services, template
from .settings import PREFERRED_PORTS, REGION, ROOT, VENV, ACCOUNT, Failure, Stack, lock, parse_env, read_env, write_env

ADMIN_EMAIL = "admin@micro-sayur.example"


def main() -> int:
    parser = argparse.ArgumentParser(prog="stack", description=__doc__)
    parser.add_argument("command", choices=["up", "down", "status"])
    parser.add_argument("stack", nargs="?", choices=sorted(PREFERRED_PORTS), default="dev")
    parser.add_argument("--drop", action="store_true", help="with down: forget the stack's data and secrets too")
    arguments = parser.parse_args()
    stack = Stack(arguments.stack)
    try:
        if arguments.command == "up":
            with lock(stack.directory):
                up(stack)
        elif arguments.command == "down":
            with lock(stack.directory):
                down(stack, drop=arguments.drop)
        else:
            return status()
    except Failure as failure:
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


def up(stack: Stack) -> None:
    source = template.load()
    with ThreadPoolExecutor(1) as pool:
        # Servers start while the compiler works.
        backing = pool.submit(start_backing, stack)
        with step("build"):
            build.compile_workspace()
        with step("services") as notes:
            env, words = backing.result()
            notes += words
    keys = stack_secrets(stack)
    with step("database") as notes:
        notes.append(prepare_database(env["DATABASE_URL"], keys))
    queues = deploy(stack, source, env, keys)
    with step("midtrans simulator") as notes:
        notes.append(start_simulator(stack, keys))
    if stack.name == "watch":
        with step("cargo lambda watch"):
            start_watch(stack, source, env, keys, queues)
    with step("first answer") as notes:
        wait_for_api(stack)
    write_env(stack.env_file, {**env, **public(stack, keys, queues)})
    print(f"\nMICRO-SAYUR answers at {stack.api_url}\nTry:  curl '{stack.api_url}/v1/products?limit=3'")


def start_backing(stack: Stack) -> tuple[dict[str, str], list[str]]:
    """The servers behind a stack: their addresses, and whose they are."""
    with lock(services.DIRECTORY):
        postgresql, whose_postgresql = services.postgresql()
        redis, whose_redis = services.redis(stack)
        rabbitmq, whose_rabbitmq = services.rabbitmq()
        database = services.create_database(postgresql, stack.database)
    env = {"DATABASE_URL": database, "REDIS_URL": redis, "AMQP_URL": rabbitmq}
    write_env(stack.directory / "backing.env", env)
    fresh = aws.start(stack)
    words = [
        f"PostgreSQL {whose_postgresql}",
        f"Redis {whose_redis}",
        f"RabbitMQ {whose_rabbitmq}",
        f"MiniStack {'started' if fresh else 'runs'}",
    ]
    return env, words


def stack_secrets(stack: Stack) -> dict[str, str]:
    """Made once for each stack, and kept where only the owner reads."""
    file = stack.directory / "secrets.env"
    keys = read_env(file)
    if not keys:
        keys = parse_env(run_tool("xtask", "keys")) | {
            "MIDTRANS_SERVER_KEY": f"SB-Mid-server-{secrets.token_urlsafe(18)}",
            "ADMIN_PASSWORD": secrets.token_urlsafe(18),
        }
        write_env(file, keys)
    return keys


def prepare_database(url: str, keys: dict[str, str]) -> str:
    applied = run_tool("xtask", "migrate", DATABASE_URL=url).splitlines()
    run_tool("seeder", "catalogue", DATABASE_URL=url)
    run_tool("xtask", "admin", "--email", ADMIN_EMAIL, DATABASE_URL=url, ADMIN_PASSWORD=keys["ADMIN_PASSWORD"])
    return f"{len(applied)} migrations applied, seeded" if applied else "up to date"


def run_tool(name: str, *arguments: str, **environment: str) -> str:
    """Runs one of the workspace's own tools and gives what it printed."""
    command = [build.binary(name), *arguments]
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise Failure(f"`{name} {' '.join(arguments)}` failed")
    return result.stdout


def deploy(stack: Stack, source: dict, env: dict[str, str], keys: dict[str, str]) -> dict[str, str]:
    """Deploys the template; gives the addresses of its queues."""
    cloud = aws.Cloud(stack)
    if stack.name == "watch":
        parameters, packages, source = {}, {}, aws.queues_and_mail(source)
    else:
        parameters = template_parameters(stack, env, keys)
        with step("package") as notes:
            packages = build.pack([function.binary for function in template.functions(source)])
            size = sum(package.file.stat().st_size for package in packages.values())
            notes.append(f"{len(packages)} functions, {size / 1e6:.1f} MB")
    with step("deploy") as notes:
        notes.append("done" if cloud.deploy(source, parameters, packages) else "nothing changed")
        outputs = cloud.outputs()
    return {
        f"{queue}_QUEUE_URL": outputs[f"{queue.title()}QueueUrl"] for queue in ("NOTIFICATIONS", "PAYMENTS", "ORDERS")
    }


def template_parameters(stack: Stack, env: dict[str, str], keys: dict[str, str]) -> dict[str, str]:
    machine = os.uname().machine
    return {
        "Architecture": "arm64" if machine == "aarch64" else machine,
        "DatabaseUrl": env["DATABASE_URL"],
        "RedisUrl": env["REDIS_URL"],
        "JwtPrivateKey": keys["JWT_PRIVATE_KEY"],
        "JwtPublicKeys": keys["JWT_PUBLIC_KEYS"],
        "LinkKey": keys["LINK_KEY"],
        "MidtransServerKey": keys["MIDTRANS_SERVER_KEY"],
        "MidtransCoreUrl": stack.midtrans_url,
        "MidtransSnapUrl": f"{stack.midtrans_url}/snap/v1",
    }


def start_simulator(stack: Stack, keys: dict[str, str]) -> str:
    binary = build.binary("midtrans-simulator")
    settings = {
        "MIDTRANS_SIMULATOR_ADDR": f"127.0.0.1:{stack.port('midtrans')}",
        "MIDTRANS_NOTIFICATION_URL": f"{stack.api_url}/v1/webhooks/midtrans",
        "MIDTRANS_SERVER_KEY": keys["MIDTRANS_SERVER_KEY"],
    }
    return keep_running(stack, "midtrans-simulator", [binary], settings, stack.port("midtrans"))


def keep_running(stack: Stack, name: str, command: list, settings: dict[str, str], port: int | None) -> str:
    """Starts a program, or starts it again when it or its settings changed."""
    stat = Path(command[0]).stat()
    version = hashlib.sha256(repr((command, settings, stat.st_mtime_ns, stat.st_size)).encode()).hexdigest()
    record = processes.running(stack.directory, name)
    if record and record.get("version") == version:
        return "runs"
    processes.stop(stack.directory, name)
    environment = {**services.plain_environment(), **settings}
    processes.start(stack.directory, name, command, env=environment, facts={"version": version})
    if port:
        processes.wait_until(lambda: processes.answers(port), stack.directory, name, 20)
    return "started"


def start_watch(stack: Stack, source: dict, env: dict[str, str], keys: dict[str, str], queues: dict[str, str]) -> None:
    """`cargo lambda watch` with every function's settings, and what feeds its queues and schedules."""
    calls = {
        "AWS_ENDPOINT_URL": stack.aws_url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "local",
    }
    settings = watch_settings(stack, source, env, keys, queues) | calls
    environment_file = stack.directory / "functions.env"
    write_env(environment_file, settings)
    port = stack.port("api")
    watch = [
        VENV / "bin" / "cargo-lambda", "lambda", "watch", "--release", "--ignore-changes",
        "--invoke-address", "127.0.0.1", "--invoke-port", port, "--env-file", environment_file,
    ]
    command = [str(part) for part in watch]
    toolchain = {
        name: os.environ[name] for name in ("CARGO_HOME", "RUSTUP_HOME", "HOME", "PATH") if name in os.environ
    } | {"CARGO_TARGET_DIR": str(build.TARGET)}
    keep_running(stack, "cargo-lambda", command, toolchain, port)
    feeds = []
    for function in template.functions(source):
        if function.queue:
            feeds += ["--queue", f"{function.binary}={queues[function.queue.removesuffix('Queue').upper() + '_QUEUE_URL']}"]
        if function.every:
            feeds += ["--schedule", f"{function.binary}={function.every}"]
    bridge = [build.binary("event-bridge"), "--functions", f"http://127.0.0.1:{port}", *feeds]
    keep_running(stack, "event-bridge", bridge, calls, None)


def watch_settings(
    stack: Stack, source: dict, env: dict[str, str], keys: dict[str, str], queues: dict[str, str]
) -> dict[str, str]:
    """Every variable any function has in the template, with the values the template would give it."""
    defaults = {name: str(parameter["Default"]) for name, parameter in source["Parameters"].items() if "Default" in parameter}
    parameters = defaults | template_parameters(stack, env, keys)
    references = parameters | {"MailConfigurationSet": aws.Cloud(stack).resources()["MailConfigurationSet"]}
    for queue in ("Notifications", "Payments", "Orders"):
        references[f"{queue}Queue"] = queues[f"{queue.upper()}_QUEUE_URL"]
    blocks = [source["Globals"]["Function"], *(resource["Properties"] for resource in source["Resources"].values())]
    settings = {}
    for block in blocks:
        for name, value in block.get("Environment", {}).get("Variables", {}).items():
            settings[name] = references[value["Ref"]] if isinstance(value, dict) else str(value)
    return settings


def wait_for_api(stack: Stack) -> None:
    deadline = time.monotonic() + 120
    while not aws.http_ok(f"{stack.api_url}/v1/health"):
        if time.monotonic() > deadline:
            raise Failure(f"{stack.api_url}/v1/health does not answer; see the logs in {stack.directory}")
        time.sleep(0.2)


def public(stack: Stack, keys: dict[str, str], queues: dict[str, str]) -> dict[str, str]:
    """What a stack that is up tells people and tests."""
    return {
        "API_URL": stack.api_url,
        "MAIL_INBOX_URL": f"{stack.aws_url}/_ministack/ses/messages",
        "MIDTRANS_SIMULATOR_URL": stack.midtrans_url,
        "MIDTRANS_SERVER_KEY": keys["MIDTRANS_SERVER_KEY"],
        "ADMIN_EMAIL": ADMIN_EMAIL,
        "ADMIN_PASSWORD": keys["ADMIN_PASSWORD"],
        "AWS_ENDPOINT_URL": stack.aws_url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "local",
        **queues,
    }


# Down


def down(stack: Stack, drop: bool) -> None:
    began = time.monotonic()
    names = ("event-bridge", "cargo-lambda", "midtrans-simulator", "ministack")
    ended = [name for name in names if processes.stop(stack.directory, name)]
    shutil.rmtree(stack.directory / "ministack", ignore_errors=True)
    stack.env_file.unlink(missing_ok=True)
    with lock(services.DIRECTORY):
        if drop:
            forget_data(read_env(stack.directory / "backing.env"))
        if not stacks_up():
            ended += services.stop()
    if drop:
        shutil.rmtree(stack.directory, ignore_errors=True)
    print(f"{time.monotonic() - began:6.1f} s  down: {', '.join(ended) or 'nothing was up'}")


def forget_data(env: dict[str, str]) -> None:
    try:
        if env:
            services.drop_database(env["DATABASE_URL"])
            services.clear_redis(env["REDIS_URL"])
    except psycopg2.OperationalError:
        pass  # The server is gone, and what was in it is out of reach.


def stacks_up() -> list[str]:
    return [name for name in PREFERRED_PORTS if processes.running(Stack(name).directory, "ministack")]


# Status


def status() -> int:
    names = stacks_up()
    for name in names:
        print(f"{name:6} {Stack(name).api_url}  ({Stack(name).env_file.relative_to(ROOT)})")
    if not names:
        print("no stack is up")
    return 0 if names else 1


if __name__ == "__main__":
    sys.exit(main())
