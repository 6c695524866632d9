"""The templates as CloudFormation takes them: SAM's own library has made plain resources of template.yaml's."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "infra" / "local"), str(ROOT / "infra")]

from stack import template  # noqa: E402  (found by the path above)
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

# Of each function, by its binary's name.
CONTEXTS = {file.stem: file.parents[2].name for file in ROOT.glob("functions/*/src/bin/*.rs")}
STACKS = ("network", "data", "delivery", "shop", "edge", "monitoring")


def read(stack: str) -> dict:
    """A template as it is written."""
    file = "template.yaml" if stack == "shop" else f"infra/{stack}.yaml"
    return yaml_parse((ROOT / file).read_text())


def processed(stack: str) -> dict:
    """A template as it is deployed."""
    document = read(stack)
    return processed_of(document) if stack == "shop" else document


def processed_of(document: dict) -> dict:
    for name, resource in document["Resources"].items():
        if resource["Type"] == template.FUNCTION:
            resource["Properties"]["CodeUri"] = f"s3://artifacts/{name}.zip"
    return template.transformed(document)


@pytest.fixture(scope="session")
def written() -> dict[str, dict]:
    return {stack: read(stack) for stack in STACKS}


@pytest.fixture(scope="session")
def deployed() -> dict[str, dict]:
    return {stack: processed(stack) for stack in STACKS}


@pytest.fixture(scope="session")
def resources(deployed) -> list[tuple[str, str, dict]]:
    """Stack, logical id and resource, of all stacks."""
    return [
        (stack, name, resource)
        for stack, document in deployed.items()
        for name, resource in document["Resources"].items()
    ]


@pytest.fixture(scope="session")
def of_type(resources):
    """`stack/logical id` and properties of every resource of a type."""

    def find(kind: str) -> dict[str, dict]:
        found = {f"{stack}/{name}": resource.get("Properties", {}) for stack, name, resource in resources if resource["Type"] == kind}
        assert found, f"there is no {kind}: the test would prove nothing"
        return found

    return find
