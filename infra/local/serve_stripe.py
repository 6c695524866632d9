"""localstripe in Stripe's place: `serve_stripe.py PORT`; 0 takes a free port. Prints the port that it listens on.

With STRIPE_WEBHOOK_URL and STRIPE_WEBHOOK_SECRET in the environment it tells the shop of payments. localstripe's own
command would listen to everybody, and keep what it has in a file that all of them write.
"""

import logging
import os
import socket
import sys

from aiohttp import web
from localstripe.resources import Store
from localstripe.server import app
from localstripe.webhooks import register_webhook

# What it sends of the events that the shop asks Stripe for.
EVENTS = ["payment_intent.succeeded", "payment_intent.payment_failed"]


def main() -> None:
    Store.dump_to_disk = lambda _: None
    if url := os.environ.get("STRIPE_WEBHOOK_URL"):
        register_webhook("shop", url, os.environ["STRIPE_WEBHOOK_SECRET"], EVENTS)
    logging.basicConfig(level=logging.INFO)
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    print(listener.getsockname()[1], flush=True)
    web.run_app(app, sock=listener, print=None)


if __name__ == "__main__":
    main()
