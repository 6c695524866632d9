"""What shoppers saw of an outage: figures from the calls that `bench load --samples` wrote down."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# The gateway in front of Lambda would say 503, too, but not when to try again.
AWAY = 503


@dataclass(frozen=True)
class Call:
    """One call; times in seconds of Unix time."""

    route: str
    began: float
    took: float
    is_well: bool
    # None: there was no answer.
    status: int | None
    says_when: bool
    code: str
    key: str

    @property
    def ended(self) -> float:
        return self.began + self.took

    @property
    def kind(self) -> str:
        """`well`; `away`, which says when to try again; `refused`, which has a reason of its own; `wrong`, which nobody should see."""
        if self.is_well:
            return "well"
        if self.status == AWAY and self.says_when:
            return "away"
        if self.status is not None and 400 <= self.status < 500:
            return "refused"
        return "wrong"

    @property
    def hurts(self) -> bool:
        return self.kind in ("away", "wrong")


def read(file: Path) -> list[Call]:
    return [call(json.loads(line)) for line in file.read_text().splitlines()]


def call(line: dict) -> Call:
    return Call(
        line["call"], line["at"] / 1000, line["took"] / 1e6, line["is_well"], line["status"], line["says_when"], line["code"],
        line["key"],
    )


@dataclass(frozen=True)
class Figures:
    """Of some calls; times in milliseconds."""

    calls: int
    well: int
    away: int
    refused: int
    wrong: int
    p50: float
    p99: float

    @staticmethod
    def of(calls: Iterable[Call]) -> "Figures":
        calls = list(calls)
        kinds = Counter(call.kind for call in calls)
        took = sorted(call.took * 1000 for call in calls)
        return Figures(
            len(calls), kinds["well"], kinds["away"], kinds["refused"], kinds["wrong"], percentile(took, 50), percentile(took, 99)
        )


def percentile(ordered: list[float], hundredths: int) -> float:
    """The smallest value that so many hundredths are not above; 0 of none."""
    if not ordered:
        return 0.0
    return ordered[max(0, -(-len(ordered) * hundredths // 100) - 1)]


@dataclass(frozen=True)
class Outage:
    """When a server was stopped, started again, and answered again."""

    stopped: float
    started: float
    back: float

    @property
    def away(self) -> float:
        return self.back - self.stopped


@dataclass(frozen=True)
class Fault:
    """Something that is done to a server."""

    name: str
    server: str
    # Seconds until it is started again.
    away: float
    # Whether shoppers are not to notice.
    is_borne: bool


@dataclass(frozen=True)
class Recovery:
    """Seconds after the server was back; None: nobody had noticed, or it did not come to be."""

    first_success: float | None
    last_failure: float | None


def recovery(calls: list[Call], outage: Outage) -> Recovery:
    """Of the routes that suffered, when one was answered well again, and when the last call failed."""
    hurt = [call for call in calls if call.hurts and call.ended >= outage.stopped]
    routes = {call.route for call in hurt}
    well = [call.ended for call in calls if call.is_well and call.route in routes and call.began >= outage.back]
    late = [call.ended - outage.back for call in hurt if call.ended > outage.back]
    return Recovery(
        min(well) - outage.back if well else None,
        max(late, default=0.0) if hurt else None,
    )


def by_second(calls: list[Call], since: float, until: float) -> list[tuple[int, Figures]]:
    """Each second by when its calls began."""
    seconds: dict[int, list[Call]] = {second: [] for second in range(int(until - since))}
    for call in calls:
        second = int(call.began - since)
        if call.began >= since and second in seconds:
            seconds[second].append(call)
    return [(second, Figures.of(calls)) for second, calls in seconds.items()]


def codes(calls: Iterable[Call]) -> str:
    """Statuses and codes of what was not answered well, the most frequent first."""
    found = Counter(f"{call.status or 'no answer'} {call.code}".strip() for call in calls if not call.is_well)
    return ", ".join(f"{count} × {what}" for what, count in found.most_common())


def emptied(backlog: list[tuple[float, int | None]], outage: Outage, usual: int) -> float | None:
    """Seconds after the server was back until no more than as usual waited to be sent, and stayed so; None: it never came to be."""
    after = [(at, waiting) for at, waiting in backlog if at >= outage.back]
    late = [at for at, waiting in after if waiting is None or waiting > usual]
    if not late:
        return 0.0
    then = [at for at, _ in after if at > late[-1]]
    return then[0] - outage.back if then else None


@dataclass(frozen=True)
class Played:
    """A fault, and what was seen of it from before until after."""

    fault: Fault
    outage: Outage
    calls: list[Call]
    since: float
    until: float
    # Events that waited to be sent, by the time; None where nobody could tell.
    backlog: list[tuple[float, int | None]]

    @staticmethod
    def of(
        fault: Fault, outage: Outage, calls: list[Call], time: tuple[float, float], backlog: list[tuple[float, int | None]]
    ) -> "Played":
        since, until = time
        return Played(
            fault, outage,
            [call for call in calls if since <= call.began < until], since, until,
            [(at, waiting) for at, waiting in backlog if since <= at < until],
        )

    def during(self, since: float, until: float) -> list[Call]:
        return [call for call in self.calls if since <= call.began < until]

    @property
    def calm(self) -> Figures:
        return Figures.of(self.during(self.since, self.outage.stopped))

    @property
    def away(self) -> Figures:
        """While it was away, and the second after it was stopped where it was hardly away."""
        return Figures.of(self.during(self.outage.stopped, max(self.outage.back, self.outage.stopped + 1)))

    @property
    def recovery(self) -> Recovery:
        return recovery(self.calls, self.outage)

    @property
    def emptied(self) -> float | None:
        usual = [waiting for at, waiting in self.backlog if at < self.outage.stopped and waiting is not None]
        return emptied(self.backlog, self.outage, max(usual, default=0))

    @property
    def complaints(self) -> list[str]:
        """Answers that the design promises not to give."""
        bad = [call for call in self.calls if call.kind == "wrong" or (call.hurts and self.fault.is_borne)]
        return [f"{self.fault.name}: {codes(bad)}"] if bad else []
