"""What a stack is: its name, its files, its ports and its settings."""

import contextlib
import fcntl
import hashlib
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCAL = ROOT / ".local"
MINISTACK, CARGO_LAMBDA = (ROOT / ".venv" / "bin" / name for name in ("ministack", "cargo-lambda"))
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "micro-sayur"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or CACHE / "target")

# Tells this clone's databases and data directories from another clone's on the same machine.
CLONE = hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]

# Jakarta.
REGION = "ap-southeast-3"

# What each stack would like to listen on; another port is taken where one of these is not free.
PREFERRED_PORTS = {
    "dev": {"aws": 4566, "midtrans": 4600, "stripe": 4650, "openid": 4700},
    "test": {"aws": 14566, "midtrans": 14600, "stripe": 14650, "openid": 14700},
    "watch": {"aws": 24566, "midtrans": 24600, "stripe": 24650, "openid": 24700, "api": 9000},
    "faults": {"aws": 29566, "midtrans": 29600, "stripe": 29650, "openid": 29700, "api": 9500},
}


BUSES = ("sqs", "rabbitmq")


class Failure(Exception):
    """Something the user can act on; printed without a traceback."""


@dataclass(frozen=True)
class Stack:
    name: str

    @property
    def directory(self) -> Path:
        """Where this stack's pid files, logs and secrets live."""
        return LOCAL / self.name

    @property
    def is_watched(self) -> bool:
        """Whether its functions run under `cargo lambda watch`, and are not deployed."""
        return "api" in PREFERRED_PORTS[self.name]

    @property
    def env_file(self) -> Path:
        """The addresses of a stack that is up; only there while it is."""
        return LOCAL / "stack.env" if self.name == "dev" else self.directory / "stack.env"

    @property
    def database(self) -> str:
        return f"sayur_{self.name}_{CLONE}"

    @property
    def amqp_prefix(self) -> str:
        """What this stack's exchanges and queues are called by at RabbitMQ."""
        return f"sayur-{self.name}-{CLONE}"

    def port(self, purpose: str) -> int:
        return json.loads(self.ports_file.read_text())[purpose]

    def choose_port(self, purpose: str) -> None:
        """Settles where a process that is about to start will listen."""
        ports = json.loads(self.ports_file.read_text()) if self.ports_file.exists() else {}
        ports[purpose] = free_port(PREFERRED_PORTS[self.name][purpose])
        self.ports_file.parent.mkdir(parents=True, exist_ok=True)
        self.ports_file.write_text(json.dumps(ports))

    @property
    def ports_file(self) -> Path:
        return self.directory / "ports.json"

    @property
    def api_url(self) -> str:
        if self.is_watched:
            return f"http://127.0.0.1:{self.port('api')}"
        # The path form: `<id>.execute-api.localhost` is resolved by browsers and curl, but not by glibc.
        return f"{self.aws_url}/_aws/execute-api/{API_ID}"

    @property
    def aws_url(self) -> str:
        return f"http://127.0.0.1:{self.port('aws')}"

    @property
    def midtrans_url(self) -> str:
        return f"http://127.0.0.1:{self.port('midtrans')}"

    @property
    def stripe_url(self) -> str:
        return f"http://127.0.0.1:{self.port('stripe')}"

    @property
    def openid_url(self) -> str:
        return f"http://127.0.0.1:{self.port('openid')}"


# Asked of MiniStack by a tag, so that the API keeps its address when MiniStack starts anew. Eight
# hexadecimal digits, as it wants.
API_ID = "5a1ad000"


def bus() -> str:
    """What is to carry events: the variable `EVENT_BUS`."""
    name = os.environ.get("EVENT_BUS") or BUSES[0]
    if name not in BUSES:
        raise Failure(f"EVENT_BUS is {name}; there are {' and '.join(BUSES)}")
    return name


def free_port(preferred: int) -> int:
    for candidate in (preferred, 0):
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return sock.getsockname()[1]
    raise Failure("no free port on the loopback interface")


def read_env(file: Path) -> dict[str, str]:
    """The `NAME=value` lines of a file; none where there is no file."""
    if not file.exists():
        return {}
    return parse_env(file.read_text())


def parse_env(text: str) -> dict[str, str]:
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name: value for name, _, value in pairs if name.isidentifier()}


def write_env(file: Path, values: dict[str, str]) -> None:
    """Writes a file that only its owner may read, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    scratch = file.with_suffix(".new")
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.writelines(f"{name}={value}\n" for name, value in values.items())
    scratch.replace(file)


@contextlib.contextmanager
def lock(directory: Path) -> Iterator[None]:
    """Keeps two commands from working on one directory at once."""
    directory.mkdir(parents=True, exist_ok=True)
    with open(directory / "lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
