"""Who waits, waits less than whoever waits for them: the constants, the templates and docs/timeouts.md."""

import re
from fractions import Fraction

import pytest
from conftest import ROOT

# API Gateway's own, for HTTP APIs.
API_GATEWAY = 30
UNITS = {"from_mins": 60, "from_secs": 1, "from_millis": Fraction(1, 1000)}


def constant(file: str, name: str) -> Fraction:
    """Seconds that a constant of a source file says."""
    text = (ROOT / file).read_text()
    found = re.search(rf"const {name}: Duration = Duration::(\w+)\(([\d_]+)\)", text)
    assert found, f"{file} has no {name}"
    return int(found[2].replace("_", "")) * Fraction(UNITS[found[1]])


def limits() -> dict[str, int]:
    """What the user of functions is granted, in seconds."""
    text = (ROOT / "migrations/src/rights.rs").read_text()
    found = {name: int(seconds) for name, seconds in re.findall(r'\("(\w+_timeout)", "(\d+)s"\)', text)}
    assert len(found) == 3
    return found


def listed() -> list[tuple[str, Fraction]]:
    """Where each bound of the page stands, and its seconds; those of functions are told apart below."""
    rows = re.findall(r"^\|[^|]+\|[^|]+\| ([\d.]+) s \| (.+) \|$", (ROOT / "docs/timeouts.md").read_text(), re.M)
    assert len(rows) > 20
    return [(where, Fraction(seconds)) for seconds, where in rows]


@pytest.fixture(scope="module")
def functions(written) -> dict[str, tuple[int, set[str]]]:
    """Each function's timeout, and what it runs on."""
    shop = written["shop"]
    usual = shop["Globals"]["Function"]["Timeout"]
    resources = {name: resource["Properties"] for name, resource in shop["Resources"].items() if resource["Type"] == "AWS::Serverless::Function"}
    return {
        name: (properties.get("Timeout", usual), {event["Type"] for event in properties.get("Events", {}).values()})
        for name, properties in resources.items()
    }


def handlers(functions: dict[str, tuple[int, set[str]]]) -> dict[str, Fraction]:
    """For how long the handler of each function of the API may work."""
    kept_back = constant("shared/runtime/src/deadline.rs", "LAST_WORDS")
    return {name: seconds - kept_back for name, (seconds, on) in functions.items() if "HttpApi" in on}


def test_the_page_says_what_the_constants_say():
    for where, seconds in listed():
        found = re.fullmatch(r"`([A-Z_]+)`, (\S+\.rs)", where)
        if found:
            assert constant(found[2], found[1]) == seconds, where


def test_every_bound_in_the_code_is_on_the_page():
    text = (ROOT / "docs/timeouts.md").read_text()
    for file in sorted((ROOT / "shared").glob("*/src/**/*.rs")):
        for name in re.findall(r"const ((?:\w+_)?(?:TIMEOUT|PATIENCE)\w*): Duration", file.read_text()):
            row = f"`{name}`, {file.relative_to(ROOT)}"
            assert row in text, row


def test_the_api_waits_longer_than_any_of_its_functions(functions):
    of_the_api = {name: seconds for name, (seconds, on) in functions.items() if "HttpApi" in on}
    assert len(of_the_api) > 100
    assert all(seconds < API_GATEWAY for seconds in of_the_api.values()), of_the_api


def test_a_queue_waits_six_times_as_long_as_its_consumer(functions, of_type):
    consumers = {seconds for seconds, on in functions.values() if "SQS" in on}
    queues = [queue["VisibilityTimeout"] for queue in of_type("AWS::SQS::Queue").values() if "VisibilityTimeout" in queue]
    assert len(consumers) == 1
    assert min(queues) >= 6 * max(consumers)


def test_a_handler_waits_longer_than_for_the_database(functions):
    shortest = min(handlers(functions).values())
    database = "shared/postgres/src/database.rs"
    connected = constant(database, "CHECK_TIMEOUT") + constant(database, "CONNECT_TIMEOUT")
    # A connection that died, a new one, and the longest wait for a lock.
    assert connected + limits()["lock_timeout"] < shortest
    for name in ("WAIT_TIMEOUT", "TCP_USER_TIMEOUT"):
        assert constant(database, name) < shortest


def test_the_database_does_not_work_for_those_who_are_gone(functions, written):
    longest = max(seconds for seconds, on in functions.values() if "HttpApi" in on)
    assert limits()["statement_timeout"] <= longest
    assert limits()["lock_timeout"] < limits()["statement_timeout"]
    settings = written["data"]["Resources"]["DatabaseSettings"]["Properties"]["Parameters"]
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        assert limits()[name] * 1000 <= int(settings[name])


def test_what_can_be_missed_is_waited_for_briefly():
    sending = constant("shared/messaging/src/publisher.rs", "PATIENCE")
    # What is left is for noting what has gone.
    assert constant("shared/messaging/src/publisher.rs", "SENDING") < sending
    assert constant("shared/cache/src/connection.rs", "PATIENCE") < Fraction(1, 2)


def test_a_payment_is_started_and_asked_about_within_its_function(functions):
    file = "shared/gateways/src/caller.rs"
    once, a_try = constant(file, "PATIENCE"), constant(file, "PATIENCE_A_TRY")
    # The call itself, and the question what became of it, tried twice.
    assert once + 2 * a_try < handlers(functions)["StartPayment"]
    consumer, _ = functions["ProcessPaymentEvent"]
    assert 2 * a_try < consumer


def test_a_mail_is_sent_within_its_function(functions):
    consumer, _ = functions["Notify"]
    assert constant("shared/email/src/ses.rs", "ATTEMPT_TIMEOUT") < consumer
    # The code is redeemed; the provider's description and keys may have to be fetched before.
    assert 3 * constant("shared/openid/src/client.rs", "PATIENCE") < handlers(functions)["FinishOpenId"]


def test_partners_are_told_within_the_functions_that_tell_them(functions):
    once = constant("functions/notifications/src/webhook_post.rs", "PATIENCE") + constant("shared/http-client/src/lib.rs", "UNREAD_PATIENCE")
    text = (ROOT / "shared/domain/src/notifications/webhooks/sending.rs").read_text()
    run, lease = (int(re.search(rf"const {name}: Duration = Duration::seconds\((\d+)\)", text)[1]) for name in ("RUN", "LEASE"))
    consumer, _ = functions["QueueWebhooks"]
    schedule, _ = functions["SendWebhooks"]
    assert 2 * once < consumer
    # What is claimed last is sent before the function ends, and is nobody else's before that.
    assert run + 2 * once < schedule
    assert lease >= max(schedule - run, consumer)


def test_the_proxy_gives_up_before_the_function_does(functions, written):
    target = written["data"]["Resources"]["ProxyTarget"]["Properties"]["ConnectionPoolConfigurationInfo"]
    assert target["ConnectionBorrowTimeout"] < min(handlers(functions).values())
