"""What template.yaml says, read and expanded with SAM's own library."""

import copy
import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from . import openid
from .settings import REGION, ROOT, Failure, Stack

FUNCTION = "AWS::Serverless::Function"
IMAGES_BUCKET = "micro-sayur-images"


@dataclass(frozen=True)
class Function:
    logical_id: str
    binary: str
    # The queue resource that feeds it, and the seconds between its runs, where there is one.
    queue: str | None
    every: int | None


def load() -> dict:
    document = yaml_parse((ROOT / "template.yaml").read_text())
    # AWS makes a name up; with this one pictures have an address before there is a bucket.
    document["Resources"]["Images"]["Properties"]["BucketName"] = IMAGES_BUCKET
    return document


def functions(template: dict) -> list[Function]:
    found = []
    for logical_id, resource in template["Resources"].items():
        if resource["Type"] == FUNCTION:
            queue = every = None
            for event in resource["Properties"].get("Events", {}).values():
                if event["Type"] == "SQS":
                    queue = event["Properties"]["Queue"]["Fn::GetAtt"][0]
                if event["Type"] == "ScheduleV2":
                    every = seconds(event["Properties"]["ScheduleExpression"])
            binary = Path(resource["Properties"]["CodeUri"]).name
            found.append(Function(logical_id, binary, queue, every))
    return found


def parameters(stack: Stack, env: dict[str, str], keys: dict[str, str]) -> dict[str, str]:
    """What a local stack is deployed with."""
    machine = os.uname().machine
    return {
        "Architecture": "arm64" if machine == "aarch64" else machine,
        "DatabaseUrl": env["DATABASE_URL"],
        "RedisUrl": env["REDIS_URL"],
        "JwtPrivateKey": keys["JWT_PRIVATE_KEY"],
        "JwtPublicKeys": keys["JWT_PUBLIC_KEYS"],
        "LinkKey": keys["LINK_KEY"],
        "SecondFactorKey": keys["SECOND_FACTOR_KEY"],
        "OpenIdIssuer": stack.openid_url,
        "OpenIdClientId": openid.CLIENT_ID,
        "OpenIdClientSecret": keys["OPENID_CLIENT_SECRET"],
        "ImagesUrl": f"{stack.aws_url}/{IMAGES_BUCKET}",
        "MidtransServerKey": keys["MIDTRANS_SERVER_KEY"],
        "MidtransCoreUrl": stack.midtrans_url,
        "MidtransSnapUrl": f"{stack.midtrans_url}/snap/v1",
    }


def seconds(expression: str) -> int:
    """`rate(5 minutes)` as seconds."""
    count, unit = expression.removeprefix("rate(").removesuffix(")").split()
    units = {"minute": 60, "hour": 3600, "day": 86400}
    try:
        return int(count) * units[unit.removesuffix("s")]
    except (KeyError, ValueError):
        raise Failure(f"template.yaml: the local stack does not understand the schedule {expression}") from None


def expand(document: dict, api_id: str) -> dict:
    """The CloudFormation that SAM makes of a template, with its HTTP API's routes as resources.

    SAM puts the routes into the API's `Body`, which MiniStack's CloudFormation ignores.
    """
    # The library asks for a region to tell AWS's partitions apart.
    os.environ["AWS_DEFAULT_REGION"] = REGION
    # It complains of metrics about itself that nobody collects.
    logging.getLogger("samtranslator").setLevel(logging.CRITICAL)
    no_managed_policies = SimpleNamespace(load=dict)
    expanded = transform(copy.deepcopy(document), {}, no_managed_policies)
    resources = expanded["Resources"]
    widen_mail_rights(resources)
    leave_out_permissions(resources)
    apis = [name for name, resource in resources.items() if resource["Type"] == "AWS::ApiGatewayV2::Api"]
    for name in apis:
        body = resources[name]["Properties"].pop("Body")
        cors = body.get("x-amazon-apigateway-cors", {})
        resources[name]["Properties"] |= {
            "Name": name,
            "ProtocolType": "HTTP",
            "CorsConfiguration": {key[0].upper() + key[1:]: value for key, value in cors.items()},
            "Tags": {"ms-custom-id": api_id},
        }
        for path, methods in body["paths"].items():
            for method, operation in methods.items():
                resources |= route(name, f"{method.upper()} {path}", operation["x-amazon-apigateway-integration"])
    return expanded


def widen_mail_rights(resources: dict) -> None:
    """MiniStack asks for the right to send mail on `*`, where AWS asks for it on the identity."""
    for resource in resources.values():
        for policy in resource.get("Properties", {}).get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                if statement["Action"] == "ses:SendEmail":
                    statement["Resource"] = "*"


def leave_out_permissions(resources: dict) -> None:
    """A stack holds 500 resources; routes take the place of the permissions to be called by them, for which MiniStack
    does not ask."""
    api_may_call = [
        name
        for name, resource in resources.items()
        if resource["Type"] == "AWS::Lambda::Permission"
        and resource["Properties"]["Principal"] == "apigateway.amazonaws.com"
    ]
    for name in api_may_call:
        del resources[name]


def route(api: str, key: str, integration: dict) -> dict:
    """One route and its integration as CloudFormation resources."""
    name = re.sub(r"\W", "", key.title())
    function = re.search(r"\$\{(\w+)\.Arn\}", integration["uri"]["Fn::Sub"])[1]
    return {
        f"{name}Integration": {
            "Type": "AWS::ApiGatewayV2::Integration",
            "Properties": {
                "ApiId": {"Ref": api},
                "IntegrationType": "AWS_PROXY",
                "IntegrationUri": {"Fn::GetAtt": [function, "Arn"]},
                "PayloadFormatVersion": integration["payloadFormatVersion"],
            },
        },
        f"{name}Route": {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {
                "ApiId": {"Ref": api},
                "RouteKey": key,
                "Target": {"Fn::Sub": f"integrations/${{{name}Integration}}"},
            },
        },
    }
