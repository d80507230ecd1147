"""What the scenarios share: a client of the fake cluster, and checks that are counted."""

import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ecs = boto3.client(
    "ecs", endpoint_url=sys.argv[1], config=Config(retries={"max_attempts": 0}, read_timeout=10)
)
checks = 0


def equal(actual, expected, what):
    global checks
    checks += 1
    assert actual == expected, f"{what}: expected {expected!r}, got {actual!r}"


def refused(code, operation, **arguments):
    """The call is refused with this error code; answers the whole error."""
    try:
        operation(**arguments)
    except ClientError as error:
        equal(error.response["Error"]["Code"], code, str(error))
        equal(error.response["ResponseMetadata"]["HTTPStatusCode"], 400, "HTTP status")
        assert error.response["Error"]["Message"], "an error has a message"
        known = getattr(ecs.exceptions, code, None) if code in dir(ecs.exceptions) else None
        if known is not None:
            equal(isinstance(error, known), True, f"{code} is an exception of its own class")
        return error.response
    raise AssertionError(f"{operation.__name__} was not refused with {code}: {arguments}")


def wait_for(arn, status, seconds=20):
    deadline = time.monotonic() + seconds
    while True:
        tasks = ecs.describe_tasks(tasks=[arn])["tasks"]
        if tasks and tasks[0]["lastStatus"] == status:
            return tasks[0]
        assert time.monotonic() < deadline, f"{arn} did not become {status}: {tasks}"
        time.sleep(0.05)


def resource(instance, kind, name):
    found = [r for r in instance[kind] if r["name"] == name]
    equal(len(found), 1, f"{kind} {name}")
    return found[0]


def done(name):
    print(f"boto3 {boto3.__version__}, {name}: {checks} checks passed")
