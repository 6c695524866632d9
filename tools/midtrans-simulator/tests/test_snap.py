"""Snap: opening sessions, and what is refused."""

import copy

import midtransclient
import pytest
import requests


def details(order_id, amount=10_000):
    return {"transaction_details": {"order_id": order_id, "gross_amount": amount}}


def problems(call, *arguments, http=400):
    with pytest.raises(midtransclient.MidtransAPIError) as caught:
        call(*arguments)
    assert caught.value.http_status_code == http
    return caught.value.api_response_dict["error_messages"]


def test_a_session_has_a_token_and_a_page(simulator, snap, order):
    session = snap.create_transaction(details(order()))
    assert len(session["token"]) == 36
    assert session["redirect_url"] == f"{simulator.url}/snap/v4/redirection/{session['token']}"
    assert requests.get(session["redirect_url"], timeout=10).ok


def test_opening_a_session_answers_201(simulator, order):
    url = f"{simulator.url}/snap/v1/transactions"
    answer = requests.post(url, json=details(order()), auth=simulator.auth, timeout=10)
    assert answer.status_code == 201


def test_a_stranger_is_refused(snap, order):
    snap.api_config.server_key = "bukan-kunci"
    assert "unauthorized" in problems(snap.create_transaction, details(order()), http=401)[0]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"order_id": None}, "transaction_details.order_id is required"),
        ({"order_id": "a b"}, "transaction_details.order_id may only contain"),
        ({"order_id": "x" * 51}, "transaction_details.order_id is too long"),
        ({"gross_amount": 0}, "transaction_details.gross_amount must be greater"),
        ({"gross_amount": 1.5}, "transaction_details.gross_amount must be a whole number"),
        ({"gross_amount": None}, "transaction_details.gross_amount is required"),
    ],
)
def test_bad_details_are_named(snap, order, change, problem):
    request = copy.deepcopy(details(order()))
    request["transaction_details"].update(change)
    assert problems(snap.create_transaction, request)[0].startswith(problem)


def test_lines_must_add_up(snap, order):
    request = details(order(), 15_000)
    request["item_details"] = [
        {"id": "1", "name": "Bayam", "price": 10_000, "quantity": 2},
        {"id": "2", "name": "Potongan", "price": -5_000, "quantity": 1},
    ]
    assert snap.create_transaction(request)["token"]
    request["item_details"].pop()
    assert problems(snap.create_transaction, request) == [
        "transaction_details.gross_amount is not equal to the sum of item_details"
    ]


def test_a_bad_expiry_or_way_back_is_named(snap, order):
    request = {**details(order()), "expiry": {"unit": "abad", "duration": 1}}
    assert problems(snap.create_transaction, request)[0].startswith("expiry.unit")
    request = {**details(order()), "callbacks": {"finish": "javascript:alert(1)"}}
    assert problems(snap.create_transaction, request)[0].startswith("callbacks.finish")


def test_the_status_is_unknown_until_a_way_to_pay_is_picked(simulator, snap, order, refused):
    order_id = order()
    snap.create_transaction(details(order_id))
    body = refused("404", snap.transactions.status, order_id)
    assert body["status_message"] == "Transaction doesn't exist."

    simulator.moved(order_id, "pending", payment_type="qris")
    assert snap.transactions.status(order_id)["transaction_status"] == "pending"


def test_an_order_id_is_used_up_by_a_way_to_pay_not_by_a_session(simulator, snap, order):
    order_id = order()
    first = snap.create_transaction_token(details(order_id))
    second = snap.create_transaction_token(details(order_id))
    assert first != second

    simulator.moved(order_id, "pending")
    assert "use another order ID" in problems(snap.create_transaction, details(order_id))[0]

    snap.transactions.cancel(order_id)
    assert snap.create_transaction_token(details(order_id))


def test_a_session_lives_as_long_as_the_merchant_says(simulator, snap, order):
    order_id = order()
    expiry = {"unit": "second", "duration": 1, "start_time": "2026-01-01 00:00:00 +0700"}
    url = snap.create_transaction_redirect_url({**details(order_id), "expiry": expiry})
    assert "Waktu pembayaran habis" in requests.get(url, timeout=10).text
    requests.post(f"{url}/choose", data={"channel": "other_qris"}, timeout=10)
    assert simulator.deliveries(order_id) == []


def test_what_was_picked_expires_with_the_session(simulator, snap, order):
    order_id = order()
    expiry = {"unit": "hour", "duration": 2, "start_time": "2031-05-05 10:00:00 +0700"}
    snap.create_transaction({**details(order_id), "expiry": expiry})
    simulator.moved(order_id, "pending")
    assert snap.transactions.status(order_id)["expiry_time"] == "2031-05-05 12:00:00"
