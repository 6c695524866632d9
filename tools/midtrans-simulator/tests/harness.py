"""Runs the built simulator beside a receiver of notifications, each on a free loopback port."""

import collections
import contextlib
import http.server
import json
import os
import pathlib
import socket
import subprocess
import threading
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parents[3]
SERVER_KEY = "SB-Mid-server-kunci-percobaan"
RETRY_DELAYS_MS = "20,20,20,20,20"
PATIENCE = 10.0


def binary():
    """The simulator's executable: the one named, or the workspace's release build."""
    named = os.environ.get("MIDTRANS_SIMULATOR_BIN")
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    path = pathlib.Path(named) if named else target / "release" / "midtrans-simulator"
    if not path.is_file():
        raise FileNotFoundError(
            f"{path} is missing: run `cargo build --release -p midtrans-simulator`, "
            "or name the executable in MIDTRANS_SIMULATOR_BIN"
        )
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(check, patience=PATIENCE):
    """Waits until `check` answers something true, and answers that."""
    end = time.monotonic() + patience
    while True:
        answer = check()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError("it did not come about in time")
        time.sleep(0.02)


class Receiver:
    """A merchant's notification endpoint: keeps what it is sent, answers what it is told to."""

    def __init__(self):
        self.received = []
        self.answers = collections.defaultdict(collections.deque)
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # the name is http.server's
                length = int(self.headers.get("content-length", 0))
                body = json.loads(self.rfile.read(length))
                receiver.received.append((self.path, body))
                status, headers, delay = receiver.next_answer(body["order_id"])
                time.sleep(delay)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next_answer(self, order_id):
        answers = self.answers[order_id]
        return answers.popleft() if answers else (200, {}, 0)

    def will_answer(self, order_id, *statuses, after=0, **headers):
        """Answers the next notifications about an order with these, and the others with 200."""
        self.answers[order_id].extend((status, headers, after) for status in statuses)

    def about(self, order_id, path="/notify"):
        """What was received about an order on a path, oldest first."""
        return [b for p, b in list(self.received) if p == path and b["order_id"] == order_id]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Simulator:
    """A running simulator, and the calls only it has."""

    def __init__(self, port):
        self.url = f"http://127.0.0.1:{port}"
        self.auth = (SERVER_KEY, "")

    def simulate(self, order_id, status, **wish):
        body = {"transaction_status": status, **wish}
        return requests.post(f"{self.url}/_simulate/{order_id}", json=body, timeout=PATIENCE)

    def moved(self, order_id, status, **wish):
        """Like `simulate`, for a move that must be legal."""
        answer = self.simulate(order_id, status, **wish)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def deliveries(self, order_id):
        url = f"{self.url}/_simulate/{order_id}/notifications"
        return requests.get(url, timeout=PATIENCE).json()["notifications"]

    def core(self, path, body=None, **headers):
        """A call of Core without the official client in between."""
        return requests.post(
            self.url + path, json=body or {}, headers=headers, auth=self.auth, timeout=PATIENCE
        )


@contextlib.contextmanager
def running(notification_url, **environment):
    """A simulator that runs as long as the block."""
    port = free_port()
    process = subprocess.Popen(
        [binary()],
        env={
            "MIDTRANS_SIMULATOR_ADDR": f"127.0.0.1:{port}",
            "MIDTRANS_SERVER_KEY": SERVER_KEY,
            "MIDTRANS_NOTIFICATION_URL": notification_url,
            "MIDTRANS_NOTIFICATION_RETRY_DELAYS_MS": RETRY_DELAYS_MS,
            "RUST_LOG": "warn",
            **environment,
        },
    )
    simulator = Simulator(port)

    def is_up():
        assert process.poll() is None, f"the simulator ended with {process.returncode}"
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(f"{simulator.url}/_simulate/health", timeout=PATIENCE).ok
        return False

    try:
        eventually(is_up)
        yield simulator
    finally:
        process.terminate()
        process.wait(PATIENCE)
