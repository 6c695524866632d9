"""Notifications: signed, sent where the headers say, tried again by the documented rule."""

import hashlib

import harness
import midtransclient
import pytest
from harness import eventually


def is_signed(body):
    text = body["order_id"] + body["status_code"] + body["gross_amount"] + harness.SERVER_KEY
    return body["signature_key"] == hashlib.sha512(text.encode()).hexdigest()


def outcomes(delivery):
    return [attempt["http_status"] for attempt in delivery["attempts"]]


@pytest.fixture
def opened(snap, order):
    """A Snap session in which nobody has picked a way to pay, and so no notification yet."""

    def opened(**headers):
        order_id = order()
        client = midtransclient.Snap(server_key=harness.SERVER_KEY, custom_headers=headers)
        client.create_transaction(
            {"transaction_details": {"order_id": order_id, "gross_amount": 10_000}}
        )
        return order_id

    return opened


def test_a_move_is_told_before_it_is_answered(simulator, receiver, opened):
    order_id = opened()
    answer = simulator.moved(order_id, "settlement", payment_type="gopay")
    (body,) = receiver.about(order_id)
    assert is_signed(body)
    assert (body["transaction_status"], body["status_code"]) == ("settlement", "200")
    assert (body["gross_amount"], body["currency"]) == ("10000.00", "IDR")
    assert body["status_message"] == "midtrans payment notification"
    assert answer["notifications"][0]["state"] == "delivered"
    assert answer["notifications"][0]["body"] == body


@pytest.mark.parametrize(
    ("status", "code"),
    [("pending", "201"), ("deny", "202"), ("cancel", "202"), ("expire", "202")],
)
def test_every_state_has_its_code_and_signature(simulator, receiver, opened, status, code):
    order_id = opened()
    simulator.moved(order_id, status)
    (body,) = receiver.about(order_id)
    assert is_signed(body)
    assert (body["transaction_status"], body["status_code"]) == (status, code)


def test_a_charge_and_a_change_by_the_merchant_are_told_too(receiver, charge, core):
    order_id = charge()["order_id"]
    eventually(lambda: len(receiver.about(order_id)) == 1)
    core.transactions.cancel(order_id)
    eventually(lambda: len(receiver.about(order_id)) == 2)
    states = [body["transaction_status"] for body in receiver.about(order_id)]
    assert states == ["pending", "cancel"]


def test_a_refund_is_told_with_its_parts(simulator, receiver, opened, core):
    order_id = opened()
    simulator.moved(order_id, "settlement", payment_type="qris")
    core.transactions.refund(order_id, {"refund_key": "satu", "amount": 2_500})
    eventually(lambda: len(receiver.about(order_id)) == 2)
    body = receiver.about(order_id)[-1]
    assert is_signed(body)
    assert body["transaction_status"] == "partial_refund"
    assert body["refunds"][0]["refund_amount"] == "2500.00"


@pytest.mark.parametrize(
    ("status", "attempts"),
    [(204, 1), (302, 1), (500, 2), (400, 3), (404, 3), (503, 5), (401, 6), (502, 6)],
)
def test_retries_follow_the_documented_rule(simulator, receiver, opened, status, attempts):
    order_id = opened()
    receiver.will_answer(order_id, *[status] * attempts)
    simulator.moved(order_id, "settlement")

    def ended():
        (delivery,) = simulator.deliveries(order_id)
        return delivery["state"] in ("delivered", "given_up") and delivery

    delivery = eventually(ended)
    assert outcomes(delivery) == [status] * attempts
    assert delivery["state"] == ("delivered" if status == 204 else "given_up")


def test_a_retry_that_arrives_ends_it(simulator, receiver, opened):
    order_id = opened()
    receiver.will_answer(order_id, 503, 503)
    answer = simulator.moved(order_id, "settlement")
    assert answer["notifications"][0]["state"] == "retrying"
    eventually(lambda: simulator.deliveries(order_id)[0]["state"] == "delivered")
    assert outcomes(simulator.deliveries(order_id)[0]) == [503, 503, 200]
    first, *others = receiver.about(order_id)
    assert all(body == first for body in others)


def test_a_redirect_that_keeps_the_body_is_followed(simulator, receiver, opened):
    order_id = opened()
    receiver.will_answer(order_id, 308, location=f"{receiver.url}/pindah")
    simulator.moved(order_id, "settlement")
    assert len(receiver.about(order_id, "/pindah")) == 1
    assert outcomes(simulator.deliveries(order_id)[0]) == [200]


def test_an_override_replaces_the_usual_url(simulator, receiver, opened):
    urls = f"{receiver.url}/a,{receiver.url}/b"
    order_id = opened(**{"X-Override-Notification": urls})
    assert len(simulator.moved(order_id, "settlement")["notifications"]) == 2
    assert receiver.about(order_id) == []
    assert receiver.about(order_id, "/a") == receiver.about(order_id, "/b") != []


def test_an_appended_url_is_told_besides(simulator, receiver, opened):
    order_id = opened(**{"X-Append-Notification": f"{receiver.url}/juga"})
    simulator.moved(order_id, "settlement")
    assert receiver.about(order_id) == receiver.about(order_id, "/juga") != []


def test_a_charge_has_the_headers_too(receiver, order, simulator):
    order_id = order()
    body = {
        "payment_type": "qris",
        "transaction_details": {"order_id": order_id, "gross_amount": 10_000},
    }
    simulator.core("/v2/charge", body, **{"X-Override-Notification": f"{receiver.url}/core"})
    eventually(lambda: receiver.about(order_id, "/core"))
    assert receiver.about(order_id) == []


def test_a_merchant_that_is_down_is_on_record(simulator, opened):
    nowhere = f"http://127.0.0.1:{harness.free_port()}/"
    order_id = opened(**{"X-Override-Notification": nowhere})
    simulator.moved(order_id, "settlement")
    eventually(lambda: simulator.deliveries(order_id)[0]["state"] == "given_up")
    attempts = simulator.deliveries(order_id)[0]["attempts"]
    assert len(attempts) == 6
    assert "refused" in attempts[0]["error"]


def test_the_official_client_confirms_what_it_was_told(simulator, receiver, opened, core):
    order_id = opened()
    simulator.moved(order_id, "settlement")
    (body,) = receiver.about(order_id)
    assert core.transactions.notification(body)["transaction_status"] == "settlement"
