"""The official client's own test suite, against the simulator.

The suite comes from the client's source distribution, fetched into the user's cache at the first
run. It is the merchant's half of the contract, written by Midtrans.
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tarfile
import xml.etree.ElementTree

import harness
import pytest

VERSION = "1.4.2"
SHA256 = "0c562af79121d8d915a4bc93f4dca849837e4fbebc9a01c5528575ca6af953ed"
# The key the suite has written into it.
SUITE_KEY = "SB-Mid-server-GwUP_WGbJPXsDzsNEBRs8IYA"
EXPECTED_PASSES = 43

DESELECTED = {
    "tests/test_subscription.py": "subscriptions: the shop has none",
    "tests/test_tokenization.py": "GoPay account linking: the shop has none",
    "tests/test_http_client.py::test_can_raw_request_to_snap": "names Midtrans' own host",
    "tests/test_http_client.py::test_fail_request_401_to_snap": "names Midtrans' own host",
}


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "micro-sayur" / "midtransclient"


@pytest.fixture(scope="module")
def suite():
    """The unpacked source distribution."""
    folder = cache() / f"midtransclient-{VERSION}"
    archive = cache() / f"midtransclient-{VERSION}.tar.gz"
    if not archive.is_file():
        wanted = f"midtransclient=={VERSION}"
        options = ["--quiet", "--no-deps", "--no-binary", ":all:", "--dest", cache()]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, wanted], check=True)
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == SHA256
    if not folder.is_dir():
        with tarfile.open(archive) as packed:
            packed.extractall(cache(), filter="data")
    return folder


def test_the_official_suite_passes(suite, receiver, tmp_path):
    report = tmp_path / "report.xml"
    deselected = [f"--deselect={name}" for name in DESELECTED]
    with harness.running(f"{receiver.url}/notify", MIDTRANS_SERVER_KEY=SUITE_KEY) as simulator:
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "tests", "--quiet", "-p", "official_suite_plugin",
             "-p", "no:cacheprovider", f"--rootdir={suite}", "-c", os.devnull,
             f"--junitxml={report}", *deselected],
            cwd=suite,
            env={
                **os.environ,
                "PYTHONPATH": str(pathlib.Path(__file__).parent),
                "PYTHONDONTWRITEBYTECODE": "1",
                "SIMULATOR_URL": simulator.url,
            },
            capture_output=True,
            text=True,
        )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    result = xml.etree.ElementTree.parse(report).getroot().find("testsuite").attrib
    # A test that vanishes from the suite must not go unnoticed.
    assert (result["tests"], result["skipped"]) == (str(EXPECTED_PASSES), "0")
