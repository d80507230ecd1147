"""A container that fetches into a sandbox before the task's own runs, and secrets, through boto3."""

import copy
import time

from checks import done, ecs, equal, refused, wait_for

SANDBOX = "/mnt/mesos/sandbox"
ROLE = "arn:aws:iam::123456789012:role/execution"
SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:no-such-a1B2c3"


def definition(fetch, main):
    shared = {
        "image": "busybox",
        "mountPoints": [{"sourceVolume": "sandbox", "containerPath": SANDBOX}],
        "environment": [{"name": "MESOS_SANDBOX", "value": SANDBOX}],
    }
    return {
        "family": "fetched",
        "volumes": [{"name": "sandbox", "host": {}}],
        "containerDefinitions": [
            {
                **shared,
                "name": "main",
                "cpu": 100,
                "memory": 128,
                "memoryReservation": 122,
                "workingDirectory": SANDBOX,
                "command": ["/bin/sh", "-c", main],
                "dependsOn": [{"containerName": "fetch", "condition": "SUCCESS"}],
            },
            {
                **shared,
                "name": "fetch",
                "cpu": 0,
                "memoryReservation": 6,
                "essential": False,
                "entryPoint": ["/bin/sh", "-c", fetch, "fetch"],
                "command": ["default"],
            },
        ],
    }


def run(request, *words):
    ecs.register_task_definition(**request)
    overrides = {"containerOverrides": [{"name": "fetch", "command": list(words)}]} if words else {}
    return ecs.run_task(taskDefinition="fetched", overrides=overrides)["tasks"][0]["taskArn"]


def containers(task):
    return {container["name"]: container for container in task["containers"]}


# What one container leaves in the sandbox the other finds where it starts
task = run(definition('printf %s "$2" > "$MESOS_SANDBOX/$1"', 'test "$(cat file)" = "a  b" && exit 5'), "file", "a  b")
stopped = wait_for(task, "STOPPED")
equal(stopped["stopCode"], "EssentialContainerExited", "stop code")
equal({n: c["exitCode"] for n, c in containers(stopped).items()}, {"main": 5, "fetch": 0}, "exit codes")
equal(stopped["memory"], "128", "both containers are booked")

# While one fetches the other waits
task = run(definition("sleep 60", "exit 5"))
for _ in range(600):
    pending = ecs.describe_tasks(tasks=[task])["tasks"][0]
    if containers(pending)["fetch"]["lastStatus"] == "RUNNING":
        break
    time.sleep(0.05)
equal(pending["lastStatus"], "PENDING", "a task that fetches")
equal({n: c["lastStatus"] for n, c in containers(pending).items()}, {"main": "PENDING", "fetch": "RUNNING"}, "states")
ecs.stop_task(task=task)
stopped = wait_for(task, "STOPPED")
equal((stopped["stopCode"], "exitCode" in containers(stopped)["main"]), ("UserInitiated", False), "stopped meanwhile")

# One that fails keeps the other from running
stopped = wait_for(run(definition("exit 9", "exit 5")), "STOPPED")
equal((stopped["stopCode"], stopped["stoppedReason"]), ("TaskFailedToStart", "Task failed to start"), "not started")
equal({n: c["exitCode"] for n, c in containers(stopped).items()}, {"main": 143, "fetch": 9}, "exit codes")
reason = containers(stopped)["main"]["reason"]
equal(reason.startswith("CannotStartContainerError: dependency graph: "), True, reason)

# Definitions that are refused
for change in (
    lambda main, fetch: fetch.update(essential=True),
    lambda main, fetch: fetch.update(dependsOn=[{"containerName": "main", "condition": "START"}]),
    lambda main, fetch: main["dependsOn"][0].update(condition="HEALTHY"),
    lambda main, fetch: main["mountPoints"][0].update(sourceVolume="other"),
    lambda main, fetch: main.update(secrets=[{"name": "A", "valueFrom": SECRET}]),
    lambda main, fetch: main.update(repositoryCredentials={"credentialsParameter": SECRET}),
):
    wrong = copy.deepcopy(definition("true", "true"))
    change(*wrong["containerDefinitions"])
    refused("ClientException", ecs.register_task_definition, **wrong)

# A secret that is not there
request = definition("true", "true")
request["containerDefinitions"][0]["secrets"] = [{"name": "A", "valueFrom": SECRET}]
stopped = wait_for(run({**request, "executionRoleArn": ROLE}), "STOPPED")
equal(stopped["stopCode"], "TaskFailedToStart", "stop code")
equal(
    stopped["stoppedReason"].startswith("ResourceInitializationError: unable to pull secrets or registry auth: "),
    True,
    stopped["stoppedReason"],
)

done("what runs before a task")
