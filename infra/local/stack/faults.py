"""`python -m stack faults`: PostgreSQL, Redis, RabbitMQ and the local AWS go away under load, one by one, and come back.

On a stack and servers of its own. What shoppers may be told meanwhile, and that nothing is lost or done twice, is checked; how
long it takes until everything is as before is printed.
"""

import itertools
import signal
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

import psycopg2
import requests

from . import processes, services
from .settings import Failure, Stack, read_env

BUYERS = 4
AWAY = 8.0
# Longer than the longest wait of a message that failed once or twice.
PATIENCE = 180.0
# What a shopper may be told while a server is away: all is well, or come back.
AS_USUAL, OR_LATER = frozenset({200, 201}), frozenset({200, 201, 503})


@dataclass(frozen=True)
class Fault:
    name: str
    stop: Callable[[], object]
    start: Callable[[], object]
    may_be_told: frozenset[int]


@dataclass(frozen=True)
class Said:
    """An answer, or that there was none (status 0)."""

    at: float
    what: str
    status: int
    # Why it is not what may be said; empty where it is.
    wrong: str = ""


@dataclass
class Shop:
    url: str
    database: str
    postcode: str
    goods: list[tuple[str, str]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    accepted: dict[str, str] = field(default_factory=dict)
    closed: threading.Event = field(default_factory=threading.Event)

    def call(self, what: str, method: str, path: str, **more) -> requests.Response | None:
        began = time.monotonic()
        try:
            answer = requests.request(method, f"{self.url}{path}", timeout=35, **more)
        except requests.RequestException as error:
            self.said.append(Said(began, what, 0, str(error)[:200]))
            return None
        self.said.append(Said(began, what, answer.status_code, wrong(answer)))
        return answer

    def persist(self, what: str, method: str, path: str, **more) -> dict | None:
        """Tries until it succeeds, as it is told to; gives up when the shop closes."""
        while not self.closed.is_set():
            answer = self.call(what, method, path, **more)
            if answer is not None and answer.ok:
                return answer.json()
            self.closed.wait(0.5)
        return None

    def ask(self, statement: str) -> list[tuple]:
        with closing(psycopg2.connect(self.database, connect_timeout=3)) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()


def wrong(answer: requests.Response) -> str:
    """What is not as it should be of an answer: an outage is told as a problem that says when to come back."""
    if answer.ok:
        return ""
    if answer.headers.get("content-type") != "application/problem+json":
        return f"{answer.status_code} is no problem: {answer.text[:200]}"
    if answer.status_code == 503 and not answer.headers.get("retry-after", "").isdigit():
        return "503 without Retry-After"
    return "" if answer.status_code == 503 else f"{answer.status_code} {answer.text[:200]}"


def buy(shop: Shop) -> None:
    """Guests who order three things, one after the other."""
    while not shop.closed.is_set():
        cart = shop.persist("cart", "POST", "/v1/carts", json={})
        slots = shop.persist("slots", "GET", f"/v1/delivery/slots?postcode={shop.postcode}")
        if cart is None or slots is None:
            return
        headers = {"cart-token": cart["cart_token"]}
        for sku, quantity in shop.goods:
            shop.persist("cart", "PUT", f"/v1/cart/items/{sku}", json={"quantity": quantity}, headers=headers)
        key = str(uuid.uuid4())
        order = order_of(shop, slots, key)
        placed = shop.persist("order", "POST", "/v1/orders", json=order, headers=headers | {"idempotency-key": key})
        if placed is not None:
            shop.accepted[key] = placed["code"]
        shop.closed.wait(0.2)


def order_of(shop: Shop, slots: dict, key: str) -> dict:
    free = next(slot for slot in slots["slots"] if slot["available"] > 0)
    return {
        "slot_id": free["id"], "payment_method": "midtrans", "email": f"{key}@example.com", "name": "Siti", "note": key,
        "address": {
            "recipient": "Siti", "phone": "+628123456789", "street": "Jl. Melati 1", "village": "Senayan",
            "district": "Kebayoran Baru", "city": "Jakarta Selatan", "province": "DKI Jakarta", "postcode": shop.postcode,
        },
    }


def look(shop: Shop) -> None:
    """Somebody who leafs through the shop."""
    for page in itertools.cycle(("/v1/products", "/v1/categories", "/v1/products?q=bayam", "/v1/products?sort=price")):
        if shop.closed.wait(0.2):
            return
        shop.call("browsing", "GET", page)


def run(stack: Stack, bring_back_aws: Callable[[], object]) -> None:
    """The stack is up, on servers of its own."""
    env = read_env(stack.env_file)
    shop = Shop(stack.api_url, env["DATABASE_URL"], env["DEMO_POSTCODE"])
    open_for_many(shop)
    people = [threading.Thread(target=buy, args=(shop,)) for _ in range(BUYERS)] + [threading.Thread(target=look, args=(shop,))]
    for person in people:
        person.start()
    try:
        await_all(shop, "the first orders are mailed", lambda: len(shop.accepted) >= BUYERS and is_settled(shop))
        for fault in faults(stack, bring_back_aws):
            happen(shop, fault)
    finally:
        shop.closed.set()
        for person in people:
            person.join()
    await_all(shop, "everything is done", lambda: is_settled(shop))
    nothing_is_lost(shop)


def open_for_many(shop: Shop) -> None:
    """A database that keeps what it has said, and goods and windows that do not run out."""
    name = shop.database.rpartition("/")[2]
    with closing(psycopg2.connect(shop.database)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"alter database {name} set synchronous_commit = on")
            cursor.execute("update orders.slots set capacity = 1000000, capacity_grams = null where cutoff_at > now()")
    listed = requests.get(f"{shop.url}/v1/products?in_stock=true&unit=pack&min_price=13000", timeout=60).json()
    for item in listed["items"][:3]:
        product = requests.get(f"{shop.url}/v1/products/{item['slug']}", timeout=60).json()
        variant = next(variant for variant in product["variants"] if variant["in_stock"])
        shop.goods.append((variant["sku"], variant["minimum"]))
    receive = """with lot as (
            insert into catalog.lots (id, variant_id, location_id, received_at, best_before, unit_cost, on_hand)
            select gen_random_uuid(), id, (select id from catalog.locations order by code limit 1), now(), current_date + 60,
                1000, 10000000000
            from catalog.variants where sku = any(%s) returning id
        )
        insert into catalog.stock_movements (id, lot_id, kind, on_hand_delta, reserved_delta, reason, moved_at)
        select gen_random_uuid(), id, 'receipt', 10000000000, 0, 'faults', now() from lot"""
    with closing(psycopg2.connect(shop.database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(receive, ([sku for sku, _ in shop.goods],))


def faults(stack: Stack, bring_back_aws: Callable[[], object]) -> list[Fault]:
    def port(server: str) -> int:
        record = processes.running(services.DIRECTORY, server)
        if record is None:
            raise Failure(f"{server} is not this stack's own")
        return record["port"]

    ports = {server: port(server) for server in ("postgresql", "redis", "rabbitmq")}

    def stop_rabbitmq() -> None:
        for name in ("rabbitmq", "epmd"):
            processes.stop(services.DIRECTORY, name, signal.SIGKILL)

    return [
        Fault(
            "PostgreSQL",
            # As a crash: it recovers from its log.
            lambda: processes.stop(services.DIRECTORY, "postgresql", signal.SIGQUIT, whole_session=False),
            lambda: services.start_postgresql(ports["postgresql"]),
            OR_LATER,
        ),
        Fault(
            "Redis",
            lambda: processes.stop(services.DIRECTORY, "redis", signal.SIGKILL),
            lambda: services.start_redis(ports["redis"]),
            AS_USUAL,
        ),
        Fault("RabbitMQ", stop_rabbitmq, lambda: services.start_rabbitmq(ports["rabbitmq"]), AS_USUAL),
        Fault("the local AWS (mails)", lambda: processes.stop(stack.directory, "ministack", signal.SIGKILL), bring_back_aws, AS_USUAL),
    ]


def happen(shop: Shop, fault: Fault) -> None:
    before = len(shop.accepted)
    gone = time.monotonic()
    fault.stop()
    time.sleep(AWAY)
    meanwhile = len(shop.accepted) - before
    fault.start()
    back = time.monotonic()
    await_all(shop, "orders are placed again", lambda: has_ordered_since(shop, back))
    ordered = time.monotonic()
    await_all(shop, "every order is mailed", lambda: is_settled(shop))
    settled = time.monotonic()
    said = [answer for answer in shop.said if gone <= answer.at <= settled]
    told = {what: Counter(answer.status for answer in said if answer.what == what) for what in ("browsing", "cart", "order")}
    print(f"\n{fault.name} away for {back - gone:.1f} s; {meanwhile} orders placed meanwhile")
    for what, counts in told.items():
        print(f"  {what:9} {', '.join(f'{count} × {status}' for status, count in sorted(counts.items())) or 'nothing'}")
    print(f"  orders again after {ordered - back:.1f} s, every event done after {settled - back:.1f} s", flush=True)
    bad = [answer for answer in said if answer.wrong or answer.status not in fault.may_be_told]
    if bad:
        lines = "\n".join(f"  {answer.what}: {answer.status} {answer.wrong}" for answer in bad[:10])
        raise Failure(f"{fault.name} away, and shoppers were told what they should not be ({len(bad)} times):\n{lines}")


def has_ordered_since(shop: Shop, moment: float) -> bool:
    return any(answer.what == "order" and answer.status == 201 and answer.at > moment for answer in list(shop.said))


def is_settled(shop: Shop) -> bool:
    """Whether nothing waits in the outbox for long, and every order of a moment ago has its mail."""
    try:
        [(waiting, unmailed)] = shop.ask(
            """select (select count(*) from platform.outbox where sent_at is null and created_at < now() - interval '2 seconds'),
                (select count(*) from orders.orders o where o.placed_at < now() - interval '2 seconds' and not exists (
                    select from notifications.emails m where m.recipient = o.email and m.status = 'sent'))"""
        )
    except psycopg2.OperationalError:
        return False
    return waiting == 0 and unmailed == 0


def await_all(shop: Shop, what: str, done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            last = "\n".join(f"  {answer.what}: {answer.status} {answer.wrong}" for answer in shop.said[-5:])
            raise Failure(f"after {PATIENCE:.0f} s it is not so that {what}; the last answers:\n{last}")
        time.sleep(0.1)


def nothing_is_lost(shop: Shop) -> None:
    """Every order that was accepted is there once, and every event has had its effect once."""
    placed = dict(shop.ask("select note, string_agg(code, ' ') from orders.orders group by note"))
    for key, code in shop.accepted.items():
        if placed.get(key) != code:
            raise Failure(f"the order {code} was accepted; there is {placed.get(key)}")
    doubled = {note: codes for note, codes in placed.items() if " " in codes}
    if doubled:
        raise Failure(f"placed more than once: {doubled}")
    for what, statement in {
        "orders without exactly one mail of their placing": """select o.code from orders.orders o where
            (select count(*) from notifications.emails m where m.recipient = o.email and m.kind = 'order_placed') <> 1""",
        "orders whose event was counted never or twice": """select e.event ->> 'subject' from platform.outbox e
            where e.event ->> 'type' = 'sayur.orders.order_placed.v1'
                and (select count(*) from platform.inbox i where i.event_id = e.id and i.consumer = 'catalog') <> 1""",
        "orders whose stock is not held": """select o.code from orders.orders o where
            (select coalesce(sum(a.quantity), 0) from orders.allocations a where a.order_id = o.id)
                <> (select sum(l.quantity) from orders.lines l where l.order_id = o.id)""",
        "windows whose seats are not those of their orders": """select s.id from orders.slots s where s.taken <>
            (select count(*) from orders.orders o where o.slot_id = s.id)""",
    }.items():
        found = shop.ask(statement)
        if found:
            raise Failure(f"{what}: {len(found)}, such as {found[0][0]}")
    print(f"\nnothing is lost and nothing done twice: {len(shop.accepted)} orders accepted, {len(placed)} there")
