"""`Idempotency-Key`: a success is given again for five minutes, whatever is asked under its key."""

import uuid

import requests


def request(order_id, **more):
    details = {"order_id": order_id, "gross_amount": 10_000}
    return {"payment_type": "qris", "transaction_details": details, **more}


def key():
    return {"Idempotency-Key": str(uuid.uuid4())}


def test_a_repeat_gets_the_first_answer(simulator, order):
    same, body = key(), request(order())
    first = simulator.core("/v2/charge", body, **same)
    assert simulator.core("/v2/charge", body, **same).json() == first.json()


def test_body_and_endpoint_of_a_repeat_do_not_matter(simulator, core, order):
    same, order_id = key(), order()
    first = simulator.core("/v2/charge", request(order_id), **same).json()
    assert simulator.core("/v2/charge", request(order()), **same).json() == first
    assert simulator.core(f"/v2/{order_id}/cancel", **same).json() == first
    assert core.transactions.status(order_id)["transaction_status"] == "pending"


def test_a_refusal_is_not_kept(simulator, order):
    same, order_id = key(), order()
    bad = simulator.core("/v2/charge", request(order_id, custom_expiry={"unit": "abad"}), **same)
    assert bad.json()["status_code"] == "400"
    assert simulator.core("/v2/charge", request(order_id), **same).json()["status_code"] == "201"


def test_a_key_that_is_too_long_is_ignored(simulator, order):
    long, body = {"Idempotency-Key": "x" * 47}, request(order())
    assert simulator.core("/v2/charge", body, **long).json()["status_code"] == "201"
    assert simulator.core("/v2/charge", body, **long).json()["status_code"] == "406"


def test_permata_knows_no_idempotency(simulator, order):
    same = key()
    body = request(order(), payment_type="bank_transfer", bank_transfer={"bank": "permata"})
    assert simulator.core("/v2/charge", body, **same).json()["status_code"] == "201"
    assert simulator.core("/v2/charge", body, **same).json()["status_code"] == "406"


def test_a_stranger_gets_no_answer_of_the_merchant(simulator, order):
    same, body = key(), request(order())
    simulator.core("/v2/charge", body, **same)
    url, stranger = f"{simulator.url}/v2/charge", ("bukan-kunci", "")
    answer = requests.post(url, json=body, headers=same, auth=stranger, timeout=10)
    assert answer.status_code == 401
