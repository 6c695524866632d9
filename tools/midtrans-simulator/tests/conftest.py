"""One simulator for all tests; each test has orders of its own."""

import itertools
import os
import time

import harness
import midtransclient
import pytest
from midtransclient.config import ApiConfig

# Nothing here is for a proxy: both ends are on this machine.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"


@pytest.fixture(scope="session")
def receiver():
    receiver = harness.Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="session")
def simulator(receiver):
    with harness.running(f"{receiver.url}/notify") as simulator:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ApiConfig, "CORE_SANDBOX_BASE_URL", simulator.url)
            patch.setattr(ApiConfig, "SNAP_SANDBOX_BASE_URL", f"{simulator.url}/snap/v1")
            yield simulator


@pytest.fixture
def core(simulator):
    return midtransclient.CoreApi(server_key=harness.SERVER_KEY, client_key="klien")


@pytest.fixture
def snap(simulator):
    return midtransclient.Snap(server_key=harness.SERVER_KEY, client_key="klien")


_numbers = itertools.count(1)


@pytest.fixture
def order():
    """Makes order ids that no other test has."""
    run = time.time_ns()
    return lambda: f"SYR-{run}-{next(_numbers)}"


@pytest.fixture
def charge(core, order):
    """Charges ten thousand rupiah, by default into a BCA virtual account."""

    def charge(payment_type="bank_transfer", order_id=None, amount=10_000, **more):
        if payment_type == "bank_transfer":
            more.setdefault("bank_transfer", {"bank": "bca"})
        details = {"order_id": order_id or order(), "gross_amount": amount}
        return core.charge(
            {"payment_type": payment_type, "transaction_details": details, **more}
        )

    return charge


@pytest.fixture
def card_token(core):
    """A token for one of the sandbox's cards."""

    def card_token(number="4811 1111 1111 1114"):
        card = {"card_number": number, "card_exp_month": "12", "card_exp_year": "2030"}
        return core.card_token({**card, "card_cvv": "123", "client_key": "klien"})["token_id"]

    return card_token


@pytest.fixture
def refused():
    """Expects the official client to raise, with this code in the body; answers the body."""

    def refused(code, call, *arguments):
        with pytest.raises(midtransclient.MidtransAPIError) as caught:
            call(*arguments)
        body = caught.value.api_response_dict
        assert body["status_code"] == code, body
        return body

    return refused
