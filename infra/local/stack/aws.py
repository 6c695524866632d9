"""MiniStack: a local AWS, and the deployment of template.yaml to it."""

import contextlib
import copy
import hashlib
import json
import os
import time
import urllib.request
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from . import processes, template
from .build import Package
from .settings import API_ID, MINISTACK, REGION, Failure, Stack

# MiniStack takes the account from the access key, and lets the account itself do everything.
ACCOUNT = "000000000000"
BUCKET = "artifacts"
STACK_NAME = "micro-sayur"
ROUTES_NAME = "micro-sayur-routes"


def start(stack: Stack, **settings: str) -> bool:
    """Starts MiniStack unless it runs; tells whether it was started, and so is empty unless the settings say otherwise."""
    if processes.running(stack.directory, "ministack") and processes.answers(stack.port("aws")):
        return False
    processes.stop(stack.directory, "ministack")
    scratch = stack.directory / "ministack"
    scratch.mkdir(parents=True, exist_ok=True)
    # Functions inherit this environment, so it holds nothing of the user's.
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "S3_DATA_DIR": str(scratch / "s3"),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(stack.port("aws")),
        "MINISTACK_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        # Handed on to every function: where its AWS clients call.
        "AWS_ENDPOINT_URL": stack.aws_url,
        # Functions may do what their roles allow, and no more.
        "AUTH": "true",
        # Their listeners ignore BIND_HOST.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        # A burst's surplus sandboxes give their database connections back soon.
        "LAMBDA_WARM_TTL_SECONDS": "30",
        "LOG_LEVEL": "INFO",
        # A relay that shows the mails, such as Mailpit, if somebody has one.
        **{name: os.environ[name] for name in ("SMTP_HOST",) if name in os.environ},
        **settings,
    }
    (stack.directory / "ministack.log").unlink(missing_ok=True)
    processes.start(stack.directory, "ministack", [MINISTACK], env=environment, cwd=scratch)
    health = f"{stack.aws_url}/_ministack/health"
    processes.wait_until(lambda: http_ok(health), stack.directory, "ministack", 60)
    return True


def access(stack: Stack) -> dict[str, str]:
    """The variables with which AWS's clients reach a stack."""
    return {
        "AWS_ENDPOINT_URL": stack.aws_url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "local",
    }


def http_ok(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False


class Cloud:
    """AWS's API, as MiniStack speaks it for one stack."""

    def __init__(self, stack: Stack):
        session = boto3.Session(aws_access_key_id=ACCOUNT, aws_secret_access_key="local", region_name=REGION)

        def client(service: str):
            return session.client(
                service,
                endpoint_url=stack.aws_url,
                config=Config(retries={"total_max_attempts": 2}, s3={"addressing_style": "path"}),
            )

        self.s3 = client("s3")
        self.cloudformation = client("cloudformation")
        self.ses = client("sesv2")
        self.logging = client("logs")

    def deploy(self, source: dict, parameters: dict[str, str], packages: dict[str, Package]) -> bool:
        """Deploys a template; tells whether there was anything to do."""
        document, routes, uploads = packaged(source, packages)
        self.upload(uploads)
        self.verify(parameters.get("EmailIdentity", source["Parameters"]["EmailIdentity"]["Default"]))
        changed = self.bring_about(STACK_NAME, document, parameters)
        if routes:
            arns = {name: f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{made}" for name, made in self.resources().items()}
            changed |= self.bring_about(ROUTES_NAME, template.of_routes(routes, API_ID, arns), {})
        return changed

    def bring_about(self, name: str, document: dict, parameters: dict[str, str]) -> bool:
        """Makes a stack what a template says; tells whether it was not that already."""
        body = json.dumps(document)
        fingerprint = hashlib.sha256((body + json.dumps(parameters, sort_keys=True)).encode()).hexdigest()
        current = self.describe(name)
        if current and current["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            # Kept on the deployed stack itself: a MiniStack that was started anew has forgotten both.
            if {"Key": "fingerprint", "Value": fingerprint} in current.get("Tags", []):
                return False
        elif current:
            self.delete(name)
            current = None
        self.s3.put_object(Bucket=BUCKET, Key=f"{name}.json", Body=body.encode())
        change = self.cloudformation.update_stack if current else self.cloudformation.create_stack
        change(
            StackName=name,
            TemplateURL=f"{self.s3.meta.endpoint_url}/{BUCKET}/{name}.json",
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM"],
            Tags=[{"Key": "fingerprint", "Value": fingerprint}],
        )
        self.settle(name)
        return True

    def describe(self, name: str) -> dict | None:
        try:
            return self.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise

    def delete(self, name: str) -> None:
        """Takes a stack away, and the routes with what they lead to."""
        for each in dict.fromkeys([ROUTES_NAME, name]):
            self.cloudformation.delete_stack(StackName=each)
            self.cloudformation.get_waiter("stack_delete_complete").wait(
                StackName=each, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
            )

    def settle(self, name: str) -> None:
        """Waits for a deployment to end, and says why when it failed."""
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            status = self.describe(name)["StackStatus"]
            if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
                return
            if not status.endswith("_IN_PROGRESS") or "ROLLBACK" in status:
                events = self.cloudformation.describe_stack_events(StackName=name)["StackEvents"]
                causes = [
                    f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
                    for event in events
                    if event["ResourceStatus"].endswith("_FAILED")
                ]
                raise Failure("the deployment failed:\n" + "\n".join(causes or [status]))
            time.sleep(0.2)
        raise Failure("the deployment does not end")

    def upload(self, uploads: dict[str, Path]) -> None:
        try:
            self.s3.head_bucket(Bucket=BUCKET)
        except ClientError:
            self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        listing = self.s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        there = {item["Key"] for page in listing for item in page.get("Contents", [])}
        for key, file in uploads.items():
            if key not in there:
                self.s3.put_object(Bucket=BUCKET, Key=key, Body=file.read_bytes())

    def verify(self, identity: str) -> None:
        """Lets the shop send mail as an identity; on AWS, somebody proves that it is theirs."""
        with contextlib.suppress(self.ses.exceptions.AlreadyExistsException):
            self.ses.create_email_identity(EmailIdentity=identity)

    def resources(self) -> dict[str, str]:
        """Physical ids by logical ids."""
        pages = self.cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK_NAME)
        return {
            resource["LogicalResourceId"]: resource["PhysicalResourceId"]
            for page in pages
            for resource in page["StackResourceSummaries"]
        }

    def logs(self, minutes: int) -> list[str]:
        """What the functions and the API logged lately, oldest first."""
        since = int((time.time() - 60 * minutes) * 1000)
        lines = []
        for name, group in self.resources().items():
            if name.endswith("Logs"):
                pages = self.logging.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
                lines += [(event["timestamp"], name, event["message"]) for page in pages for event in page["events"]]
        return [f"{name.removesuffix('Logs').lower():14}{message.rstrip()}" for _, name, message in sorted(lines, key=lambda line: line[0])]


def packaged(source: dict, packages: dict[str, Package]) -> tuple[dict, list[template.Route], dict[str, Path]]:
    """The template as it is deployed, its API's routes, and what to upload under which key."""
    document, uploads = copy.deepcopy(source), {}
    for function in template.functions(source):
        package = packages[function.binary]
        key = f"{function.binary}-{package.digest[:16]}.zip"
        document["Resources"][function.logical_id]["Properties"]["CodeUri"] = f"s3://{BUCKET}/{key}"
        uploads[key] = package.file
    return *template.expand(document, API_ID), uploads


def queues_mail_and_pictures(source: dict) -> dict:
    """What is left of the template when the functions run elsewhere, under `cargo lambda watch`."""
    kept = {
        name: resource
        for name, resource in source["Resources"].items()
        if resource["Type"] in ("AWS::SQS::Queue", "AWS::SES::ConfigurationSet", "AWS::S3::Bucket")
    }
    return source | {"Resources": kept, "Outputs": {}}
