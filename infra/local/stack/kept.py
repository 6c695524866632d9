"""Whether an outage lost or doubled anything: database, mails and gateway beside what shoppers were told."""

import json
import subprocess
import urllib.request
from collections import Counter, defaultdict

import psycopg2

from . import build, servers
from .seen import Call
from .settings import ROOT, Failure, Stack, read_env

PLACE = "POST /v1/orders"
QUEUES = ("notifications", "payments", "orders", "catalog")

ORDERS = "select code from orders.orders"

# To whom, and its subject, which names the order.
Mail = tuple[str, str]

# What is still under way, and has to come to its end: each a count.
UNDER_WAY = {
    "events that were not sent": "select count(*) from platform.outbox where sent_at is null",
    "orders that best-sellers do not count": """
        select count(*) from platform.outbox o where o.event->>'type' = 'sayur.orders.order_placed.v1'
            and not exists (select from platform.inbox i where i.consumer = 'catalog' and i.event_id = o.id)""",
    "orders that nobody was mailed about": """
        select count(*) from platform.outbox o where o.event->>'type' = 'sayur.orders.order_placed.v1'
            and not exists (select from notifications.emails e where e.event_id = o.id)""",
    "mails that were not sent": "select count(*) from notifications.emails where status = 'sending'",
    "paid orders that wait to be paid": """
        select count(*) from payments.payments p join orders.orders o on o.id = p.order_id
            where p.status = 'succeeded' and o.status = 'awaiting_payment'""",
}

# What must never be there: each a count.
NEVER = {
    "orders that were paid twice": """
        select count(*) from (select from payments.payments where status = 'succeeded' group by order_id having count(*) > 1) twice""",
    "mails that failed": "select count(*) from notifications.emails where status = 'failed'",
}


def under_way(stack: Stack, database: str) -> list[str]:
    """What is not settled yet, in words."""
    try:
        found = {what: servers.ask(database, statement)[0][0] for what, statement in UNDER_WAY.items()}
    except psycopg2.OperationalError as error:
        return [f"the database does not answer: {error}"]
    found["payments that the shop does not know of"] = len(paid_at_gateway(stack) - known_as_paid(database))
    return said(found)


def lost_or_doubled(database: str, calls: list[Call], mails: list[Mail]) -> list[str]:
    """What went wrong for good, in words."""
    found = {what: servers.ask(database, statement)[0][0] for what, statement in NEVER.items()}
    stored = {code for (code,) in servers.ask(database, ORDERS)}
    lost, doubled = orders(calls, stored)
    found["orders that were confirmed to a shopper and are not there"] = len(lost)
    found["orders that nobody placed, or placed once"] = doubled
    found["mails that were sent twice"] = sent_twice(mails, written_down(database))
    return said(found) + books(database)


def waiting(database: str) -> int | None:
    """How many events wait to be sent; None where the database does not tell."""
    try:
        return servers.ask(database, UNDER_WAY["events that were not sent"])[0][0]
    except psycopg2.OperationalError:
        return None


def counts(database: str) -> dict[str, int]:
    """What there is of what was to be kept."""
    tables = {"orders": "orders.orders", "payments": "payments.payments", "events": "platform.outbox", "mails": "notifications.emails"}
    return {what: servers.ask(database, f"select count(*) from {table}")[0][0] for what, table in tables.items()}


def said(found: dict[str, int]) -> list[str]:
    return [f"{count} {what}" for what, count in found.items() if count]


def orders(calls: list[Call], stored: set[str]) -> tuple[set[str], int]:
    """Orders that were confirmed and are lost; and how many there are more than there should be.

    Whoever never heard what became of a key may have an order by it, and no more than one.
    """
    of_key: dict[str, set[str]] = defaultdict(set)
    unheard: set[str] = set()
    for call in calls:
        if call.route == PLACE:
            if call.is_well:
                of_key[call.key].add(call.code)
            else:
                unheard.add(call.key)
    heard = {code for codes in of_key.values() for code in codes}
    doubled = sum(len(codes) - 1 for codes in of_key.values())
    unexplained = len(stored - heard) - len(unheard - of_key.keys())
    return heard - stored, doubled + max(0, unexplained)


def paid_at_gateway(stack: Stack) -> set[str]:
    transactions = fetch(f"{stack.midtrans_url}/_simulate/transactions")["transactions"]
    return {transaction["order_id"] for transaction in transactions if transaction["transaction_status"] == "settlement"}


def known_as_paid(database: str) -> set[str]:
    statement = "select gateway_reference from payments.payments where status in ('succeeded', 'partially_refunded', 'refunded')"
    return {reference for (reference,) in servers.ask(database, statement)}


def sent_twice(handed_over: list[Mail], written_down: list[Mail]) -> int:
    """How many more mails SES took than the shop meant to send."""
    return (Counter(handed_over) - Counter(written_down)).total()


def handed_over(stack: Stack) -> list[Mail]:
    """What SES took since it was started."""
    boxes = fetch(f"{stack.aws_url}/_ministack/ses/messages")["messages"].values()
    return [(address, mail["Subject"]) for box in boxes for mail in box for address in mail["To"]]


def written_down(database: str) -> list[Mail]:
    return servers.ask(database, "select recipient, subject from notifications.emails")


def dead_letters(stack: Stack) -> list[str]:
    """What consumers gave up on, in words."""
    letters = {queue: tool(stack, "events", "dead-letters", queue).splitlines() for queue in QUEUES}
    return said({f"dead letters of {queue}": len(lines) for queue, lines in letters.items()})


def books(database: str) -> list[str]:
    """Where the books of the stock disagree."""
    result = subprocess.run(
        [build.binary("seeder"), "check-stock"], cwd=ROOT, env={"DATABASE_URL": database}, capture_output=True, text=True
    )
    return [] if result.returncode == 0 else [line for line in result.stdout.splitlines() if line]


def tool(stack: Stack, name: str, *arguments: str) -> str:
    """Runs one of the workspace's tools on a stack, and gives what it printed."""
    result = subprocess.run(
        [build.binary(name), *arguments], cwd=ROOT, env=read_env(stack.env_file), capture_output=True, text=True
    )
    if result.returncode != 0:
        raise Failure(f"`{name} {' '.join(arguments)}` failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def fetch(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)
