"""`make deploy STAGE=staging STACK=shop`: brings one of a stage's stacks up to what its template says.

Each stack finds the ones before it by SSM parameters, and its settings in samconfig.toml. The shop's secrets are read
from Secrets Manager and handed to CloudFormation in a file that only its owner reads, and that goes with the command.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[1]
SAM = ROOT / ".venv" / "lint" / "bin" / "sam"
STAGES = ("dev", "staging", "prod")
# In the order in which they are first made.
STACKS = ("network", "data", "delivery", "shop", "edge", "monitoring")
# CloudFront's stacks stand there, wherever the shop does.
EDGE_REGION = "us-east-1"
OWN_STAGE = "/micro-sayur/dev/"
# Kept beside the others while the signing key is replaced, and for no function.
NEXT_KEY = "JWT_NEXT_PRIVATE_KEY"


class Failure(Exception):
    """Something the user can act on; printed without a traceback."""


class Stage:
    """A stage's account, as far as deploying wants it."""

    def __init__(self, name: str):
        self.name = name
        self.config = tomllib.loads((ROOT / "samconfig.toml").read_text())[name]
        self.region = self.config["global"]["parameters"]["region"]

    def client(self, service: str, region: str | None = None):
        return boto3.client(service, region_name=region or self.region)

    def said(self, path: str) -> str:
        """What an earlier stack says of itself."""
        name = f"/micro-sayur/{self.name}/{path}"
        ssm = self.client("ssm")
        try:
            return ssm.get_parameter(Name=name)["Parameter"]["Value"]
        except ssm.exceptions.ParameterNotFound:
            raise Failure(f"there is no {name} yet; the order is: {', '.join(STACKS)}") from None

    def secret(self, name: str) -> dict[str, str]:
        """A secret's members; none where nothing was put in yet."""
        secrets = self.client("secretsmanager")
        try:
            value = secrets.get_secret_value(SecretId=f"micro-sayur/{self.name}/{name}")["SecretString"]
        except secrets.exceptions.ResourceNotFoundException:
            raise Failure(f"the secret micro-sayur/{self.name}/{name} is not there or empty; see docs/deploy.md") from None
        return json.loads(value)

    def outputs(self, stack: str) -> dict[str, str]:
        """A stack's outputs; none where it is not there yet."""
        cloudformation = self.client("cloudformation", EDGE_REGION if stack == "edge" else None)
        try:
            found = cloudformation.describe_stacks(StackName=self.stack_name(stack))["Stacks"][0]
        except ClientError as error:
            if "does not exist" in str(error):
                return {}
            raise
        return {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}

    def stack_name(self, stack: str) -> str:
        whole = self.config["global"]["parameters"]["stack_name"]
        return whole if stack == "shop" else f"{whole}-{stack}"


def template_of(stack: str) -> Path:
    return ROOT / ("template.yaml" if stack == "shop" else f"infra/{stack}.yaml")


def parameters(stage: Stage, stack: str, declared: dict, given: dict[str, str]) -> dict[str, str]:
    """All of a stack's parameters: what its template says of itself, what follows from the stage, what samconfig.toml
    says, what the stacks before it said, and what is given by hand. What nobody says any more is the template's again,
    where CloudFormation by itself would keep the value before."""
    found = {name: str(parameter["Default"]) for name, parameter in declared.items() if "Default" in parameter}
    for name, value in found.items():
        if value.startswith(OWN_STAGE):
            found[name] = value.replace(OWN_STAGE, f"/micro-sayur/{stage.name}/", 1)
    found["Stage"] = stage.name
    settings = stage.config.get("deploy" if stack == "shop" else stack, {})
    for setting in settings.get("parameters", {}).get("parameter_overrides", []):
        name, _, value = setting.partition("=")
        found[name] = value
    found |= DISCOVERED.get(stack, lambda _stage, _declared: {})(stage, declared)
    found |= given
    if unknown := found.keys() - declared.keys():
        raise Failure(f"{template_of(stack).name} has no parameter {', '.join(sorted(unknown))}")
    if "Release" in declared:
        # A version of a function is code and settings, and SAM sees neither change in a template.
        whole = json.dumps([git_commit(), found], sort_keys=True)
        found["Release"] = hashlib.sha256(whole.encode()).hexdigest()[:16]
    return found


def for_network(stage: Stage, _declared: dict) -> dict[str, str]:
    wanted = [{"Name": "prefix-list-name", "Values": [f"com.amazonaws.{stage.region}.s3"]}]
    lists = stage.client("ec2").describe_managed_prefix_lists(Filters=wanted)["PrefixLists"]
    return {"S3PrefixList": lists[0]["PrefixListId"]} if lists else {}


def for_shop(stage: Stage, declared: dict) -> dict[str, str]:
    cache = stage.secret("cache")
    found = {
        "DatabaseUrl": f"postgresql://{stage.said('data/database-address')}",
        "DatabaseSignIn": "iam",
        "RedisUrl": f"rediss://:{cache['password']}@{stage.said('data/cache-address')}/0",
        "AlarmTopicArn": stage.said("data/alarms"),
    }
    # By the names of .env.example: MIDTRANS_SERVER_KEY is MidtransServerKey.
    names = {name.lower(): name for name in declared}
    for variable, value in stage.secret("shop").items():
        if variable == NEXT_KEY:
            continue
        name = names.get(variable.replace("_", "").lower())
        if name is None:
            raise Failure(f"the secret micro-sayur/{stage.name}/shop has {variable}, which template.yaml does not know")
        found[name] = value
    edge = stage.outputs("edge")
    if edge:
        found |= {"ImagesUrl": edge["ImagesUrl"], "ImagesDistribution": edge["ImagesDistribution"]}
    return found


def for_edge(stage: Stage, _declared: dict) -> dict[str, str]:
    shop = stage.outputs("shop")
    if not shop:
        raise Failure("the shop's stack comes before the edge's")
    return {
        "ApiDomain": shop["ApiUrl"].removeprefix("https://"),
        "ImagesDomain": f"{shop['ImagesBucket']}.s3.{stage.region}.amazonaws.com",
        # While a new key takes the other's place there are two: the new one is sent.
        "EdgeKey": stage.secret("shop")["EDGE_KEY"].partition(",")[0],
    }


# What a stack is told beside its settings.
DISCOVERED = {"network": for_network, "shop": for_shop, "edge": for_edge}


def deploy(stage: Stage, stack: str, given: dict[str, str]) -> None:
    template = template_of(stack)
    declared = yaml_parse(template.read_text()).get("Parameters", {})
    values = parameters(stage, stack, declared, given)
    command = [
        str(SAM), "deploy",
        "--template-file", str(template),
        # The settings are read here; SAM's own reading would mix them with those of the shop's stack.
        "--config-env", "none",
        "--stack-name", stage.stack_name(stack),
        "--region", EDGE_REGION if stack == "edge" else stage.region,
        "--capabilities", "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM",
        "--no-fail-on-empty-changeset",
        "--tags", f"stage={stage.name}", "project=micro-sayur",
    ]
    if stack == "shop":
        command += ["--s3-bucket", stage.said("delivery/artifacts"), "--s3-prefix", "shop"]
        command += ["--role-arn", stage.said("delivery/deployment-role")]
    # Readable for its owner alone, and never on a command line. JSON is YAML, whose name SAM wants to see.
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        json.dump(values, file)
        file.flush()
        result = subprocess.run([*command, "--parameter-overrides", f"file://{file.name}"], cwd=ROOT)
    if result.returncode != 0:
        raise Failure(f"the stack {stage.stack_name(stack)} was not deployed; CloudFormation took it back, see above")


def run_database_task(stage: Stage, **variables: str) -> None:
    """Runs the tools that `make build` made against the stage's database, from inside its network."""
    bucket, commit = stage.said("delivery/artifacts"), git_commit()
    s3 = stage.client("s3")
    for tool in ("xtask", "seeder"):
        binary = ROOT / "target" / "lambda" / tool / "bootstrap"
        if not binary.exists():
            raise Failure(f"{binary.relative_to(ROOT)} is not there; `make build` makes it")
        s3.put_object(Bucket=bucket, Key=f"tools/{commit}/{tool}", Body=binary.read_bytes())
    codebuild = stage.client("codebuild")
    overrides = [{"name": name, "value": value} for name, value in {"TOOLS": commit, **variables}.items()]
    build = codebuild.start_build(
        projectName=f"micro-sayur-{stage.name}-database", environmentVariablesOverride=overrides
    )["build"]
    print(f"{variables['TASK']}: {build['id']}", flush=True)
    while build["buildStatus"] == "IN_PROGRESS":
        time.sleep(5)
        build = codebuild.batch_get_builds(ids=[build["id"]])["builds"][0]
    if build["buildStatus"] != "SUCCEEDED":
        raise Failure(f"{variables['TASK']} ended as {build['buildStatus']}; its log: {build.get('logs', {}).get('deepLink', '')}")


def git_commit() -> str:
    command = ["git", "rev-parse", "--short=12", "HEAD"]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def smoke(stage: Stage) -> None:
    """Asks the shop what everybody may ask, through all that stands before it."""
    url = (stage.outputs("edge") or stage.outputs("shop")).get("ApiUrl")
    if url is None:
        raise Failure("there is no shop yet")
    for path in ("/v1/health?deep=1", "/v1/categories", "/v1/products?limit=1", "/.well-known/jwks.json"):
        try:
            with urllib.request.urlopen(url + path, timeout=15) as answer:
                print(f"{answer.status}  {url}{path}")
        except OSError as error:
            raise Failure(f"{url}{path}: {error}") from None


def main() -> int:
    parser = argparse.ArgumentParser(prog="deploy", description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("what", choices=[*STACKS, "migrate", "admin", "check-stock", "smoke"])
    parser.add_argument("given", nargs="*", metavar="Parameter=value", help="beside or above samconfig.toml's")
    arguments = parser.parse_args()
    given = {name: value for name, _, value in (item.partition("=") for item in arguments.given)}
    # Nobody is there to be asked in a pipeline, and its log is long enough.
    os.environ |= {"SAM_CLI_TELEMETRY": "0", "AWS_PAGER": ""}
    stage = Stage(arguments.stage)
    try:
        match arguments.what:
            case "migrate" | "check-stock" as task:
                run_database_task(stage, TASK=task)
            case "admin":
                if "Email" not in given:
                    raise Failure('say who: SET="Email=you@example.com"')
                run_database_task(stage, TASK="admin", ADMIN_EMAIL=given["Email"])
            case "smoke":
                smoke(stage)
            case "shop":
                # What is there must work with the new schema, which only adds; the new functions need it.
                run_database_task(stage, TASK="migrate")
                deploy(stage, "shop", given)
            case stack:
                deploy(stage, stack, given)
    except (Failure, BotoCoreError, ClientError) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
