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

from . import openid, services, stripe
from .settings import REGION, ROOT, Failure, Stack, bus

FUNCTION = "AWS::Serverless::Function"
IMAGES_BUCKET = "micro-sayur-images"
# Of the simulator.
MIDTRANS_MERCHANT = "G000000001"


@dataclass(frozen=True)
class Function:
    logical_id: str
    binary: str
    # The queue resource that feeds it, and the seconds between its runs, where there is one.
    queue: str | None
    every: int | None


def load() -> dict:
    document = yaml_parse((ROOT / "template.yaml").read_text())
    for parameter in document["Parameters"].values():
        # What the network's stack says of itself on AWS. Here there is no network to be in.
        if kind := re.fullmatch(r"AWS::SSM::Parameter::Value<(.+)>", parameter["Type"]):
            parameter |= {"Type": kind[1], "Default": ""}
    for resource in document["Resources"].values():
        # A new version takes over at once: MiniStack has no CodeDeploy.
        for name in ("AutoPublishAlias", "AutoPublishCodeSha256", "DeploymentPreference"):
            resource["Properties"].pop(name, None)
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
        "DatabaseUrl": services.of_functions(env["DATABASE_URL"]),
        "RedisUrl": env["REDIS_URL"],
        "EventBus": bus(),
        "AmqpUrl": env["AMQP_URL"],
        "AmqpPrefix": stack.amqp_prefix,
        "JwtPrivateKey": keys["JWT_PRIVATE_KEY"],
        "JwtPublicKeys": keys["JWT_PUBLIC_KEYS"],
        "LinkKey": keys["LINK_KEY"],
        "SecondFactorKey": keys["SECOND_FACTOR_KEY"],
        "WebhookKey": keys["WEBHOOK_KEY"],
        "WebhookReach": "local",
        "OpenIdIssuer": stack.openid_url,
        "OpenIdClientId": openid.CLIENT_ID,
        "OpenIdClientSecret": keys["OPENID_CLIENT_SECRET"],
        "ImagesUrl": f"{stack.aws_url}/{IMAGES_BUCKET}",
        "MidtransServerKey": keys["MIDTRANS_SERVER_KEY"],
        "MidtransMerchantId": MIDTRANS_MERCHANT,
        "MidtransCoreUrl": stack.midtrans_url,
        "MidtransSnapUrl": f"{stack.midtrans_url}/snap/v1",
        "StripePublishableKey": stripe.PUBLISHABLE_KEY,
        "StripeSecretKey": keys["STRIPE_SECRET_KEY"],
        "StripeWebhookSecret": keys["STRIPE_WEBHOOK_SECRET"],
        "StripeApiUrl": stack.stripe_url,
    }


def seconds(expression: str) -> int:
    """`rate(5 minutes)` as seconds."""
    count, unit = expression.removeprefix("rate(").removesuffix(")").split()
    units = {"minute": 60, "hour": 3600, "day": 86400}
    try:
        return int(count) * units[unit.removesuffix("s")]
    except (KeyError, ValueError):
        raise Failure(f"template.yaml: the local stack does not understand the schedule {expression}") from None


@dataclass(frozen=True)
class Route:
    # The method and the path.
    key: str
    # The logical id of the function that answers.
    function: str


def transformed(document: dict) -> dict:
    """What SAM's library makes of a template."""
    # The library asks for a region to tell AWS's partitions apart.
    os.environ["AWS_DEFAULT_REGION"] = REGION
    # It complains of metrics about itself that nobody collects.
    logging.getLogger("samtranslator").setLevel(logging.CRITICAL)
    no_managed_policies = SimpleNamespace(load=dict)
    return transform(copy.deepcopy(document), {}, no_managed_policies)


def expand(document: dict, api_id: str) -> tuple[dict, list[Route]]:
    """The CloudFormation that SAM makes of a template, and the routes of its HTTP API.

    SAM puts the routes into the API's `Body`, which MiniStack's CloudFormation ignores.
    """
    expanded = transformed(document)
    resources = expanded["Resources"]
    widen_mail_rights(resources)
    found = []
    for name, resource in resources.items():
        if resource["Type"] == "AWS::ApiGatewayV2::Api":
            body = resource["Properties"].pop("Body")
            cors = body.get("x-amazon-apigateway-cors", {})
            resource["Properties"] |= {
                "Name": name,
                "ProtocolType": "HTTP",
                "CorsConfiguration": {key[0].upper() + key[1:]: value for key, value in cors.items()},
                "Tags": {"ms-custom-id": api_id},
            }
            found += routes(body)
    return expanded, found


def routes(body: dict) -> list[Route]:
    """What an API's description says of who answers what."""
    found = []
    for path, methods in body["paths"].items():
        for method, operation in methods.items():
            uri = operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
            found.append(Route(f"{method.upper()} {path}", re.search(r"\$\{(\w+)\.Arn\}", uri)[1]))
    return found


def of_routes(routes: list[Route], api_id: str, arns: dict[str, str]) -> dict:
    """A template of an API's routes. They have a stack of their own: with them the shop's would hold more resources
    than CloudFormation takes."""
    resources = {}
    for route in routes:
        name = re.sub(r"\W", "", route.key.title())
        resources[f"{name}Integration"] = {
            "Type": "AWS::ApiGatewayV2::Integration",
            "Properties": {
                "ApiId": api_id,
                "IntegrationType": "AWS_PROXY",
                "IntegrationUri": arns[route.function],
                "PayloadFormatVersion": "2.0",
            },
        }
        resources[f"{name}Route"] = {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {
                "ApiId": api_id,
                "RouteKey": route.key,
                "Target": {"Fn::Sub": f"integrations/${{{name}Integration}}"},
            },
        }
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


def widen_mail_rights(resources: dict) -> None:
    """MiniStack asks for the right to send mail on `*`, where AWS asks for it on the identity."""
    for resource in resources.values():
        for policy in resource.get("Properties", {}).get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                if statement["Action"] == "ses:SendEmail":
                    statement["Resource"] = "*"
