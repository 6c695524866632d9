"""Background processes that are remembered by pid files, so that only what was started here is stopped."""

import hashlib
import json
import os
import pwd
import signal
import socket
import subprocess
import time
from pathlib import Path

from .settings import Failure


def running(directory: Path, name: str) -> dict | None:
    """The record of a process that was started here and still lives."""
    file = directory / f"{name}.pid"
    try:
        record = json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return None
    # A pid alone may belong to another process by now; together with its start time it cannot.
    return record if started_at(record["pid"]) == record["started"] else None


def start(
    directory: Path,
    name: str,
    command: list,
    *,
    env: dict[str, str],
    facts: dict | None = None,
    user: str | None = None,
    cwd: Path | None = None,
) -> dict:
    """Starts a process in a session of its own and remembers it, together with `facts` about it."""
    directory.mkdir(parents=True, exist_ok=True)
    identity = {}
    if user and os.getuid() == 0:
        account = pwd.getpwnam(user)
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with open(directory / f"{name}.log", "a") as log:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=env,
            cwd=cwd or "/",
            start_new_session=True,
            **identity,
        )
    record = {"pid": process.pid, "started": started_at(process.pid), **(facts or {})}
    (directory / f"{name}.pid").write_text(json.dumps(record))
    return record


def keep_running(
    directory: Path,
    name: str,
    command: list,
    settings: dict[str, str],
    *,
    port: int | None = None,
    cwd: Path | None = None,
) -> str:
    """Starts a program, or starts it again when it, a file it is given or its settings changed.

    Waits until its port answers; of one without a port, whether it stays.
    """
    files = [part.stat() for part in map(Path, map(str, command)) if part.is_file()]
    stamps = [(file.st_mtime_ns, file.st_size) for file in files]
    version = hashlib.sha256(repr((command, settings, stamps)).encode()).hexdigest()
    record = running(directory, name)
    if record and record.get("version") == version:
        return "runs"
    stop(directory, name)
    environment = plain_environment() | settings
    start(directory, name, command, env=environment, facts={"version": version}, cwd=cwd)
    stays_from = time.monotonic() + 0.3
    wait_until(lambda: answers(port) if port else time.monotonic() > stays_from, directory, name, 20)
    return "started"


def stop(directory: Path, name: str, sign: int = signal.SIGTERM, whole_session: bool = True) -> bool:
    """Ends a process that was started here, with its children, and waits until it is gone."""
    record = running(directory, name)
    (directory / f"{name}.pid").unlink(missing_ok=True)
    if record is None:
        return False
    pid = record["pid"]
    send = os.killpg if whole_session else os.kill
    for attempt in (sign, signal.SIGKILL):
        try:
            send(pid, attempt)
        except ProcessLookupError:
            return True
        for _ in range(200):
            reap(pid)
            if started_at(pid) != record["started"]:
                return True
            time.sleep(0.05)
    raise Failure(f"{name} (pid {pid}) does not end")


def started_at(pid: int) -> str | None:
    """When a process started, in clock ticks since boot; None once it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] == "Z" else fields[19]


def reap(pid: int) -> None:
    """A child of this very program stays a zombie until it is waited for."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass


def answers(port: int, greeting: bytes = b"", expect: bytes = b"") -> bool:
    """Whether something on a loopback port takes a connection and answers a greeting as expected."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as sock:
            sock.settimeout(2)
            sock.sendall(greeting)
            return not expect or sock.recv(64).startswith(expect)
    except OSError:
        return False


def wait_until(ready, directory: Path, name: str, seconds: float) -> None:
    """Waits until a process that was started here is ready; shows the end of its log when it never is."""
    deadline = time.monotonic() + seconds
    while (dead := running(directory, name) is None) or not ready():
        if dead or time.monotonic() > deadline:
            log = directory / f"{name}.log"
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-25:])
            why = "ended" if dead else f"is not ready after {seconds:.0f} s"
            raise Failure(f"{name} {why}; the end of {log}:\n{tail}")
        time.sleep(0.05)


def plain_environment() -> dict[str, str]:
    """What a program needs of the environment, and nothing that could change how it behaves."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}
