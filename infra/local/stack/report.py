"""The report of the faults: a table, which is printed, and what is behind it, second by second."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from . import seen
from .seen import Figures, Played

if TYPE_CHECKING:
    from .faults import Suite

COLUMNS = ("", "away, s", "calls", "well", "503", "refused", "wrong", "p50/p99 before, ms", "meanwhile, ms", "first success, s",
           "last failure, s", "events sent, s")


def write(file: Path, suite: Suite) -> None:
    table = summary(suite)
    print(f"\n{table}\n")
    parts = [
        f"# Faults, {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC",
        f"Calls of the outage and of all that followed; times of recovery from when the server answered again. {os.cpu_count()} cores.",
        table,
        *(detail(part) for part in suite.played),
    ]
    file.write_text("\n\n".join(parts) + "\n")
    print(f"Second by second: {file}")


def summary(suite: Suite) -> str:
    there = ", ".join(f"{count} {what}" for what, count in suite.kept.items())
    settled = ", ".join(f"{seconds:.0f} s on {bus}" for bus, seconds in suite.settled.items())
    verdict = [f"- {complaint}" for complaint in suite.complaints] or [f"Nothing is lost, nothing is there twice: {there}."]
    return "\n".join([rows([COLUMNS, *map(row, suite.played)]), "", f"What was put off was done after {settled}.", *verdict])


def row(part: Played) -> tuple[str, ...]:
    figures = Figures.of(part.during(part.outage.stopped, part.until))
    recovery = part.recovery
    return (
        part.fault.name, f"{part.outage.away:.1f}",
        *map(str, (figures.calls, figures.well, figures.away, figures.refused, figures.wrong)),
        times(part.calm), times(part.away),
        seconds(recovery.first_success), seconds(recovery.last_failure), seconds(part.emptied),
    )


def detail(part: Played) -> str:
    stopped, back = part.outage.stopped - part.since, part.outage.back - part.since
    lines = [("second", "calls", "well", "503", "refused", "wrong", "p50/p99, ms")]
    for second, figures in seen.by_second(part.calls, part.since, part.until):
        counts = (figures.calls, figures.well, figures.away, figures.refused, figures.wrong)
        lines.append((str(second), *map(str, counts), times(figures)))
    said = seen.codes(part.calls) or "nothing"
    return f"## {part.fault.name}\n\nStopped at {stopped:.1f} s, back at {back:.1f} s. Not answered well: {said}.\n\n{rows(lines)}"


def times(figures: Figures) -> str:
    return f"{figures.p50:.0f}/{figures.p99:.0f}"


def seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def rows(lines: list[tuple[str, ...]]) -> str:
    """A table in Markdown that can be read as it is."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    head, *body = ["| " + " | ".join(pad(cell, width, column) for column, (cell, width) in enumerate(zip(line, widths, strict=True))) + " |" for line in lines]
    rule = "|" + "|".join("-" * (width + 1) + ("-" if column == 0 else ":") for column, width in enumerate(widths)) + "|"
    return "\n".join([head, rule, *body])


def pad(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)
