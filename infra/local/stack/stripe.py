"""localstripe, which stands in for Stripe."""

import sys

from . import processes
from .settings import ROOT, Stack

SERVER = ROOT / "infra" / "local" / "serve_stripe.py"
# It takes any that looks like one.
PUBLISHABLE_KEY = "pk_test_micro_sayur"


def start(stack: Stack, webhook_secret: str) -> str:
    port = stack.port("stripe")
    settings = {
        "STRIPE_WEBHOOK_URL": f"{stack.api_url}/v1/webhooks/stripe",
        "STRIPE_WEBHOOK_SECRET": webhook_secret,
    }
    return processes.keep_running(stack.directory, "localstripe", [sys.executable, SERVER, port], settings, port=port)
