"""What keeps data to whom it belongs, asserted on the processed templates."""

import re

from conftest import CONTEXTS, ROOT

# Who may do something to whatever there is, and why it cannot be said more narrowly. By stack, resource and action.
WILDCARDS = {
    ("data", "Key", "kms:*"): "in a key's own policy, * is that key; the account's policies decide",
    ("data", "Key", "kms:Decrypt"): "in a key's own policy, * is that key",
    ("data", "Key", "kms:DescribeKey"): "in a key's own policy, * is that key",
    ("data", "Key", "kms:Encrypt"): "in a key's own policy, * is that key",
    ("data", "Key", "kms:GenerateDataKey*"): "in a key's own policy, * is that key",
    ("data", "Key", "kms:ReEncrypt*"): "in a key's own policy, * is that key",
    ("delivery", "PipelineRole", "cloudformation:GetTemplateSummary"): "is about a template, not about a stack",
    ("delivery", "PipelineRole", "cloudformation:ValidateTemplate"): "is about a template, not about a stack",
    **{
        ("delivery", "DeploymentRole", f"lambda:{action}"): "Lambda makes up an event source mapping's name"
        for action in (
            "CreateEventSourceMapping", "DeleteEventSourceMapping", "GetEventSourceMapping", "ListTags", "TagResource",
            "UntagResource", "UpdateEventSourceMapping",
        )
    },
    **{
        ("delivery", "DeploymentRole", f"logs:{action}"): "arranging API Gateway's access logs knows no resource"
        for action in (
            "CreateLogDelivery", "DeleteLogDelivery", "DescribeResourcePolicies", "GetLogDelivery", "ListLogDeliveries",
            "PutResourcePolicy", "UpdateLogDelivery",
        )
    },
    **{
        ("delivery", "DeploymentRole", f"ec2:{action}"): "describing a network knows no resource"
        for action in ("DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs")
    },
    **{
        ("delivery", "DatabaseTasksRole", f"ec2:{action}"): "CodeBuild's card in the network has no name beforehand"
        for action in (
            "CreateNetworkInterface", "DeleteNetworkInterface", "DescribeDhcpOptions", "DescribeNetworkInterfaces",
            "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs",
        )
    },
    **{
        ("shop", "AmazonMqPolicy", f"ec2:{action}"): "Lambda's card in a private broker's network has no name beforehand"
        for action in (
            "CreateNetworkInterface", "DeleteNetworkInterface", "DescribeNetworkInterfaces", "DescribeSecurityGroups",
            "DescribeSubnets", "DescribeVpcs",
        )
    },
}

# AWS's own policies, which say * themselves, and what they are for.
MANAGED = {
    "service-role/AWSLambdaBasicExecutionRole": "a function's logs",
    "service-role/AWSLambdaVPCAccessExecutionRole": "a function's card in the network",
    "AWSXRayDaemonWriteAccess": "a function's traces",
    "service-role/AWSLambdaSQSQueueExecutionRole": "reading a queue: SAM gives it to whoever has one, and cannot be told which",
    "AWSXrayWriteOnlyAccess": "a function's traces, as SAM says it",
    "service-role/AWSCodeDeployRoleForLambda": "moving an alias to another version",
    "service-role/AWSCodeDeployRoleForLambdaLimited": "moving an alias to another version",
}

SECRET = re.compile(r"PASSWORD|SECRET|PRIVATE|(?<!PUBLISHABLE)_KEY$|TOKEN|DATABASE_URL|REDIS_URL|AMQP_URL")


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def statements(resources):
    """Every statement of every policy, with the stack and resource that it stands in."""
    for stack, name, resource in resources:
        properties = resource.get("Properties", {})
        documents = [policy["PolicyDocument"] for policy in properties.get("Policies", []) if isinstance(policy, dict)]
        documents += [properties[key] for key in ("PolicyDocument", "KeyPolicy") if key in properties]
        for document in documents:
            for statement in listed(document["Statement"]):
                yield stack, name, resource["Type"], statement


def test_nothing_is_allowed_on_everything_without_a_reason(resources):
    found = {
        (stack, name, action)
        for stack, name, _, statement in statements(resources)
        if statement["Effect"] == "Allow" and "*" in listed(statement.get("Resource", []))
        for action in listed(statement["Action"])
    }
    assert found == WILDCARDS.keys()


def test_no_function_may_do_everything_to_anything(resources):
    shop = [each for each in statements(resources) if each[0] == "shop"]
    assert len(shop) > 30
    for _, name, kind, statement in shop:
        if statement["Effect"] == "Allow":
            # A queue may be filled by one rule of this account's; all else that says who may is a bucket's own policy.
            if kind == "AWS::SQS::QueuePolicy":
                assert statement["Principal"].keys() == {"Service"} and statement["Condition"]["ArnEquals"].keys() == {"aws:SourceArn"}
            else:
                assert kind == "AWS::S3::BucketPolicy" or "Principal" not in statement, name
            for action in listed(statement["Action"]):
                # SAM's own policy for sending says SendMessage*, which is one message or ten.
                assert "*" not in action or action == "sqs:SendMessage*", f"{name}: {action}"


def test_aws_s_own_policies_are_those_that_a_function_needs_to_run(of_type):
    for name, role in of_type("AWS::IAM::Role").items():
        for arn in role.get("ManagedPolicyArns", []):
            arn = arn.get("Fn::Sub", arn) if isinstance(arn, dict) else arn
            if isinstance(arn, str):
                assert arn.partition(":policy/")[2] in MANAGED, f"{name}: {arn}"


def test_whoever_deploys_the_shop_may_make_all_that_is_in_it(deployed):
    role = deployed["delivery"]["Resources"]["DeploymentRole"]["Properties"]
    allowed = {
        action.partition(":")[0]
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
        for action in listed(statement["Action"])
    }
    # Of types whose service's rights are called otherwise.
    services = {"apigatewayv2": "apigateway"}
    for name, resource in deployed["shop"]["Resources"].items():
        service = resource["Type"].split("::")[1].lower()
        assert services.get(service, service) in allowed, f"{name}: {resource['Type']}"


def test_a_schedule_is_called_as_whoever_deploys_it_may_call_it(of_type):
    """Its rights are on names that begin so. CloudFormation names what has none by its stack; SAM names a schedule by its
    function alone, the same in every stage."""
    for name, schedule in of_type("AWS::Scheduler::Schedule").items():
        assert schedule["Name"]["Fn::Sub"].startswith("micro-sayur-${Stage}-"), name


def test_the_edge_adds_no_header_that_cloudfront_refuses_to_add(of_type):
    for name, each in of_type("AWS::CloudFront::Distribution").items():
        for origin in each["DistributionConfig"]["Origins"]:
            for header in origin.get("OriginCustomHeaders", []):
                assert not header["HeaderName"].lower().startswith(("x-edge-", "x-amz-")), name


def test_there_are_no_keys_that_last(resources):
    forbidden = {"AWS::IAM::User", "AWS::IAM::AccessKey", "AWS::IAM::Group"}
    assert not [name for _, name, resource in resources if resource["Type"] in forbidden]


def test_the_pipeline_is_let_in_from_one_repository_and_stage(deployed):
    role = deployed["delivery"]["Resources"]["PipelineRole"]["Properties"]
    [statement] = role["AssumeRolePolicyDocument"]["Statement"]
    conditions = statement["Condition"]["StringEquals"]
    assert conditions["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
    assert conditions["token.actions.githubusercontent.com:sub"] == {"Fn::Sub": "repo:${Repository}:environment:${Stage}"}


def test_a_service_takes_a_role_for_this_account_alone(of_type):
    """Lambda's and the scheduler's roles are made by SAM; what they do is in no other account's name."""
    for name, role in of_type("AWS::IAM::Role").items():
        if not name.startswith("shop/"):
            for statement in role["AssumeRolePolicyDocument"]["Statement"]:
                assert statement.get("Condition"), name


def test_what_is_kept_is_encrypted(of_type):
    for name, bucket in of_type("AWS::S3::Bucket").items():
        assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"], name
    for name, queue in of_type("AWS::SQS::Queue").items():
        assert queue["SqsManagedSseEnabled"] is True, name
    for name, topic in of_type("AWS::SNS::Topic").items():
        assert topic["KmsMasterKeyId"], name
    for name, secret in of_type("AWS::SecretsManager::Secret").items():
        assert secret["KmsKeyId"], name
    for name, cluster in of_type("AWS::RDS::DBCluster").items():
        assert cluster["StorageEncrypted"] is True and cluster["KmsKeyId"], name
    for name, cache in of_type("AWS::ElastiCache::ReplicationGroup").items():
        assert cache["AtRestEncryptionEnabled"] is True and cache["KmsKeyId"], name
    for name, key in of_type("AWS::KMS::Key").items():
        assert key["EnableKeyRotation"] is True, name


def test_what_travels_is_encrypted(of_type):
    for name, proxy in of_type("AWS::RDS::DBProxy").items():
        assert proxy["RequireTLS"] is True, name
    for name, settings in of_type("AWS::RDS::DBClusterParameterGroup").items():
        assert settings["Parameters"]["rds.force_ssl"] == "1", name
    for name, cache in of_type("AWS::ElastiCache::ReplicationGroup").items():
        assert cache["TransitEncryptionEnabled"] is True and cache["AuthToken"], name
    for name, each in of_type("AWS::CloudFront::Distribution").items():
        behaviour = each["DistributionConfig"]["DefaultCacheBehavior"]
        assert behaviour["ViewerProtocolPolicy"] == "https-only", name
        assert behaviour["ResponseHeadersPolicyId"], name
        assert each["DistributionConfig"]["WebACLId"], name
    for name, mail in of_type("AWS::SES::ConfigurationSet").items():
        assert mail["DeliveryOptions"]["TlsPolicy"] == "REQUIRE", name


def test_no_data_store_is_public(of_type):
    for name, bucket in of_type("AWS::S3::Bucket").items():
        assert all(bucket["PublicAccessBlockConfiguration"].values()), name
        assert len(bucket["PublicAccessBlockConfiguration"]) == 4, name
    for name, policy in of_type("AWS::S3::BucketPolicy").items():
        for statement in policy["PolicyDocument"]["Statement"]:
            assert statement["Effect"] == "Deny" or statement["Principal"] != "*", name
    for name, instance in of_type("AWS::RDS::DBInstance").items():
        assert instance["PubliclyAccessible"] is False, name


def test_nothing_has_a_way_in(of_type, deployed):
    for name, group in of_type("AWS::EC2::SecurityGroup").items():
        assert "SecurityGroupIngress" not in group, name
    for name, rule in of_type("AWS::EC2::SecurityGroupIngress").items():
        assert "SourceSecurityGroupId" in rule and not rule.keys() & {"CidrIp", "CidrIpv6"}, name
    for name, subnet in of_type("AWS::EC2::Subnet").items():
        assert not subnet.get("MapPublicIpOnLaunch"), name


def test_the_private_subnets_reach_nothing_outside(of_type, deployed):
    routes = {route["RouteTableId"]["Ref"] for route in of_type("AWS::EC2::Route").values()}
    assert routes == {"PublicRoutes", "EgressRoutes"}
    told = deployed["network"]["Resources"]["PrivateSubnetsParameter"]["Properties"]["Value"]["Fn::Join"][1]
    assert told == [{"Ref": f"PrivateSubnet{zone}"} for zone in (1, 2, 3)]
    # Of every function, and of the few that may leave.
    leaving = {
        name
        for name, group in of_type("AWS::EC2::SecurityGroup").items()
        for rule in group["SecurityGroupEgress"]
        if rule["CidrIp"] == "0.0.0.0/0"
    }
    assert leaving == {"network/EgressGroup"}


def test_each_kind_of_subnet_is_in_three_zones(of_type):
    zones = {}
    for name, subnet in of_type("AWS::EC2::Subnet").items():
        zones.setdefault(name[:-1], set()).add(subnet["AvailabilityZone"]["Fn::Select"][0])
    assert zones == {f"network/{kind}Subnet": {0, 1, 2} for kind in ("Private", "Egress", "Public")}


def test_the_database_comes_back(deployed):
    database = deployed["data"]["Resources"]["Database"]
    assert database["DeletionPolicy"] == database["UpdateReplacePolicy"] == "Snapshot"
    assert database["Properties"]["DeletionProtection"] == {"Ref": "Protected"}
    assert deployed["data"]["Parameters"]["Protected"]["Default"] == "true"
    assert deployed["data"]["Parameters"]["BackupDays"]["MinValue"] >= 1
    assert database["Properties"]["BackupRetentionPeriod"] == {"Ref": "BackupDays"}


def test_the_shop_has_no_password_of_the_database(deployed):
    resources = deployed["data"]["Resources"]
    assert resources["Database"]["Properties"]["ManageMasterUserPassword"] is True
    assert resources["Database"]["Properties"]["EnableIAMDatabaseAuthentication"] is True
    proxy = resources["Proxy"]["Properties"]
    assert proxy["DefaultAuthScheme"] == "IAM_AUTH"
    assert all(each["IAMAuth"] == "REQUIRED" for each in proxy["Auth"])


def test_what_is_logged_is_not_kept_for_ever(of_type):
    for name, group in of_type("AWS::Logs::LogGroup").items():
        assert group.get("RetentionInDays"), name


def test_no_secret_is_written_into_a_template(written, of_type):
    """A function's secrets are references to parameters that are never shown and have no value by themselves."""
    shop = written["shop"]["Parameters"]
    seen = set()
    for name, function in of_type("AWS::Lambda::Function").items():
        for variable, value in function["Environment"]["Variables"].items():
            if SECRET.search(variable):
                assert isinstance(value, dict) and value.keys() == {"Ref"}, f"{name}: {variable}"
                assert shop[value["Ref"]].get("NoEcho") is True, f"{name}: {variable}"
                seen.add(variable)
    assert {"DATABASE_URL", "JWT_PRIVATE_KEY", "MIDTRANS_SERVER_KEY", "OPENID_CLIENT_SECRET"} <= seen
    for stack, document in written.items():
        for name, parameter in document.get("Parameters", {}).items():
            if parameter.get("NoEcho"):
                assert parameter.get("Default", "") == "", f"{stack}: {name}"


def test_no_secret_is_in_the_settings_of_a_stage(written):
    text = (ROOT / "samconfig.toml").read_text()
    for document in written.values():
        for name, parameter in document.get("Parameters", {}).items():
            assert not parameter.get("NoEcho") or f"{name}=" not in text, name


# Beside those of the contexts (docs/decisions/0033).
SHARED_ROLES = {"NotifyingRole", "OrderingRole", "PhotosRole", "PaymentEventsRole", "PaymentsTellingRole"}


def test_a_function_has_only_the_rights_that_it_has_a_use_for(deployed):
    """Whoever may send has an event bus; whoever may touch pictures knows the bucket."""
    functions = {
        name: each["Properties"] for name, each in deployed["shop"]["Resources"].items() if each["Type"] == "AWS::Lambda::Function"
    }
    uses = {"sqs": "EVENT_BUS", "s3": "IMAGES_BUCKET", "ses": "EMAIL_FROM"}
    reading = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
    for name, function in functions.items():
        shared = function["Role"]["Fn::GetAtt"][0]
        assert shared in {f"{name}Role"} | SHARED_ROLES | {f"{context.capitalize()}Role" for context in CONTEXTS.values()}, name
        role = deployed["shop"]["Resources"][shared]
        for policy in role["Properties"].get("Policies", []):
            for statement in listed(policy["PolicyDocument"]["Statement"]):
                for action in listed(statement["Action"]):
                    if action not in reading:
                        assert uses[action.partition(":")[0]] in function["Environment"]["Variables"], f"{name}: {action}"
