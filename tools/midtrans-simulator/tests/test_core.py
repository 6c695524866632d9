"""Core: charging, asking and changing, through the official client."""

import datetime
import re

import pytest
import requests
from harness import eventually


@pytest.mark.parametrize("bank", ["bca", "bni", "bri", "cimb"])
def test_a_virtual_account_has_a_number(charge, bank):
    answer = charge(bank_transfer={"bank": bank})
    assert answer["status_code"] == "201"
    assert answer["transaction_status"] == "pending"
    assert answer["gross_amount"] == "10000.00"
    assert answer["va_numbers"][0]["bank"] == bank
    assert answer["va_numbers"][0]["va_number"].isdigit()


def test_permata_has_a_number_of_its_own_kind(charge):
    answer = charge(bank_transfer={"bank": "permata"})
    assert answer["permata_va_number"].isdigit()
    assert "va_numbers" not in answer


def test_a_mandiri_bill_has_a_code_and_a_key(charge):
    answer = charge("echannel", echannel={"bill_info1": "Pembayaran", "bill_info2": "sayur"})
    assert (answer["biller_code"], answer["payment_type"]) == ("70012", "echannel")
    assert answer["bill_key"].isdigit()


@pytest.mark.parametrize("payment_type", ["qris", "gopay"])
def test_a_qr_code_can_be_fetched(charge, payment_type):
    answer = charge(payment_type)
    actions = {action["name"]: action["url"] for action in answer["actions"]}
    picture = requests.get(actions["generate-qr-code"], timeout=10)
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_qris_keeps_its_acquirer(charge):
    answer = charge("qris", qris={"acquirer": "airpay shopee"})
    assert answer["acquirer"] == "airpay shopee"
    assert answer["qr_string"].startswith("000201010212")


def test_gopay_leads_to_its_app(charge, core):
    answer = charge("gopay")
    actions = {action["name"]: action["url"] for action in answer["actions"]}
    page = requests.post(f"{actions['deeplink-redirect']}/pay", timeout=10)
    assert "Pembayaran berhasil" in page.text
    assert core.transactions.status(answer["order_id"])["transaction_status"] == "settlement"


def test_a_card_is_captured(charge, card_token):
    answer = charge("credit_card", credit_card={"token_id": card_token()})
    assert answer["status_code"] == "200"
    assert (answer["transaction_status"], answer["fraud_status"]) == ("capture", "accept")
    assert answer["masked_card"] == "48111111-1114"


def test_a_card_with_authentication_goes_by_the_banks_page(charge, card_token, core):
    card = {"token_id": card_token(), "authentication": True}
    answer = charge("credit_card", credit_card=card)
    assert (answer["status_code"], answer["transaction_status"]) == ("201", "pending")
    page = requests.post(f"{answer['redirect_url']}/pay", timeout=10)
    assert "Pembayaran berhasil" in page.text
    assert core.transactions.status(answer["order_id"])["transaction_status"] == "capture"


@pytest.mark.parametrize(
    ("number", "code", "status", "fraud"),
    [
        ("4511 1111 1111 1117", "201", "capture", "challenge"),
        ("4611 1111 1111 1116", "202", "deny", "deny"),
        ("4911 1111 1111 1113", "202", "deny", "accept"),
    ],
)
def test_the_sandbox_cards_do_what_they_are_for(charge, card_token, number, code, status, fraud):
    answer = charge("credit_card", credit_card={"token_id": card_token(number)})
    assert answer["status_code"] == code
    assert (answer["transaction_status"], answer["fraud_status"]) == (status, fraud)


def test_a_challenge_is_approved_or_denied(charge, card_token, core, refused):
    card = {"token_id": card_token("4511 1111 1111 1117")}
    for call, status, fraud in [
        (core.transactions.approve, "capture", "accept"),
        (core.transactions.deny, "deny", "deny"),
    ]:
        order_id = charge("credit_card", credit_card=card)["order_id"]
        answer = call(order_id)
        assert (answer["transaction_status"], answer["fraud_status"]) == (status, fraud)
        refused("412", call, order_id)


def test_what_a_card_holds_is_captured_later(charge, card_token, core, refused):
    card = {"token_id": card_token(), "type": "authorize"}
    answer = charge("credit_card", credit_card=card)
    assert (answer["status_code"], answer["transaction_status"]) == ("200", "authorize")
    wish = {"transaction_id": answer["transaction_id"], "gross_amount": 10_000}
    assert core.capture(wish)["transaction_status"] == "capture"
    refused("412", core.capture, wish)
    refused("400", core.capture, {})


def test_a_saved_card_pays(charge, core):
    card = {"card_number": "4811111111111114", "card_exp_month": "1", "card_exp_year": "2030"}
    saved = core.card_register({**card, "client_key": "klien"})["saved_token_id"]
    assert core.card_point_inquiry(saved)["point_balance_amount"] == "0.00"
    answer = charge("credit_card", credit_card={"token_id": saved})
    assert answer["transaction_status"] == "capture"


def test_bad_cards_are_refused(charge, core, refused):
    refused("411", lambda: charge("credit_card", credit_card={"token_id": "lama"}))
    refused("411", lambda: charge("credit_card"))
    refused("411", core.card_point_inquiry, "lama")
    refused("401", core.card_token, {"card_number": "4811111111111114"})
    bad = {"client_key": "k", "card_number": "12", "card_exp_month": "1", "card_exp_year": "30"}
    refused("400", core.card_token, bad)


def test_bad_charges_are_refused(charge, core, order, refused):
    body = refused("400", lambda: charge(amount=0))
    assert "gross_amount" in body["validation_messages"][0]
    refused("400", lambda: charge(order_id="a b"))
    refused("400", lambda: charge(bank_transfer={"bank": "bank-sayur"}))
    refused("400", lambda: charge(custom_expiry={"expiry_duration": 0}))
    refused("402", lambda: charge("akulaku"))
    refused("400", core.charge, {"transaction_details": {"order_id": order(), "gross_amount": 1}})
    refused("500", core.charge, None)


def test_a_body_that_is_not_json_is_refused(simulator):
    answer = requests.post(
        f"{simulator.url}/v2/charge", data="{", auth=simulator.auth, timeout=10
    )
    assert answer.json()["status_code"] == "413"


def test_codes_are_in_the_body_and_the_http_status_is_200(simulator):
    answer = simulator.core("/v2/tidak-ada/cancel")
    assert (answer.status_code, answer.json()["status_code"]) == (200, "404")


def test_a_stranger_is_refused(core, order, refused):
    core.api_config.server_key = "bukan-kunci"
    body = refused("401", core.transactions.status, order())
    assert body["status_message"] == "Unknown Merchant server_key/id"


def test_an_order_id_is_charged_once(charge, core, refused):
    order_id = charge()["order_id"]
    refused("406", lambda: charge(order_id=order_id))
    core.transactions.cancel(order_id)
    assert charge(order_id=order_id)["transaction_status"] == "pending"


def test_the_status_is_found_by_either_id(charge, core):
    answer = charge("qris")
    for id_ in (answer["order_id"], answer["transaction_id"]):
        status = core.transactions.status(id_)
        assert status["status_code"] == "201"
        assert status["transaction_id"] == answer["transaction_id"]
        assert len(status["signature_key"]) == 128


def test_times_are_jakartas(charge):
    answer = charge("qris")
    form = "%Y-%m-%d %H:%M:%S"
    created = datetime.datetime.strptime(answer["transaction_time"], form)
    jakarta = datetime.timezone(datetime.timedelta(hours=7))
    now = datetime.datetime.now(jakarta).replace(tzinfo=None)
    assert abs(now - created) < datetime.timedelta(minutes=1)
    expiry = datetime.datetime.strptime(answer["expiry_time"], form)
    assert expiry - created == datetime.timedelta(minutes=15)


def test_a_pending_payment_is_cancelled_once(charge, core, refused):
    order_id = charge()["order_id"]
    answer = core.transactions.cancel(order_id)
    assert (answer["status_code"], answer["transaction_status"]) == ("200", "cancel")
    body = refused("412", core.transactions.cancel, order_id)
    assert body["status_message"] == "Merchant cannot modify the status of the transaction"
    assert core.transactions.status(order_id)["status_code"] == "200"


def test_a_pending_payment_is_expired_with_407_which_is_success(charge, core, refused):
    order_id = charge()["order_id"]
    answer = core.transactions.expire(order_id)
    assert (answer["status_code"], answer["transaction_status"]) == ("407", "expire")
    assert core.transactions.status(order_id)["status_code"] == "407"
    refused("412", core.transactions.cancel, order_id)


def test_a_settled_payment_is_neither_cancelled_nor_expired(simulator, charge, core, refused):
    order_id = charge()["order_id"]
    simulator.moved(order_id, "settlement")
    for call in (core.transactions.cancel, core.transactions.expire):
        refused("412", call, order_id)


def test_what_nobody_pays_expires_by_itself(simulator, charge, core):
    order_id = charge("qris", custom_expiry={"unit": "second", "expiry_duration": 1})["order_id"]
    eventually(lambda: core.transactions.status(order_id)["transaction_status"] == "expire")
    eventually(lambda: simulator.deliveries(order_id)[-1]["body"]["transaction_status"] == "expire")


@pytest.mark.parametrize("call", ["approve", "cancel", "deny", "expire", "refund", "status"])
def test_an_unknown_order_is_not_found(core, order, refused, call):
    body = refused("404", getattr(core.transactions, call), order())
    assert re.fullmatch(r"[0-9a-f-]{36}", body["id"])


def test_what_the_merchant_added_comes_back(charge, core):
    order_id = charge(custom_field1="satu", metadata={"cabang": "Depok"})["order_id"]
    status = core.transactions.status(order_id)
    assert (status["custom_field1"], status["metadata"]) == ("satu", {"cabang": "Depok"})
