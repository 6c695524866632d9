"""What must never be in a log: looked for in everything that a stack's functions logged."""

import re

from .settings import Failure

# Fewer lines than this mean that nothing was looked at, rather than that nothing was found.
FEWEST_LINES = 500

PATTERNS = {
    "an e-mail address": r"[\w.+-]+@[\w-]+\.\w+",
    "an access token": r"eyJ[\w-]{8,}\.[\w-]{8,}",
    "an opaque token, or the hash of one": r"(?<![\w./-])[\w-]{43}(?![\w-])",
    "a password's hash": r"\$argon2",
    # Not a part of an id, which is full of digits.
    "a telephone number": r"(?<![\w-])(\+62|08)\d{8,11}(?![\w-])",
    "a person or a street of the tests": r"Siti|Budi|Jl\. ",
    "a webhook's secret": r"whsec_",
    "a password of the tests": r"rahasia-dapur|tomat-di-pasar",
    "an address with a password": r"://[^/\s:@]+:[^/\s:@]+@",
}


def check(lines: list[str], secrets: dict[str, str]) -> int:
    """Counts the lines; fails if one of them tells what it must not. Shows where, and not what."""
    if len(lines) < FEWEST_LINES:
        raise Failure(f"only {len(lines)} lines were logged: there is nothing to judge by")
    patterns = PATTERNS | {name: re.escape(value) for name, value in secrets.items()}
    found = [
        f"{name} in: {re.sub(pattern, '…', line)[:300]}"
        for name, pattern in patterns.items()
        for line in lines
        if re.search(pattern, line)
    ]
    if found:
        raise Failure("\n".join([f"{len(found)} lines tell too much:", *found[:20]]))
    return len(lines)
