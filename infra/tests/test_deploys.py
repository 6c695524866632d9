"""The stacks, deployed one after the other into MiniStack as `make deploy` would: parameters, conditions, functions and what
one stack says to the next. What MiniStack does not know is left out, and stands here."""

import copy
import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import boto3
import deploy
import pytest
from botocore.exceptions import ClientError
from conftest import STACKS, processed
from stack import settings

UNKNOWN_THERE = {
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::EC2::EIP",
    "AWS::EC2::FlowLog",
    "AWS::EC2::NatGateway",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::IAM::OIDCProvider",
    "AWS::RDS::DBProxy",
    "AWS::RDS::DBProxyTargetGroup",
    "AWS::WAFv2::LoggingConfiguration",
}
ATTRIBUTES_UNKNOWN_THERE = {"MasterUserSecret.SecretArn"}
GIVEN = {
    "network": {"S3PrefixList": "pl-0123abcd"},
    "delivery": {"Repository": "somebody/micro-sayur"},
    "shop": {"JwtPublicKeys": "{}"},
    # MiniStack's own address of an API is none of AWS's.
    "edge": {"ApiDomain": "abc123.execute-api.ap-southeast-3.amazonaws.com"},
}


@pytest.fixture(scope="module")
def aws(tmp_path_factory):
    """A MiniStack of this test's own, which the environment points to."""
    home: Path = tmp_path_factory.mktemp("ministack")
    port = settings.free_port(0)
    url = f"http://127.0.0.1:{port}"
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "S3_DATA_DIR": str(home / "s3"),
        "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "MINISTACK_REGION": settings.REGION,
        "AWS_DEFAULT_REGION": settings.REGION, "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0",
    }
    with open(home / "log", "w") as log:
        process = subprocess.Popen([Path(sys.executable).with_name("ministack")], env=environment, cwd=home, stdout=log, stderr=log)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "000000000000", "AWS_SECRET_ACCESS_KEY": "local"}.items():
            patch.setenv(name, value)
        try:
            wait_for(f"{url}/_ministack/health", process)
            yield
        finally:
            process.terminate()
            process.wait(30)


def wait_for(url: str, process: subprocess.Popen) -> None:
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            # Nobody listens yet; the next try waits for the connection to be refused or taken.
            continue
    raise AssertionError("MiniStack did not start")


def without(document: dict, unknown: set[str]) -> dict:
    """A template without the resources of some types, whose names and attributes are made up."""
    gone = {
        name
        for name, resource in document["Resources"].items()
        # Nor does MiniStack know alarms on metrics that are computed.
        if resource["Type"] in unknown or (resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"])
    }

    def made_up(name: str) -> str:
        return f"arn:aws:made:up:000000000000:made:{name.lower()}"

    def walk(node):
        match node:
            case {"Ref": name} if name in gone:
                return made_up(name)
            case {"Fn::GetAtt": [name, *path]} if name in gone or ".".join(path) in ATTRIBUTES_UNKNOWN_THERE:
                return made_up(name)
            case {"Fn::GetAtt": str(text)} if text.partition(".")[2] in ATTRIBUTES_UNKNOWN_THERE:
                return made_up(text.partition(".")[0])
            case {"Fn::Sub": str(text)}:
                return {"Fn::Sub": re.sub(r"\$\{(\w+)(\.\w+)*\}", lambda m: made_up(m[1]) if m[1] in gone else m[0], text)}
            case dict():
                return {key: walk(value) for key, value in node.items()}
            case list():
                return [walk(value) for value in node]
        return node

    kept = {name: resource for name, resource in document["Resources"].items() if name not in gone}
    for resource in kept.values():
        # What MiniStack cannot move step by step, it moves at once.
        resource.pop("UpdatePolicy", None)
        if resource.get("DependsOn") in gone:
            del resource["DependsOn"]
    return document | {"Resources": walk(kept), "Outputs": walk(document.get("Outputs", {}))}


def bring_up(stage: deploy.Stage, stack: str) -> set[str]:
    """Deploys a stack; tells the types of resources that were left out."""
    document = copy.deepcopy(processed(stack))
    values = deploy.parameters(stage, stack, document.get("Parameters", {}), GIVEN.get(stack, {}))
    cloudformation = stage.client("cloudformation", deploy.EDGE_REGION if stack == "edge" else None)
    s3 = stage.client("s3")
    left_out: set[str] = set()
    while True:
        s3.put_object(Bucket="templates", Key=stack, Body=json.dumps(without(copy.deepcopy(document), left_out)).encode())
        try:
            cloudformation.create_stack(
                StackName=stage.stack_name(stack),
                TemplateURL=f"{os.environ['AWS_ENDPOINT_URL']}/templates/{stack}",
                Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()],
                Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
            )
            break
        except ClientError as error:
            unknown = re.search(r"Unrecognized resource types: \[([^\]]+)\]", str(error))
            if unknown is None or left_out >= set(unknown[1].split(", ")):
                raise
            left_out |= set(unknown[1].split(", "))
    try:
        cloudformation.get_waiter("stack_create_complete").wait(
            StackName=stage.stack_name(stack), WaiterConfig={"Delay": 1, "MaxAttempts": 120}
        )
    except Exception:
        events = cloudformation.describe_stack_events(StackName=stage.stack_name(stack))["StackEvents"]
        causes = [f"{each['LogicalResourceId']}: {each.get('ResourceStatusReason')}" for each in events if "FAILED" in each["ResourceStatus"]]
        pytest.fail(f"{stack}: {causes}")
    return left_out


def put_secrets(stage: deploy.Stage) -> None:
    keys = ("JWT_PRIVATE_KEY", "LINK_KEY", "SECOND_FACTOR_KEY", "WEBHOOK_KEY", "MIDTRANS_SERVER_KEY", "EDGE_KEY")
    secrets = stage.client("secretsmanager")
    secrets.put_secret_value(SecretId=f"micro-sayur/{stage.name}/shop", SecretString=json.dumps({key: f"made-up-{key:=<40}" for key in keys}))


def test_the_stacks_come_up_one_after_the_other(aws):
    stage = deploy.Stage("prod")
    s3 = stage.client("s3")
    for bucket in ("templates", "artifacts"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": stage.region})
    for name, resource in processed("shop")["Resources"].items():
        if resource["Type"] == "AWS::Lambda::Function":
            # Nobody calls it: an empty archive will do.
            s3.put_object(Bucket="artifacts", Key=f"{name}.zip", Body=b"PK\x05\x06" + bytes(18))
    left_out = set()
    for stack in STACKS:
        left_out |= bring_up(stage, stack)
        if stack == "data":
            put_secrets(stage)
    assert left_out == UNKNOWN_THERE
    # The secrets have arrived where they are used, and by no other way than from Secrets Manager.
    functions = stage.client("lambda").get_paginator("list_functions").paginate()
    settings_of = {each["FunctionName"]: each["Environment"]["Variables"] for page in functions for each in page["Functions"]}
    assert len(settings_of) > 100
    for variables in settings_of.values():
        assert variables["EDGE_KEY"].startswith("made-up-EDGE_KEY")
        assert variables["DATABASE_SIGN_IN"] == "iam"
        assert re.fullmatch(r"postgresql://[^@]+:5432/.*sslmode=require", variables["DATABASE_URL"])
        assert variables["REDIS_URL"].startswith("rediss://:")
    assert stage.outputs("edge")["ApiUrl"].startswith("https://")


def test_what_a_template_does_not_know_is_refused(aws):
    stage = deploy.Stage("prod")
    with pytest.raises(deploy.Failure, match="no parameter Nonsense"):
        deploy.parameters(stage, "network", processed("network")["Parameters"], {"Nonsense": "1"})


def test_what_nobody_says_any_more_is_as_the_template_says(aws):
    """CloudFormation by itself would keep what was said once."""
    stage = deploy.Stage("prod")
    declared = processed("edge")["Parameters"]
    given = {"EdgeKey": "made-up", "ApiDomain": "made.up", "ImagesDomain": "made.up"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(deploy.DISCOVERED, "edge", lambda _stage, _declared: {})
        once = deploy.parameters(stage, "edge", declared, given | {"ApiName": "api.micro-sayur.example"})
        again = deploy.parameters(stage, "edge", declared, given)
    assert once["ApiName"] == "api.micro-sayur.example" and again["ApiName"] == declared["ApiName"]["Default"]
    assert again.keys() == declared.keys()


def test_a_setting_of_the_shop_alone_makes_a_new_release(aws):
    """Else functions with an alias would go on with the version that has the old one."""
    stage = deploy.Stage("prod")
    declared = processed("shop")["Parameters"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(deploy.DISCOVERED, "shop", lambda _stage, _declared: {})
        releases = [
            deploy.parameters(stage, "shop", declared, given)["Release"]
            for given in ({}, {"EmailFrom": "halo@somewhere.example"}, {"ShopUrl": "https://somewhere.example"}, {})
        ]
    assert releases[0] == releases[3] and len(set(releases)) == 3
