"""`/_simulate`: moving transactions as a test wants, legally unless forced."""

import subprocess

import harness
import pytest
import requests


@pytest.fixture
def opened(snap, order):
    def opened(**more):
        order_id = order()
        details = {"order_id": order_id, "gross_amount": 10_000}
        snap.create_transaction({"transaction_details": details, **more})
        return order_id

    return opened


def test_a_way_to_pay_is_picked_where_none_was(simulator, opened):
    for wish, payment_type in [
        ({}, "bank_transfer"),
        ({"payment_type": "qris"}, "qris"),
        ({"payment_type": "echannel"}, "echannel"),
        ({"payment_type": "credit_card"}, "credit_card"),
    ]:
        answer = simulator.moved(opened(), "settlement", **wish)
        assert answer["transaction"]["payment_type"] == payment_type
        assert answer["transaction"]["transaction_status"] == "settlement"


def test_a_bank_can_be_named(simulator, opened):
    answer = simulator.moved(opened(), "pending", payment_type="bri_va")
    assert answer["transaction"]["va_numbers"][0]["bank"] == "bri"


def test_a_capture_means_a_card_and_may_be_in_doubt(simulator, opened):
    answer = simulator.moved(opened(), "capture", fraud_status="challenge")["transaction"]
    assert answer["payment_type"] == "credit_card"
    assert (answer["fraud_status"], answer["status_code"]) == ("challenge", "201")


def test_only_what_the_merchant_offers_is_picked(simulator, opened):
    order_id = opened(enabled_payments=["gopay"])
    assert simulator.simulate(order_id, "settlement", payment_type="qris").status_code == 400
    answer = simulator.moved(order_id, "settlement")
    assert answer["transaction"]["payment_type"] == "gopay"


def test_an_illegal_move_is_refused_unless_forced(simulator, receiver, opened):
    order_id = opened()
    simulator.moved(order_id, "expire")
    refusal = simulator.simulate(order_id, "settlement")
    assert refusal.status_code == 412
    assert refusal.json()["error"] == "a transaction cannot go from expire to settlement"
    assert len(receiver.about(order_id)) == 1

    simulator.moved(order_id, "settlement", force=True)
    assert receiver.about(order_id)[-1]["transaction_status"] == "settlement"


def test_a_settlement_may_be_reversed(simulator, opened):
    for status in ("deny", "chargeback"):
        order_id = opened()
        simulator.moved(order_id, "settlement")
        simulator.moved(order_id, status)


def test_refunds_can_be_made_as_from_the_dashboard(simulator, opened):
    order_id = opened()
    simulator.moved(order_id, "settlement", payment_type="gopay")
    part = simulator.moved(order_id, "partial_refund", amount=4_000)["transaction"]
    assert part["refund_amount"] == "4000.00"
    assert simulator.simulate(order_id, "partial_refund", amount=6_000).status_code == 412
    assert simulator.moved(order_id, "refund")["transaction"]["refund_amount"] == "10000.00"


@pytest.mark.parametrize(
    "wish",
    [
        {"transaction_status": "lunas"},
        {"transaction_status": "capture", "fraud_status": "entah"},
        {"transaction_status": "settlement", "payment_type": "barter"},
        {"transaction_status": "settlement", "unknown": 1},
        {},
    ],
)
def test_a_bad_wish_is_refused(simulator, opened, wish):
    answer = requests.post(f"{simulator.url}/_simulate/{opened()}", json=wish, timeout=10)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_an_unknown_order_is_not_found(simulator, order):
    assert simulator.simulate(order(), "settlement").status_code == 404
    assert simulator.deliveries(order()) == []


def test_everything_is_listed(simulator, opened):
    waiting, paid = opened(), opened()
    simulator.moved(paid, "settlement")
    listed = requests.get(f"{simulator.url}/_simulate/transactions", timeout=10).json()
    states = {t["order_id"]: t["transaction_status"] for t in listed["transactions"]}
    open_ids = [session["order_id"] for session in listed["open_sessions"]]
    assert states[paid] == "settlement"
    assert waiting not in states
    assert waiting in open_ids
    assert paid not in open_ids


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MIDTRANS_SERVER_KEY", ""),
        ("MIDTRANS_NOTIFICATION_URL", ""),
        ("MIDTRANS_NOTIFICATION_URL", "surga"),
        ("MIDTRANS_SIMULATOR_ADDR", "sini"),
    ],
)
def test_a_missing_or_bad_variable_stops_the_start_with_its_name(variable, value):
    environment = {
        "MIDTRANS_SIMULATOR_ADDR": "127.0.0.1:0",
        "MIDTRANS_SERVER_KEY": "k",
        "MIDTRANS_NOTIFICATION_URL": "http://127.0.0.1:1/",
        variable: value,
    }
    ended = subprocess.run(
        [harness.binary()], env=environment, capture_output=True, text=True, timeout=10
    )
    assert ended.returncode != 0
    assert variable in ended.stderr
