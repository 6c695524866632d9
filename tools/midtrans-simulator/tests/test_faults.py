"""Faults on demand: calls that hang or fail, notifications that are lost, repeated, late or out of order."""

import midtransclient
import pytest
import requests
from harness import eventually


@pytest.fixture
def faults(simulator):
    url = f"{simulator.url}/_simulate/faults"

    def plan(fault, **more):
        answer = requests.post(url, json={"fault": fault, **more}, timeout=10)
        assert answer.status_code == 201, answer.text

    yield plan
    assert requests.delete(url, timeout=10).status_code == 204


def details(order_id):
    return {"transaction_details": {"order_id": order_id, "gross_amount": 10_000}}


def states(receiver, order_id):
    return [body["transaction_status"] for body in receiver.about(order_id)]


def test_a_call_that_hangs_has_done_nothing_or_everything(charge, core, order, faults):
    for fault, is_done in [("timeout_before", False), ("timeout_after", True)]:
        order_id = order()
        faults(fault, on="charge", order_id=order_id, milliseconds=50)
        with pytest.raises(requests.exceptions.RequestException):
            charge(order_id=order_id)
        if is_done:
            assert core.transactions.status(order_id)["transaction_status"] == "pending"
        else:
            charge(order_id=order_id)


def test_a_client_that_waits_less_has_its_timeout(simulator, charge, faults):
    order_id = charge()["order_id"]
    faults("timeout_after", on="cancel", order_id=order_id)
    with pytest.raises(requests.exceptions.Timeout):
        requests.post(f"{simulator.url}/v2/{order_id}/cancel", auth=simulator.auth, timeout=0.3)
    status = requests.get(f"{simulator.url}/v2/{order_id}/status", auth=simulator.auth, timeout=10)
    assert status.json()["transaction_status"] == "cancel"


def test_a_failure_is_told_by_http_and_by_the_body(charge, core, snap, order, faults):
    order_id = order()
    faults("error", order_id=order_id, times=2)
    with pytest.raises(midtransclient.MidtransAPIError) as caught:
        charge(order_id=order_id)
    assert caught.value.http_status_code == 500
    assert caught.value.api_response_dict["status_code"] == "500"
    with pytest.raises(midtransclient.MidtransAPIError) as caught:
        snap.create_transaction(details(order_id))
    assert caught.value.api_response_dict["error_messages"]
    # Twice was asked for.
    charge(order_id=order_id)
    assert core.transactions.status(order_id)["status_code"] == "201"


def test_a_fault_is_of_the_call_it_names(charge, core, faults, simulator):
    order_id = charge()["order_id"]
    faults("error", on="expire", order_id=order_id)
    assert core.transactions.status(order_id)["status_code"] == "201"
    planned = requests.get(f"{simulator.url}/_simulate/faults", timeout=10).json()["faults"]
    assert planned == [{"fault": "error", "on": "expire", "order_id": order_id, "times": 1}]


def test_a_dropped_notification_never_comes(simulator, receiver, charge, faults):
    order_id = charge()["order_id"]
    eventually(lambda: states(receiver, order_id) == ["pending"])
    faults("dropped", on="settlement", order_id=order_id)
    answer = simulator.moved(order_id, "settlement")
    assert answer["notifications"][0]["state"] == "dropped"
    assert states(receiver, order_id) == ["pending"]


def test_a_duplicate_is_the_same_word_for_word(simulator, receiver, charge, faults):
    order_id = charge()["order_id"]
    eventually(lambda: states(receiver, order_id) == ["pending"])
    faults("duplicated", on="settlement", order_id=order_id)
    simulator.moved(order_id, "settlement")
    _, first, second = receiver.about(order_id)
    assert first == second and first["transaction_status"] == "settlement"


def test_a_delayed_notification_comes_by_itself(simulator, receiver, charge, faults):
    order_id = charge()["order_id"]
    eventually(lambda: states(receiver, order_id) == ["pending"])
    faults("delayed", on="settlement", order_id=order_id, milliseconds=100)
    answer = simulator.moved(order_id, "settlement")
    assert answer["notifications"][0]["state"] == "held"
    eventually(lambda: states(receiver, order_id) == ["pending", "settlement"])


def test_a_notification_comes_after_the_one_that_followed_it(simulator, receiver, charge, faults):
    order_id = charge("qris")["order_id"]
    eventually(lambda: states(receiver, order_id) == ["pending"])
    faults("out_of_order", on="settlement", order_id=order_id)
    simulator.moved(order_id, "settlement")
    assert states(receiver, order_id) == ["pending"]
    simulator.moved(order_id, "refund")
    assert states(receiver, order_id) == ["pending", "refund", "settlement"]


def test_what_is_misspelt_is_refused(simulator):
    url = f"{simulator.url}/_simulate/faults"
    for bad in [{"fault": "explosion"}, {"fault": "error", "of": "charge"}, {}]:
        assert requests.post(url, json=bad, timeout=10).status_code == 400
