"""The pages a customer sees: picking, paying, failing, and going back to the shop."""

import html.parser

import pytest
import requests
from harness import eventually

HOSTILE = '<script>alert("sayur")</script>'


class Outline(html.parser.HTMLParser):
    """What a page is made of: its tags, links, buttons and text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.values, self.text = set(), [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "button":
            self.values.append(attributes.get("value"))

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def page(snap, order):
    """A Snap session's page, to be looked at and pressed."""

    class Page:
        def __init__(self, order_id=None, **more):
            self.order_id = order_id or order()
            details = {"order_id": self.order_id, "gross_amount": 27_000}
            request = {
                "transaction_details": details,
                "item_details": [
                    {"id": "1", "name": "Bayam", "price": 3_500, "quantity": 2},
                    {"id": "2", "name": HOSTILE, "price": 20_000, "quantity": 1},
                ],
                "customer_details": {"first_name": "Budi & Siti"},
                "callbacks": {"finish": "http://toko.example/selesai?dari=midtrans"},
                **more,
            }
            self.url = snap.create_transaction_redirect_url(request)

        def look(self):
            return Outline(requests.get(self.url, timeout=10).text)

        def press(self, name, **form):
            answer = requests.post(f"{self.url}/{name}", data=form, timeout=10)
            assert answer.ok, answer.text
            return Outline(answer.text)

    return Page


def test_the_page_shows_what_is_paid_and_how_long(page):
    seen = page().look()
    for text in ("MICRO-SAYUR", "Rp27.000", "Bayam", "2 × Rp3.500", "Budi & Siti", "Bayar sebelum"):
        assert text in seen.text
    assert "23 jam" in seen.text
    assert "bca_va" in seen.values


def test_whatever_a_merchant_sends_is_escaped(page):
    shown = page(customer_details={"first_name": HOSTILE})
    seen = shown.look()
    assert "script" not in seen.tags
    assert HOSTILE in seen.text
    assert "script" not in shown.press("choose", channel="gopay").tags


def test_nothing_comes_from_elsewhere(page):
    answer = requests.get(page().url, timeout=10)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "http" not in answer.text.replace(HOSTILE, "").replace("http-equiv", "")


@pytest.mark.parametrize(
    "channel",
    ["bca_va", "bni_va", "bri_va", "cimb_va", "permata_va", "echannel", "other_qris", "gopay"],
)
def test_a_customer_picks_and_pays(page, core, channel):
    shown = page()
    pending = shown.press("choose", channel=channel)
    assert "Bayar sekarang" in pending.text
    assert "Gagalkan" in pending.text
    status = core.transactions.status(shown.order_id)
    assert status["transaction_status"] == "pending"
    for number in status.get("va_numbers", []):
        assert number["va_number"] in pending.text.replace(" ", "")

    done = shown.press("pay")
    assert "Pembayaran berhasil" in done.text
    assert core.transactions.status(shown.order_id)["transaction_status"] == "settlement"


def test_a_card_is_captured(page, core):
    shown = page()
    shown.press("choose", channel="credit_card")
    shown.press("pay")
    assert core.transactions.status(shown.order_id)["transaction_status"] == "capture"


def test_the_shop_knows_before_the_customer_is_back(simulator, page, receiver):
    shown = page()
    shown.press("choose", channel="gopay")
    eventually(lambda: receiver.about(shown.order_id))
    receiver.will_answer(shown.order_id, 200, after=0.3)
    shown.press("pay")
    last = simulator.deliveries(shown.order_id)[-1]
    assert (last["body"]["transaction_status"], last["state"]) == ("settlement", "delivered")


def test_the_way_back_says_what_happened(page):
    shown = page()
    shown.press("choose", channel="gopay")
    (link,) = shown.press("pay").links
    assert link == (
        f"http://toko.example/selesai?dari=midtrans&order_id={shown.order_id}"
        "&status_code=200&transaction_status=settlement"
    )


def test_a_customer_fails(page, core):
    shown = page()
    shown.press("choose", channel="gopay")
    failed = shown.press("fail")
    assert "Pembayaran gagal" in failed.text
    assert failed.links[0].endswith("status_code=202&transaction_status=deny")
    assert core.transactions.status(shown.order_id)["transaction_status"] == "deny"


def test_pressing_twice_changes_nothing(page, core, receiver):
    shown = page()
    shown.press("choose", channel="gopay")
    shown.press("choose", channel="other_qris")
    shown.press("pay")
    shown.press("pay")
    assert "Pembayaran berhasil" in shown.press("fail").text
    status = core.transactions.status(shown.order_id)
    assert (status["payment_type"], status["transaction_status"]) == ("gopay", "settlement")
    settled = [b for b in receiver.about(shown.order_id) if b["transaction_status"] != "pending"]
    assert len(settled) == 1


def test_only_what_the_merchant_offers_can_be_picked(page, refused, core):
    shown = page(enabled_payments=["gopay", "bca_va"])
    assert sorted(shown.look().values) == ["bca_va", "gopay"]
    shown.press("choose", channel="other_qris")
    refused("404", core.transactions.status, shown.order_id)


def test_what_a_merchant_cancelled_cannot_be_paid(page, core):
    shown = page()
    shown.press("choose", channel="gopay")
    core.transactions.cancel(shown.order_id)
    assert "Pembayaran dibatalkan" in shown.press("pay").text


def test_one_order_is_not_paid_in_two_sessions(page):
    first = page()
    second = page(order_id=first.order_id)
    first.press("choose", channel="gopay")
    answer = requests.post(f"{second.url}/choose", data={"channel": "gopay"}, timeout=10)
    assert answer.status_code == 409
    assert "sudah dibayar di tempat lain" in answer.text


def test_an_unknown_page_says_so(simulator):
    for door in ("/snap/v4/redirection", "/v2/3ds/redirect", "/gopay/payment-pin"):
        answer = requests.get(f"{simulator.url}{door}/tidak-ada", timeout=10)
        assert answer.status_code == 404
        assert "Halaman tidak ditemukan" in answer.text


def test_an_order_id_opens_no_page(simulator, charge):
    order_id = charge("gopay")["order_id"]
    assert requests.get(f"{simulator.url}/gopay/payment-pin/{order_id}", timeout=10).status_code == 404
