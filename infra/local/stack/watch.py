"""`cargo lambda watch` in place of the deployed functions, and what feeds their queues and schedules."""

import os
import re

from . import aws, build, processes, template
from .settings import CARGO_LAMBDA, ROOT, Stack

# The queues that events go to.
QUEUES = ("notifications", "payments", "orders", "catalog", "webhooks")


def start(
    stack: Stack, source: dict, parameters: dict[str, str], resources: dict[str, str], copies: int | None, *, reload: bool
) -> None:
    """Serves the functions; `copies` processes of each that is called, or as many as cargo-lambda takes by itself. With
    `reload` they begin anew when a file changes, and what they had in hand is never answered."""
    calls = aws.access(stack)
    # Functions inherit the environment. An environment file would not do: its parser refuses JSON.
    settings = every_setting(source, parameters | resources) | calls
    settings |= {name: os.environ[name] for name in ("CARGO_HOME", "RUSTUP_HOME") if name in os.environ}
    settings["CARGO_TARGET_DIR"] = str(build.TARGET)
    port = stack.port("api")
    command = [CARGO_LAMBDA, "lambda", "watch", "--release", "--invoke-address", "127.0.0.1", "--invoke-port", port]
    if copies:
        command += ["--concurrency", copies]
    if not reload:
        command.append("--ignore-changes")
    processes.keep_running(stack.directory, "cargo-lambda", command, settings, port=port, cwd=ROOT)


def start_bridge(stack: Stack, source: dict, parameters: dict[str, str], resources: dict[str, str]) -> None:
    """Feeds functions with what nobody else hands them: under `cargo lambda watch` queues and schedules; those that are
    deployed RabbitMQ's queues alone, since the local AWS has event source mappings for SQS and keeps schedules."""
    watched, on_rabbitmq = stack.is_watched, parameters["EventBus"] == "rabbitmq"
    command = [build.binary("event-bridge"), "--functions", stack.api_url if watched else stack.aws_url]
    for function in template.functions(source):
        name = function.binary if watched else resources[function.logical_id]
        # What AWS itself tells comes by SQS, whatever carries events.
        queue = (function.queue or "").removesuffix("Queue").lower()
        if queue in QUEUES and on_rabbitmq:
            command += ["--rabbitmq", f"{name}={queue}"]
        elif function.queue and watched:
            command += ["--queue", f"{name}={resources[function.queue]}"]
        if function.every and watched:
            command += ["--schedule", f"{name}={function.every}"]
    if watched or on_rabbitmq:
        settings = {"AMQP_URL": parameters["AmqpUrl"], "AMQP_PREFIX": parameters["AmqpPrefix"]}
        processes.keep_running(stack.directory, "event-bridge", command, aws.access(stack) | settings)
    else:
        processes.stop(stack.directory, "event-bridge")


def every_setting(source: dict, references: dict[str, str]) -> dict[str, str]:
    """Every variable that any function has in the template, with the value the template would give it."""
    defaults = {name: str(parameter.get("Default", "")) for name, parameter in source["Parameters"].items()}
    references = defaults | references
    resources = (resource["Properties"] for resource in source["Resources"].values())
    settings = {}
    for block in (source["Globals"]["Function"], *resources):
        for name, value in block.get("Environment", {}).get("Variables", {}).items():
            settings[name] = resolved(value, references)
    return settings


def resolved(value: object, references: dict[str, str]) -> str:
    """The text that a `!Ref` or a `!Sub` of parameters and resources stands for."""
    match value:
        case {"Ref": name}:
            return references[name]
        case {"Fn::Sub": text}:
            return re.sub(r"\$\{(\w+)\}", lambda name: references[name[1]], text)
        case _:
            return str(value)
