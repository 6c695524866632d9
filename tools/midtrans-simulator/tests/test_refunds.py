"""Refunds: only what was settled, once per key, never more than was paid."""

import pytest


def ask(key, amount):
    return {"refund_key": key, "amount": amount, "reason": "layu"}


@pytest.fixture
def settled(simulator, charge):
    def settled(payment_type="qris", **more):
        order_id = charge(payment_type, **more)["order_id"]
        simulator.moved(order_id, "settlement")
        return order_id

    return settled


@pytest.mark.parametrize("way", ["refund", "refundDirect"])
def test_parts_add_up_to_the_whole(core, settled, refused, way):
    order_id, refund = settled(), getattr(core.transactions, way)
    first = refund(order_id, ask("satu", 4_000))
    assert (first["status_code"], first["transaction_status"]) == ("200", "partial_refund")
    assert (first["refund_amount"], first["refund_key"]) == ("4000.00", "satu")

    refused("414", refund, order_id, ask("dua", 6_001))
    assert refund(order_id, ask("dua", 6_000))["transaction_status"] == "refund"

    status = core.transactions.status(order_id)
    assert status["refund_amount"] == "10000.00"
    assert [part["refund_key"] for part in status["refunds"]] == ["satu", "dua"]


def test_a_key_refunds_once(core, settled, refused):
    order_id = settled("gopay")
    core.transactions.refund(order_id, ask("satu", 1_000))
    refused("406", core.transactions.refund, order_id, ask("satu", 1_000))
    assert core.transactions.status(order_id)["refund_amount"] == "1000.00"


def test_a_key_is_known_even_when_nothing_is_left(core, settled, refused):
    order_id = settled()
    core.transactions.refund(order_id, ask("satu", 10_000))
    refused("406", core.transactions.refund, order_id, ask("satu", 10_000))
    refused("412", core.transactions.refund, order_id, ask("dua", 1))


def test_without_an_amount_everything_goes_back(core, settled):
    answer = core.transactions.refund(settled())
    assert (answer["refund_amount"], answer["transaction_status"]) == ("10000.00", "refund")


def test_only_what_is_settled_is_refunded(charge, card_token, core, refused):
    for order_id in (
        charge("qris")["order_id"],
        charge("credit_card", credit_card={"token_id": card_token()})["order_id"],
    ):
        refused("412", core.transactions.refund, order_id, ask("satu", 1_000))


@pytest.mark.parametrize("bank", ["bca", "permata"])
def test_a_virtual_account_has_no_refund(core, settled, refused, bank):
    order_id = settled("bank_transfer", bank_transfer={"bank": bank})
    refused("412", core.transactions.refund, order_id, ask("satu", 1_000))
    refused("412", core.transactions.refundDirect, order_id, ask("satu", 1_000))


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_positive(core, settled, refused, amount):
    refused("414", core.transactions.refund, settled(), ask("satu", amount))


@pytest.mark.parametrize("bad", [ask("satu dua", 1), ask("satu", 1.5), ask("satu", "1000")])
def test_a_bad_request_is_refused(core, settled, refused, bad):
    refused("400", core.transactions.refund, settled(), bad)
