"""The main scenario of a scheduler, through boto3. Every value that is checked is one a scheduler reads."""

import datetime
import json

from checks import done, ecs, equal, refused, resource, wait_for


def add_client_token(params, **_):
    """Debian's boto3 is older than RunTask's clientToken: it is written into the body by hand."""
    params["body"] = json.dumps({**json.loads(params["body"]), "clientToken": "token-1"}).encode()


# Clusters
answer = ecs.describe_clusters(clusters=["default", "nowhere"])
equal([c["clusterName"] for c in answer["clusters"]], ["default"], "known cluster")
equal(answer["clusters"][0]["registeredContainerInstancesCount"], 2, "instances of the cluster")
equal(answer["failures"][0]["reason"], "MISSING", "unknown cluster")
assert answer["ResponseMetadata"]["RequestId"], "an answer has a request id"
equal(len(ecs.list_clusters()["clusterArns"]), 2, "clusters")
refused("ClusterNotFoundException", ecs.list_tasks, cluster="nowhere")

# Container instances, in pages of one
pages = list(ecs.get_paginator("list_container_instances").paginate(PaginationConfig={"PageSize": 1}))
arns = [arn for page in pages for arn in page["containerInstanceArns"]]
equal(len(arns), 2, "instances over pages")
instance = ecs.describe_container_instances(containerInstances=arns)["containerInstances"][0]
equal(instance["status"], "ACTIVE", "status")
equal(instance["agentConnected"], True, "agent")
equal(resource(instance, "registeredResources", "CPU")["integerValue"], 1024, "CPU")
equal(resource(instance, "remainingResources", "MEMORY")["integerValue"], 2048, "MEMORY")
equal(
    sorted(map(int, resource(instance, "remainingResources", "PORTS")["stringSetValue"])),
    [22, 2375, 2376, 51678, 51679],
    "ports taken from the start",
)
assert isinstance(instance["registeredAt"], datetime.datetime), "timestamps are read as such"
zone = {a["name"]: a.get("value") for a in instance["attributes"]}["ecs.availability-zone"]
equal(zone, "us-east-1a", "zone")
refused("InvalidParameterException", ecs.describe_container_instances, containerInstances=[])

# Task definitions
definition = ecs.register_task_definition(
    family="boto3",
    networkMode="host",
    containerDefinitions=[
        {
            "name": "main",
            "image": "busybox",
            "cpu": 256,
            "memory": 512,
            "memoryReservation": 256,
            "command": ["/bin/sh", "-c", "sleep 60 & sleep 60"],
            "environment": [{"name": "FROM", "value": "definition"}],
            "portMappings": [{"containerPort": 8080}],
            "dockerLabels": {"owner": "boto3"},
        }
    ],
    tags=[{"key": "hash", "value": "abc"}],
)["taskDefinition"]
equal(definition["revision"], 1, "first revision")
equal(definition["status"], "ACTIVE", "status of a definition")
equal(definition["containerDefinitions"][0]["portMappings"][0]["hostPort"], 8080, "host port in host mode")
equal(definition["containerDefinitions"][0]["dockerLabels"], {"owner": "boto3"}, "a map comes back")
described = ecs.describe_task_definition(taskDefinition="boto3", include=["TAGS"])
equal(described["taskDefinition"]["taskDefinitionArn"], definition["taskDefinitionArn"], "newest revision")
equal(described["tags"], [{"key": "hash", "value": "abc"}], "tags of a definition")
refused("ClientException", ecs.describe_task_definition, taskDefinition="boto3:7")

# RunTask, pinned and idempotent
run = dict(
    taskDefinition="boto3:1",
    startedBy="scenario",
    placementConstraints=[
        {"type": "memberOf", "expression": f"ec2InstanceId == {instance['ec2InstanceId']}"}
    ],
    overrides={"containerOverrides": [{"name": "main", "environment": [{"name": "ID", "value": "1"}]}]},
    tags=[{"key": "id", "value": "1"}],
    enableECSManagedTags=True,
)
ecs.meta.events.register("before-call.ecs.RunTask", add_client_token)
first = ecs.run_task(**run)
equal(first["failures"], [], "failures")
arn = first["tasks"][0]["taskArn"]
equal(first["tasks"][0]["lastStatus"], "PENDING", "a new task")
equal(first["tasks"][0]["containerInstanceArn"], instance["containerInstanceArn"], "pinned instance")
equal(ecs.run_task(**run)["tasks"][0]["taskArn"], arn, "the same token starts nothing new")
conflict = refused("ConflictException", ecs.run_task, **{**run, "count": 2})
equal(conflict.get("resourceIds", [arn]), [arn], "what the token started")

ecs.meta.events.unregister("before-call.ecs.RunTask", add_client_token)

# The port is taken now: a second task there is refused
again = ecs.start_task(taskDefinition="boto3", containerInstances=[instance["containerInstanceArn"]])
equal([f["reason"] for f in again["failures"]], ["RESOURCE:PORTS"], "port taken")
equal(again["tasks"], [], "no task")

task = wait_for(arn, "RUNNING")
equal(task["containers"][0]["networkBindings"][0]["hostPort"], 8080, "binding")
equal(task["overrides"]["containerOverrides"][0]["environment"], [{"name": "ID", "value": "1"}], "override")
equal(
    ecs.describe_tasks(tasks=[arn], include=["TAGS"])["tasks"][0]["tags"],
    [{"key": "id", "value": "1"}, {"key": "aws:ecs:clusterName", "value": "default"}],
    "tags, those that ECS manages among them",
)
equal(ecs.list_tasks(startedBy="scenario")["taskArns"], [arn], "by startedBy")
refused("InvalidParameterException", ecs.list_tasks, startedBy="scenario", family="boto3")
refused("InvalidParameterException", ecs.start_task, taskDefinition="boto3", containerInstances=arns, startedBy="x" * 37)
busy = ecs.describe_container_instances(containerInstances=[arns[0]])["containerInstances"][0]
equal(resource(busy, "remainingResources", "CPU")["integerValue"], 768, "CPU left")
equal(resource(busy, "remainingResources", "MEMORY")["integerValue"], 1792, "the reservation is taken, not the limit")
equal(busy["runningTasksCount"], 1, "running tasks")
assert busy["version"] > instance["version"], "versions grow"

# Stop
stopped = ecs.stop_task(task=arn, reason="enough")["task"]
equal(stopped["desiredStatus"], "STOPPED", "desired status")
task = wait_for(arn, "STOPPED")
equal(task["stopCode"], "UserInitiated", "stop code")
equal(task["stoppedReason"], "enough", "reason")
equal(task["containers"][0]["exitCode"], 143, "exit code after SIGTERM")
equal(ecs.list_tasks()["taskArns"], [], "running tasks")
equal(ecs.list_tasks(desiredStatus="STOPPED")["taskArns"], [arn], "stopped tasks")
equal(ecs.describe_tasks(tasks=["0" * 32])["failures"][0]["reason"], "MISSING", "unknown task")
refused("InvalidParameterException", ecs.stop_task, task="0" * 32)
freed = ecs.describe_container_instances(containerInstances=[arns[0]])["containerInstances"][0]
equal(resource(freed, "remainingResources", "CPU")["integerValue"], 1024, "CPU given back")

# What is not there says so
refused("UnsupportedFeatureException", ecs.create_service, serviceName="web", taskDefinition="boto3")
equal(ecs.deregister_task_definition(taskDefinition="boto3:1")["taskDefinition"]["status"], "INACTIVE", "deregistered")
refused("ClientException", ecs.run_task, taskDefinition="boto3:1")

done("a scheduler's day")
