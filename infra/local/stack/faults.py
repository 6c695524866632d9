"""`python -m stack faults`: servers are stopped one by one, under load; what shoppers see, what is lost, how long it takes.

A shop of its own under `cargo lambda watch`, on servers of its own, with shoppers of `bench load`. What is deployed would
run inside MiniStack, and be gone with it; so the functions run beside it here, and what is stopped is what they call.
MiniStack keeps its queues and mails over a stop, as AWS would; the others are killed.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import aws, build, kept, processes, report, seen, servers
from .seen import Call, Fault, Outage, Played
from .settings import CLONE, ROOT, Failure, Stack, free_port

STACK = Stack("faults")
SHOPPERS = 40
# Processes of each function that is called.
COPIES = 2
# Seconds: `bench load` lets everybody in; before a server is stopped; of each fault with all that follows.
RAMP, CALM, WINDOW = 10, 6, 40
# Seconds in which everything that was put off has to come to its end: SQS hands out again after three minutes what a consumer
# had taken and could not give back.
PATIENCE = 240
# The gateway tells again for so long, as it would for hours.
RETRIES = "1000,2000,5000,10000,20000"
PLACE = servers.Place(STACK.directory, f"{CLONE}-faults")
# The suite ends after so long, whatever is still under way; and what bench says when shoppers may come, and how soon.
LONGEST = 600
OPEN, OPENING = "The doors are open", 180

# By the bus that events are on meanwhile.
FAULTS = {
    "rabbitmq": [
        Fault("PostgreSQL crashes and starts again", "postgresql", 0, False),
        Fault("PostgreSQL is away", "postgresql", 6, False),
        Fault("Redis is away", "redis", 6, True),
        Fault("RabbitMQ is away", "rabbitmq", 6, True),
    ],
    "sqs": [Fault("MiniStack (SQS, SES, S3) is away", "ministack", 6, True)],
}


@dataclass
class Servers:
    """PostgreSQL, Redis, RabbitMQ and MiniStack, on ports that stay theirs."""

    ports: dict[str, int] = field(default_factory=dict)
    # That SES took, before MiniStack was stopped: that much it does not keep.
    mails: list[kept.Mail] = field(default_factory=list)

    def start_all(self) -> None:
        self.ports = {"postgresql": free_port(15432), "redis": free_port(16379), "rabbitmq": free_port(17672)}
        STACK.choose_port("aws")
        for name in (*self.ports, "ministack"):
            self.start(name)

    def start(self, name: str) -> None:
        """Returns when it answers."""
        match name:
            # Not as fast as it could be, but as durable as it has to be.
            case "postgresql":
                servers.start_postgresql(PLACE, self.ports[name], max_connections=500)
            case "redis":
                servers.start_redis(PLACE, self.ports[name])
            case "rabbitmq":
                servers.start_rabbitmq(PLACE, self.ports[name])
            case "ministack":
                aws.start(STACK, PERSIST_STATE="1", STATE_DIR=str(STACK.directory / "ministack" / "state"))

    def stop(self, name: str) -> None:
        match name:
            case "postgresql":
                servers.stop_postgresql(PLACE, servers.CRASH)
            case "rabbitmq":
                servers.stop_rabbitmq(PLACE, signal.SIGKILL)
            case "redis":
                processes.stop(PLACE.directory, name, signal.SIGKILL)
            case "ministack":
                self.mails += kept.handed_over(STACK)
                processes.stop(PLACE.directory, name)

    def addresses(self) -> dict[str, str]:
        return {
            "DATABASE_URL": servers.create_database(servers.postgresql_url(self.ports["postgresql"]), STACK.database),
            "REDIS_URL": f"redis://127.0.0.1:{self.ports['redis']}/1",
            "AMQP_URL": f"amqp://guest:guest@127.0.0.1:{self.ports['rabbitmq']}/%2f",
        }

    def forget(self) -> None:
        """Ends them all, with what they kept."""
        for name in ("postgresql", "redis", "rabbitmq"):
            self.stop(name)
        PLACE.clear("postgresql")
        PLACE.clear("rabbitmq")


def run(up: Callable[[dict[str, str]], None], down: Callable[[], None]) -> None:
    """`up` brings the shop up, or up to date, on servers at these addresses; `down` takes it down."""
    own = Servers()
    tidy_up(own, down)
    os.environ["MIDTRANS_NOTIFICATION_RETRY_DELAYS_MS"] = RETRIES
    try:
        own.start_all()
        suite = Suite(own, own.addresses())
        for bus, faults in FAULTS.items():
            os.environ["EVENT_BUS"] = bus
            up(suite.addresses)
            suite.play(bus, faults)
        suite.judge()
    finally:
        tidy_up(own, down)
    report.write(STACK.directory / "report.md", suite)
    if suite.complaints:
        raise Failure("\n".join(suite.complaints))


def tidy_up(own: Servers, down: Callable[[], None]) -> None:
    """Ends what runs, of this run or of one that was killed."""
    down()
    own.forget()


@dataclass
class Suite:
    """The faults one after the other, and what came of them."""

    own: Servers
    addresses: dict[str, str]
    played: list[Played] = field(default_factory=list)
    # Seconds from the last call on each bus until nothing was under way.
    settled: dict[str, float] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    # What there is in the end, and was to be kept.
    kept: dict[str, int] = field(default_factory=dict)
    ends: float = 0.0

    @property
    def database(self) -> str:
        return self.addresses["DATABASE_URL"]

    def play(self, bus: str, faults: list[Fault]) -> None:
        self.ends = self.ends or time.monotonic() + LONGEST
        samples = STACK.directory / f"calls-{bus}.jsonl"
        with load(samples, WINDOW * len(faults)) as bench, watched(self.database) as backlog:
            opened = time.time() + RAMP
            suffered = [(fault, opened + number * WINDOW) for number, fault in enumerate(faults)]
            outages = [suffer(self.own, fault, since) for fault, since in suffered]
            if bench.wait(timeout=2 * WINDOW) != 0:
                raise Failure(f"bench failed; see {bench_log()}")
        calls = seen.read(samples)
        for (fault, since), outage in zip(suffered, outages, strict=True):
            self.played.append(Played.of(fault, outage, calls, (since, since + WINDOW), backlog))
            print(f"{outage.away:6.1f} s  {fault.name}", flush=True)
        self.calls += calls
        self.settle(bus)

    def settle(self, bus: str) -> None:
        """Waits until everything that was put off has come to its end."""
        began = time.monotonic()
        until = min(began + PATIENCE, self.ends)
        while left := kept.under_way(STACK, self.database):
            if time.monotonic() > until:
                self.complaints += [f"after {time.monotonic() - began:.0f} s there are still {what}" for what in left]
                break
            time.sleep(1)
        self.complaints += kept.dead_letters(STACK)
        self.settled[bus] = time.monotonic() - began
        print(f"{self.settled[bus]:6.1f} s  until all that was put off on {bus} was done", flush=True)

    def judge(self) -> None:
        self.complaints += [complaint for part in self.played for complaint in part.complaints]
        mails = self.own.mails + kept.handed_over(STACK)
        self.complaints += kept.lost_or_doubled(self.database, self.calls, mails)
        self.kept = kept.counts(self.database)


def bench_log() -> Path:
    return STACK.directory / "bench.log"


@contextmanager
def load(samples: Path, seconds: int) -> Iterator[subprocess.Popen]:
    """Shoppers, from when the doors are open."""
    command = [build.binary("bench"), "load", "--users", SHOPPERS, "--seconds", seconds, "--samples", samples]
    settings = {"SAYUR_STACK_ENV": str(STACK.env_file)}
    with open(bench_log(), "w") as log:
        bench = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT, env=processes.plain_environment() | settings,
        )
        try:
            deadline = time.monotonic() + OPENING
            while OPEN not in bench_log().read_text():
                if bench.poll() is not None or time.monotonic() > deadline:
                    raise Failure(f"the doors do not open:\n{bench_log().read_text()}")
                time.sleep(0.05)
            yield bench
        finally:
            bench.kill()
            bench.wait()


def suffer(own: Servers, fault: Fault, since: float) -> Outage:
    """Stops a server, and starts it again."""
    time.sleep(max(0.0, since + CALM - time.time()))
    stopped = time.time()
    own.stop(fault.server)
    time.sleep(fault.away)
    started = time.time()
    own.start(fault.server)
    back = time.time()
    if back > since + WINDOW:
        raise Failure(f"{fault.server} took {back - started:.0f} s to start: the next fault is due")
    return Outage(stopped, started, back)


@contextmanager
def watched(database: str) -> Iterator[list[tuple[float, int | None]]]:
    """How many events wait to be sent, twice a second."""
    points, over = [], threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            points.append((time.time(), kept.waiting(database)))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield points
    finally:
        over.set()
        watcher.join()
