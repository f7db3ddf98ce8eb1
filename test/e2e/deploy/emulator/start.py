"""Starts the emulator of AWS with what this proof needs of AWS and the emulator leaves out.

docs/reference/deploy-proof.md names each of these to the reader. None touches what is deployed. Where the inside of another version of
the emulator differs, this ends with an error that names it, instead of going on without.
"""

import collections
import contextvars
import json
import os
import re
import signal
import sys
import threading
import urllib.parse

from ministack import app as emulator
from ministack.core import iam_actions, lambda_runtime
from ministack.services import apigateway_v1, cloudfront, cloudwatch_logs, dynamodb, lambda_svc, secretsmanager, ses_v2
from ministack.services.cloudformation import provisioners

caller = contextvars.ContextVar("caller")


def end_with_the_test():
    """Ends the whole process group once whoever started this is gone, however that ended: its end of the pipe
    closes."""

    def watch():
        while sys.stdin.buffer.read(1024):
            pass
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def take_the_source_address_from_the_connection():
    """API Gateway's `requestContext.identity.sourceIp` is the peer of the connection; the emulator believes
    X-Forwarded-For."""
    answer, build = emulator.app, apigateway_v1._build_lambda_event_v1

    async def answer_caller(scope, receive, send):
        caller.set((scope.get("client") or ("127.0.0.1", 0))[0])
        await answer(scope, receive, send)

    def build_with_source(*args, **options):
        event = build(*args, **options)
        event["requestContext"]["identity"]["sourceIp"] = caller.get()
        return event

    emulator.app, apigateway_v1._build_lambda_event_v1 = answer_caller, build_with_source


def take_loopback_for_tls():
    """The policies of the buckets deny what does not come by TLS (`aws:SecureTransport`); here nothing leaves the
    machine."""
    pin = emulator.pin_request_origin
    emulator.pin_request_origin = lambda source, _secure: pin(source, True)


def tell_iam_the_sender():
    """The condition key `ses:FromAddress` and the ARN of the sender's identity, by which the functions' roles are bound
    to one sender; the emulator has neither. The configuration set, which AWS checks too, is not passed on."""
    tags, arn_of = iam_actions.request_tag_context, iam_actions.extract_resource_arn

    def sender(service, body):
        return urllib.parse.parse_qs(body.decode()).get("Source", [None])[0] if service == "ses" else None

    def with_sender(service, action, body, params):
        source = sender(service, body)
        return {**tags(service, action, body, params), **({"ses:fromaddress": source} if source else {})}

    def with_identity(service, method, path, headers, body, params, region, account):
        source = sender(service, body)
        if source is None:
            return arn_of(service, method, path, headers, body, params, region, account)
        return f"arn:aws:ses:{region}:{account}:identity/{source.rsplit('@', 1)[-1]}"

    iam_actions.request_tag_context, iam_actions.extract_resource_arn = with_sender, with_identity


def name_log_groups_as_iam_does():
    """IAM knows a log group by an ARN that goes on with its streams (`…:log-group:NAME:log-stream:`), which the right
    to read the trail names by `NAME:*`; the emulator leaves the end out."""
    arn_of = iam_actions.extract_resource_arn

    def with_streams(service, *rest):
        arn = arn_of(service, *rest)
        return f"{arn}:log-stream:" if service == "logs" and re.fullmatch(r"[^*]*:log-group:[^:]+", arn) else arn

    iam_actions.extract_resource_arn = with_streams


def tell_iam_the_keys():
    """The condition key `dynamodb:LeadingKeys`, by which a function is bound to its kinds of items; the emulator has
    none."""
    context = iam_actions.dynamodb_service_context

    def with_keys(body):
        request = json.loads(body)
        item = request.get("Key") or request.get("Item") or {}
        table = dynamodb._tables.get(request.get("TableName"))
        leading = [value for name, kind in item.items() if table and name == table["pk_name"] for value in kind.values()]
        return {**context(body), **({"dynamodb:LeadingKeys": leading} if leading else {})}

    iam_actions.dynamodb_service_context = with_keys


def name_secrets_by_arn():
    """`Ref` of a secret is its ARN, which the roles name; the emulator gives the secret's name."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def name_of(arn):
        return next((name for name, secret in secretsmanager._secrets.items() if secret["ARN"] == arn), arn)

    def create_with_arn(*args):
        _name, attributes = create(*args)
        return attributes["Arn"], attributes

    def update_by_arn(arn, *rest, **options):
        _name, attributes = update(name_of(arn), *rest, **options)
        return attributes["Arn"], attributes

    def delete_by_arn(arn, *rest):
        return delete(name_of(arn), *rest)

    handlers.update(create=create_with_arn, update=update_by_arn, delete=delete_by_arn)


def tell_what_is_replaced():
    """A change set says which changes replace a resource. For these types the emulator says of each change that it
    may."""
    provisioners._REPLACING_PROPERTIES.update({
        "AWS::ApiGateway::RestApi": (),
        "AWS::CloudFront::Distribution": (),
        "AWS::KMS::Key": ("MultiRegion",),
        "AWS::Logs::LogGroup": ("LogGroupName",),
        "AWS::S3::Bucket": ("BucketName",),
        "AWS::SES::EmailIdentity": ("EmailIdentity",),
        "AWS::SecretsManager::Secret": ("Name",),
    })


def refuse_names_that_are_taken():
    """A creation fails where something has its name already; the emulator's CloudFormation takes it over."""
    named = {
        "AWS::DynamoDB::Table": ("TableName", dynamodb._tables),
        "AWS::Lambda::Function": ("FunctionName", lambda_svc._functions),
        "AWS::Logs::LogGroup": ("LogGroupName", cloudwatch_logs._log_groups),
        "AWS::SecretsManager::Secret": ("Name", secretsmanager._secrets),
    }

    def unless_taken(create, kind, name, existing):
        def create_unless_taken(logical_id, properties, *rest):
            if properties.get(name) in existing:
                raise ValueError(f"Resource of type '{kind}' with identifier '{properties[name]}' already exists.")
            return create(logical_id, properties, *rest)

        return create_unless_taken

    for kind, (name, existing) in named.items():
        handlers = provisioners._RESOURCE_HANDLERS[kind]
        handlers["create"] = unless_taken(handlers["create"], kind, name, existing)


def keep_protected_tables():
    """A table with deletion protection cannot be deleted; the emulator's CloudFormation deletes it."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::Table"]
    delete = handlers["delete"]

    def delete_unless_protected(name, *rest):
        if (dynamodb._tables.get(name) or {}).get("DeletionProtectionEnabled"):
            raise ValueError(f"Resource handler returned message: Table {name} is protected against deletion.")
        return delete(name, *rest)

    handlers["delete"] = delete_unless_protected


def take_types_without_effect():
    """Types that the emulator refuses are taken, and nothing is made of them: the auditor's saved queries, which no
    emulator runs, and the association and the log of a web ACL, which the emulator does not apply to a call."""
    for kind in ("AWS::Logs::QueryDefinition", "AWS::WAFv2::LoggingConfiguration", "AWS::WAFv2::WebACLAssociation"):
        provisioners._RESOURCE_HANDLERS[kind] = {
            "create": lambda logical_id, _properties, _stack: (logical_id, {}),
            "update": lambda physical_id, _before, _after, _stack: (physical_id, {}),
            "delete": lambda _physical_id, _properties: None,
        }


def take_alarms_on_metric_math():
    """An alarm on metric math is kept, and never rings; the emulator refuses it."""
    record = provisioners._cw_metric_alarm_record

    def record_math(name, properties):
        metrics = properties.get("Metrics")
        math = {"MetricName": "metric-math", "Namespace": "metric-math", "Threshold": 0} if metrics else {}
        return record(name, {**math, **properties, "Metrics": None})

    provisioners._cw_metric_alarm_record = record_math


def tell_the_dkim_records():
    """The records that prove a sender's domain are attributes of its identity, which the stack puts out;
    CloudFormation's handler in the emulator leaves them out, though its SES makes them."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::SES::EmailIdentity"]

    def with_records(handle):
        def handle_with_records(*args, **options):
            identity, attributes = handle(*args, **options)
            for number, token in enumerate(ses_v2._dkim_tokens(identity), start=1):
                attributes[f"DkimDNSTokenName{number}"] = f"{token}._domainkey.{identity}"
                attributes[f"DkimDNSTokenValue{number}"] = f"{token}.dkim.amazonses.com"
            return identity, attributes

        return handle_with_records

    for step in ("create", "update"):
        handlers[step] = with_records(handlers[step])


def mount_layers_under_opt():
    """Lambda mounts a layer under /opt; the emulator unpacks it elsewhere, and without the right to be run.

    The CDK's custom resource that brings the pages calls /opt/awscli/aws.
    """
    lambda_runtime._PYTHON_WORKER_SCRIPT = RUN_FROM_LAYERS + lambda_runtime._PYTHON_WORKER_SCRIPT


RUN_FROM_LAYERS = '''
import os as _os, subprocess as _subprocess, sys as _sys

class _PopenFromLayers(_subprocess.Popen):
    def __init__(self, args, *rest, **options):
        if isinstance(args, list) and args[0].startswith("/opt/"):
            inside = args[0].removeprefix("/opt/")
            layers = _os.environ.get("_LAMBDA_LAYERS_DIRS", "").split(_os.pathsep)
            program = next(path for path in (_os.path.join(layer, inside) for layer in layers) if _os.path.exists(path))
            args = [_sys.executable, program, *args[1:]]
        super().__init__(args, *rest, **options)

_subprocess.Popen = _PopenFromLayers
'''

def pass_calls_on_to_the_api():
    """CloudFront reaches an API under the host that AWS gives it, and writes the viewer's address itself. The emulator
    refuses hosts of AWS, and passes on what the viewer wrote."""
    forward, headers_of = cloudfront._forward_to_origin, cloudfront._origin_request_headers

    def forward_to_api(origin, method, uri, *rest):
        api = re.match(r"(\w+)\.execute-api\.", origin["domain_name"])
        if api is None:
            return forward(origin, method, uri, *rest)
        stage, _, path = uri.removeprefix("/").partition("/")
        gateway = {"domain_name": "127.0.0.1", "http_port": int(os.environ["GATEWAY_PORT"]), "protocol_policy": "http-only"}
        return forward({**origin, **gateway}, method, f"/restapis/{api[1]}/{stage}/_user_request_/{path}", *rest)

    def headers_with_viewer(origin, headers, client_ip, forwarded):
        sent = headers_of(origin, headers, client_ip, forwarded)
        cloudfront._set_header_ci(sent, "CloudFront-Viewer-Address", f"{client_ip}:443")
        return sent

    cloudfront._forward_to_origin, cloudfront._origin_request_headers = forward_to_api, headers_with_viewer


# As many as the cloud on a laptop runs: with a process for each of fifty calls at once, this machine would test its scheduler.
PROCESSES_A_FUNCTION = 4


def bound_the_processes_of_a_function():
    """Calls beyond the bound wait for a process, where Lambda would start more."""
    execute = lambda_svc._execute_function_warm
    turns = collections.defaultdict(lambda: threading.Semaphore(PROCESSES_A_FUNCTION))

    def execute_in_turn(func, *rest):
        with turns[func["config"]["FunctionArn"]]:
            return execute(func, *rest)

    lambda_svc._execute_function_warm = execute_in_turn


if __name__ == "__main__":
    end_with_the_test()
    take_the_source_address_from_the_connection()
    take_loopback_for_tls()
    tell_iam_the_sender()
    name_log_groups_as_iam_does()
    tell_iam_the_keys()
    name_secrets_by_arn()
    tell_what_is_replaced()
    refuse_names_that_are_taken()
    keep_protected_tables()
    take_types_without_effect()
    take_alarms_on_metric_math()
    tell_the_dkim_records()
    mount_layers_under_opt()
    pass_calls_on_to_the_api()
    bound_the_processes_of_a_function()
    emulator.main()
