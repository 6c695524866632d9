"""What lets the shop be run: limits, retries, alarms, and stacks that find each other."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from conftest import CONTEXTS, ROOT, STACKS, processed_of, read

FUNCTION = "AWS::Serverless::Function"
# API Gateway gives a function up after 30 s.
API_PATIENCE = 30
MOST_RESOURCES = 450
# Of whom money depends, from signing in to the mail: a new version is tried on one call in ten first.
MONEY_PATH = {
    "Login", "PlaceOrder", "StartPayment", "MidtransWebhook", "StripeWebhook", "ProcessPaymentEvent",
    "ApplyPaymentToOrder", "Notify", "RelayOutbox",
}
# The variables of whoever calls something that is not in the network.
OUTSIDE = {"MIDTRANS_CORE_URL", "STRIPE_API_URL", "OPENID_ISSUER", "EMAIL_FROM"}
# The functions that call partners: others know which addresses those may have, and call none.
CALL_PARTNERS = {"QueueWebhooks", "SendWebhooks"}


@pytest.fixture(scope="session")
def functions(written) -> dict[str, dict]:
    """The functions of template.yaml with what all of them have."""
    general = written["shop"]["Globals"]["Function"]
    found = {}
    for name, resource in written["shop"]["Resources"].items():
        if resource["Type"] == FUNCTION:
            own = resource["Properties"]
            variables = general["Environment"]["Variables"] | own.get("Environment", {}).get("Variables", {})
            found[name] = general | own | {"Variables": variables}
    assert len(found) > 100
    return found


def events(function: dict, kind: str) -> list[dict]:
    return [event["Properties"] for event in function.get("Events", {}).values() if event["Type"] == kind]


def seconds(expression: str) -> int:
    count, unit = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", expression).groups()
    return int(count) * {"minute": 60, "hour": 3600, "day": 86400}[unit]


def test_a_function_gives_up_before_whoever_waits_for_it(functions, written):
    shop = written["shop"]["Resources"]
    for name, function in functions.items():
        timeout = function["Timeout"]
        if events(function, "HttpApi"):
            assert timeout < API_PATIENCE, name
        for event in events(function, "ScheduleV2"):
            # Two runs of one schedule never overlap.
            assert timeout <= seconds(event["ScheduleExpression"]), name
        for event in events(function, "SQS"):
            queue = shop[event["Queue"]["Fn::GetAtt"][0]]["Properties"]
            assert 6 * timeout <= queue["VisibilityTimeout"], name
            assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"], name
    edge = written["edge"]["Resources"]["Api"]["Properties"]["DistributionConfig"]
    assert edge["Origins"][0]["CustomOriginConfig"]["OriginReadTimeout"] > API_PATIENCE


def test_every_function_has_its_size_its_traces_and_its_logs(functions, deployed):
    for name, function in functions.items():
        assert 128 <= function["MemorySize"] <= 2048, name
        assert function["Tracing"] == "Active", name
        assert function["LoggingConfig"]["LogGroup"]["Ref"] in deployed["shop"]["Resources"], name


def test_every_function_signs_in_at_the_database_as_its_context_s_user_and_as_nobody_else(functions, written):
    shop = written["shop"]["Resources"]
    policies = {f"{context.capitalize()}Database" for context in CONTEXTS.values()}
    for name, function in functions.items():
        context = CONTEXTS[Path(function["CodeUri"]).name].capitalize()
        if "Role" in function:
            held = [each["Ref"] for each in shop[function["Role"]["Fn::GetAtt"][0]]["Properties"]["ManagedPolicyArns"] if "Ref" in each]
        else:
            held = [policy["Ref"] for policy in function["Policies"] if policy.get("Ref") in policies]
        assert held == [f"{context}Database"], (
            f"{name}: a function without Policies of its own has `Role: !GetAtt {context}Role.Arn`, "
            f"and one with them has `- !Ref {context}Database` first"
        )
    for context in set(CONTEXTS.values()):
        [statement] = shop[f"{context.capitalize()}Database"]["Properties"]["PolicyDocument"]["Statement"]
        assert statement["Action"] == "rds-db:connect"
        assert statement["Resource"]["Fn::Sub"].endswith(f":dbuser:${{DatabaseProxy}}/sayur_{context}")


def test_the_proxy_lets_in_the_contexts_users_and_nobody_else(written):
    [policy] = written["data"]["Resources"]["ProxyRole"]["Properties"]["Policies"]
    [users] = [each["Resource"] for each in policy["PolicyDocument"]["Statement"] if each["Action"] == "rds-db:connect"]
    assert {each["Fn::Sub"].rpartition("/")[2] for each in users} == {f"sayur_{context}" for context in CONTEXTS.values()}


def test_only_who_calls_outside_has_a_way_out(functions):
    out = {"Fn::If": ["InVpc", {"Ref": "EgressSubnetIds"}, {"Ref": "AWS::NoValue"}]}
    for name, function in functions.items():
        calls = bool(function["Variables"].keys() & OUTSIDE) or name in CALL_PARTNERS
        assert calls == (function["VpcConfig"]["SubnetIds"] == out), name


def test_schedules_run_their_own_functions_and_no_others(functions, deployed):
    shop = deployed["shop"]["Resources"]
    [statement] = shop["SchedulesRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    targets = [each["Properties"]["Target"] for each in shop.values() if each["Type"] == "AWS::Scheduler::Schedule"]
    assert len(targets) == sum(bool(events(function, "ScheduleV2")) for function in functions.values()) > 5
    assert all(target["RoleArn"] == {"Fn::GetAtt": ["SchedulesRole", "Arn"]} for target in targets)

    def by_text(arn: dict) -> str:
        return json.dumps(arn)

    assert sorted(statement["Resource"], key=by_text) == sorted((target["Arn"] for target in targets), key=by_text)


def test_the_money_path_moves_to_a_new_version_step_by_step(functions, written):
    for name, function in functions.items():
        if name in MONEY_PATH:
            assert function.get("AutoPublishAlias") == "live", name
            assert function.get("AutoPublishCodeSha256") == {"Ref": "Release"}, name
            # Else CloudFormation asks for a version that Lambda refuses, since nothing of the function has changed.
            assert function.get("Description") == {"Fn::Sub": "Release ${Release}"}, name
            preference = function["DeploymentPreference"]
            assert preference["Type"] == {"Ref": "DeploymentType"}, name
            assert preference["Alarms"] == [{"Ref": f"{name}Errors"}], name
            alarm = written["shop"]["Resources"][f"{name}Errors"]["Properties"]
            assert alarm["MetricName"] == "Errors", name
            assert {"Name": "FunctionName", "Value": {"Ref": name}} in alarm["Dimensions"], name
        else:
            assert "AutoPublishAlias" not in function, name
    assert written["shop"]["Parameters"]["DeploymentType"]["Default"].startswith("Canary10Percent")


def test_a_setting_that_changes_makes_a_new_version():
    """A version keeps the environment that it was made with: a key that was replaced would never reach it."""

    def versions(release: str) -> set[str]:
        document = read("shop")
        document["Parameters"]["Release"]["Default"] = release
        return {name for name, each in processed_of(document)["Resources"].items() if each["Type"] == "AWS::Lambda::Version"}

    before, after = versions("one"), versions("two")
    assert len(before) == len(after) >= 8 and not before & after


def test_what_is_heavy_for_the_database_runs_in_few_copies(functions):
    for name, function in functions.items():
        if events(function, "ScheduleV2") or name.startswith(("Import", "Export")):
            condition, copies, otherwise = function["ReservedConcurrentExecutions"]["Fn::If"]
            assert condition == "IsReserved" and copies <= 5 and otherwise == {"Ref": "AWS::NoValue"}, name


def queues(written) -> tuple[dict[str, dict], set[str]]:
    """The queues of the shop, and which of them are dead letters."""
    found = {
        name: each["Properties"] for name, each in written["shop"]["Resources"].items() if each["Type"] == "AWS::SQS::Queue"
    }
    dead = {queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] for queue in found.values() if "RedrivePolicy" in queue}
    return found, dead


def test_every_queue_has_dead_letters_and_alarms(written):
    found, dead = queues(written)
    watched = {}
    for each in written["shop"]["Resources"].values():
        if each["Type"] == "AWS::CloudWatch::Alarm" and each["Properties"].get("Namespace") == "AWS/SQS":
            [dimension] = each["Properties"]["Dimensions"]
            watched.setdefault(dimension["Value"]["Fn::GetAtt"][0], set()).add(each["Properties"]["MetricName"])
    for name, queue in found.items():
        if name in dead:
            assert "ApproximateNumberOfMessagesVisible" in watched.get(name, ()), name
            assert queue["MessageRetentionPeriod"] == 1209600, name
        else:
            assert queue["RedrivePolicy"]["maxReceiveCount"] >= 5, name
            assert "ApproximateAgeOfOldestMessage" in watched.get(name, ()), name


def test_what_watches_is_deployed_as_it_is_written(written, deployed):
    """The end-to-end tests hold alarms and dashboard, as they are written, to the metrics that are emitted."""
    for stack, document in deployed.items():
        for name, resource in document["Resources"].items():
            if resource["Type"].startswith("AWS::CloudWatch::"):
                assert resource["Properties"] == written[stack]["Resources"][name]["Properties"], f"{stack}/{name}"
                assert stack in ("shop", "monitoring"), f"{stack}/{name}: watching.rs does not look there"


def sections(page: str) -> set[str]:
    """The anchors of a page's headings, as they are made where it is shown."""
    headings = re.findall(r"^#+ (.+)$", (ROOT / page).read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_alarm_says_what_to_do(of_type):
    known = sections("docs/runbook.md")
    for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
        anchors = re.findall(r"docs/runbook\.md#([\w-]+)$", alarm["AlarmDescription"])
        assert len(anchors) == 1 and anchors[0] in known, f"{name}: {alarm['AlarmDescription']}"
        assert alarm["AlarmActions"], name


@pytest.mark.parametrize("page", ["docs/deploy.md", "docs/security.md", "docs/runbook.md", "README.md", "ARCHITECTURE.md", "SECURITY.md"])
def test_what_a_page_points_to_is_there(page):
    text = (ROOT / page).read_text()
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)", text):
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


def test_every_control_has_a_test_that_exists():
    text = (ROOT / "docs/security.md").read_text()
    named = re.findall(r"`([\w/.-]+\.(?:rs|py))`((?:[^`|\n]{0,3}`\w+`)*)", text)
    assert len(named) > 20
    for path, tests in named:
        source = (ROOT / path).read_text()
        for test in re.findall(r"`(\w+)`", tests):
            assert re.search(rf"(fn|def) {test}\b", source), f"{path}: {test}"


def test_every_stack_fits(deployed):
    for stack, document in deployed.items():
        assert len(document["Resources"]) < MOST_RESOURCES, stack


def test_each_stack_finds_what_the_ones_before_it_said(written):
    said = set()
    for stack in STACKS:
        for name, parameter in written[stack]["Parameters"].items():
            if parameter["Type"].startswith("AWS::SSM::"):
                path = parameter["Default"].replace("/dev/", "/${Stage}/", 1)
                assert path in said, f"{stack}: {name}"
        for resource in written[stack]["Resources"].values():
            if resource["Type"] == "AWS::SSM::Parameter":
                said.add(resource["Properties"]["Name"]["Fn::Sub"])


def test_what_samconfig_sets_is_there(written):
    config = tomllib.loads((ROOT / "samconfig.toml").read_text())
    stages = config.keys() - {"version", "default"}
    assert stages == set(read("shop")["Parameters"]["Stage"]["AllowedValues"])
    for stage in stages:
        assert config[stage]["global"]["parameters"]["stack_name"] == f"micro-sayur-{stage}"
        for command, section in config[stage].items():
            stack = "shop" if command == "deploy" else command
            for setting in section["parameters"].get("parameter_overrides", []):
                assert setting.partition("=")[0] in written[stack]["Parameters"], f"{stage}: {setting}"


def test_the_journey_asks_for_routes_that_are_there(functions):
    """docs/journey.http, by the routes of template.yaml."""
    routes = [
        (event["Method"], re.compile(re.sub(r"\{\w+\}", "[^/]+", event["Path"]) + "$"))
        for function in functions.values()
        for event in events(function, "HttpApi")
    ]
    text = (ROOT / "docs" / "journey.http").read_text()
    asked = re.findall(r"^(GET|POST|PUT|PATCH|DELETE) \{\{api\}\}(\S+)$", text, re.MULTILINE)
    assert len(asked) > 20
    for method, path in asked:
        path = re.sub(r"\{\{[^}]+\}\}", "x", path).partition("?")[0]
        assert any(method == known and pattern.match(path) for known, pattern in routes), f"{method} {path}"


def test_the_edge_hands_on_every_header_that_the_shop_reads(written):
    edge, shop = written["edge"]["Resources"], written["shop"]["Resources"]
    caching = edge["ApiCaching"]["Properties"]["CachePolicyConfig"]["ParametersInCacheKeyAndForwardedToOrigin"]
    requests = edge["ApiRequests"]["Properties"]["OriginRequestPolicyConfig"]
    forwarded = [policy["HeadersConfig"]["Headers"] for policy in (caching, requests)]
    # CloudFront takes ten in each.
    assert all(len(headers) <= 10 for headers in forwarded)
    known = {header.lower() for headers in forwarded for header in headers}
    assert set(shop["Api"]["Properties"]["CorsConfiguration"]["AllowHeaders"]) <= known
    sources = [*ROOT.glob("functions/*/src/**/*.rs"), *ROOT.glob("shared/runtime/src/**/*.rs"), *ROOT.glob("shared/gateways/src/**/*.rs")]
    reading = re.compile(r"request\s*\.\s*(?:parsed_)?header(?:::<[^>]*>)?\(\s*\"([a-z-]+)\"")
    read_here = {header for source in sources for header in reading.findall(source.read_text())}
    assert len(read_here) > 3 and read_here <= known, read_here - known


def test_the_page_of_the_dashboard_can_be_read(deployed):
    body = deployed["monitoring"]["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    page = json.loads(re.sub(r"\$\{[^}]+\}", "x", body))
    assert len({widget["properties"]["title"] for widget in page["widgets"]}) == len(page["widgets"]) == 21
