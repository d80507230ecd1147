"""The limits of the API, through boto3: at each of them a call is answered, one beyond it is refused."""

from botocore.exceptions import ParamValidationError

from checks import done, ecs, equal, refused

SMALL = {"name": "main", "image": "busybox", "cpu": 1, "memory": 6, "command": ["/bin/sh", "-c", "true"]}
INVALID = "InvalidParameterException"


def define(**more):
    return ecs.register_task_definition(**{"family": "limits", "containerDefinitions": [SMALL], **more})


def container(**more):
    return define(containerDefinitions=[{**SMALL, **more}])


instances = ecs.list_container_instances()["containerInstanceArns"]
unknown = [f"{i:032x}" for i in range(101)]
define()

# Lists and descriptions
equal(len(ecs.describe_tasks(tasks=unknown[:100])["failures"]), 100, "a hundred are described")
refused(INVALID, ecs.describe_tasks, tasks=unknown)
equal(refused(INVALID, ecs.describe_tasks, tasks=[])["Error"]["Message"], "Tasks cannot be empty.", "message")
refused(INVALID, ecs.describe_container_instances, containerInstances=unknown)
refused(INVALID, ecs.describe_clusters, clusters=unknown)
for operation in (
    ecs.list_tasks,
    ecs.list_clusters,
    ecs.list_container_instances,
    ecs.list_task_definitions,
    ecs.list_task_definition_families,
):
    operation(maxResults=100)
    refused(INVALID, operation, maxResults=101)
    refused(INVALID, operation, maxResults=0)
    refused(INVALID, operation, nextToken="not a token")
token = ecs.list_container_instances(maxResults=1)["nextToken"]
equal(len(ecs.list_container_instances(maxResults=1, nextToken=token)["containerInstanceArns"]), 1, "next page")
refused(INVALID, ecs.list_tasks, nextToken=token)
refused(INVALID, ecs.list_container_instances, nextToken=token, status="ACTIVE")
refused(INVALID, ecs.list_container_instances, filter="colour == red")
refused(INVALID, ecs.list_tasks, startedBy="me", desiredStatus="RUNNING")
refused(INVALID, ecs.list_tasks, desiredStatus="GONE")
refused("ServiceNotFoundException", ecs.list_tasks, serviceName="web")

# Starting tasks
refused(INVALID, ecs.start_task, taskDefinition="limits", containerInstances=[])
refused(INVALID, ecs.start_task, taskDefinition="limits", containerInstances=unknown[:11])
equal(
    [f["reason"] for f in ecs.start_task(taskDefinition="limits", containerInstances=unknown[:10])["failures"]],
    ["MISSING"] * 10,
    "ten unknown instances",
)
for count in (0, 11, -1):
    refused(INVALID, ecs.run_task, taskDefinition="limits", count=count)
for started_by in ("x" * 129, "a.b", "a:b", "a b"):
    refused(INVALID, ecs.run_task, taskDefinition="limits", startedBy=started_by)
refused(INVALID, ecs.start_task, taskDefinition="limits", containerInstances=instances[:1], startedBy="x" * 37)
refused(
    INVALID,
    ecs.run_task,
    taskDefinition="limits",
    overrides={"containerOverrides": [{"name": "main", "command": ["x" * 8192]}]},
)
refused(INVALID, ecs.run_task, taskDefinition="limits", overrides={"containerOverrides": [{"name": "other"}]})
constraint = {"type": "memberOf", "expression": "attribute:a != b"}
refused(INVALID, ecs.run_task, taskDefinition="limits", placementConstraints=[constraint] * 11)
refused(INVALID, ecs.run_task, taskDefinition="limits", placementStrategy=[{"type": "random"}] * 6)
refused(INVALID, ecs.run_task, taskDefinition="limits", launchType="LAMBDA")
refused(
    INVALID,
    ecs.run_task,
    taskDefinition="limits",
    launchType="EC2",
    capacityProviderStrategy=[{"capacityProvider": "x"}],
)
refused("UnsupportedFeatureException", ecs.run_task, taskDefinition="limits", launchType="EXTERNAL")
refused(INVALID, ecs.run_task, taskDefinition="limits", launchType="FARGATE")
refused(INVALID, ecs.run_task, taskDefinition="limits", propagateTags="SERVICE")
refused(INVALID, ecs.run_task, taskDefinition="limits", enableExecuteCommand=True)
network = {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}
refused(INVALID, ecs.run_task, taskDefinition="limits", networkConfiguration=network)
refused("ClientException", ecs.run_task, taskDefinition="limits:99")
refused("ClusterNotFoundException", ecs.run_task, taskDefinition="limits", cluster="nowhere")

# Task definitions
define(containerDefinitions=[{**SMALL, "name": f"c{i}", "memory": 6} for i in range(10)])
refused("ClientException", define, containerDefinitions=[{**SMALL, "name": f"c{i}"} for i in range(11)])
refused("ClientException", define, containerDefinitions=[])
refused("ClientException", define, containerDefinitions=[SMALL, SMALL])
refused("ClientException", define, family="a.b")
refused("ClientException", define, family="f" * 256)
refused("ClientException", define, cpu="127")
refused("ClientException", define, networkMode="flat")
for setting in (
    {"memory": 5},
    {"memory": 64, "memoryReservation": 65},
    {"cpu": -1},
    {"essential": False},
    {"image": ""},
    {"environment": [{"name": "", "value": "x"}]},
    {"portMappings": [{"containerPort": 65536}]},
    {"portMappings": [{"containerPort": 80, "protocol": "tcp"}, {"containerPort": 80, "protocol": "tcp"}]},
    {"healthCheck": {"command": ["CMD", "true"], "interval": 4}},
    {"ulimits": [{"name": "files", "softLimit": 1, "hardLimit": 1}]},
    {"logConfiguration": {"logDriver": "paper"}},
    {"links": ["nobody"]},
    {"volumesFrom": [{"sourceContainer": "nobody"}]},
    {"mountPoints": [{"sourceVolume": "nothing", "containerPath": "/x"}]},
    {"dependsOn": [{"containerName": "nobody", "condition": "START"}]},
    {"command": ["x" * 65536]},
):
    refused("ClientException", container, **setting)
# One port of both protocols is taken: DNS servers are defined so.
container(portMappings=[{"containerPort": 80, "protocol": "tcp"}, {"containerPort": 80, "protocol": "udp"}])
for mode in ("host", "awsvpc"):
    refused(
        "ClientException",
        define,
        networkMode=mode,
        containerDefinitions=[{**SMALL, "portMappings": [{"containerPort": 80, "hostPort": 81}]}],
    )

# Fargate
fargate = {"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"}
define(family="limits-fargate", **fargate)
for more in (
    {"memory": "4096"},
    {"networkMode": "bridge"},
    {"ipcMode": "task"},
    {"containerDefinitions": [{**SMALL, "privileged": True}]},
    {"containerDefinitions": [{**SMALL, "stopTimeout": 121}]},
    {"containerDefinitions": [{**SMALL, "logConfiguration": {"logDriver": "syslog"}}]},
):
    refused("ClientException", define, **{**fargate, **more})
on_fargate = {"taskDefinition": "limits-fargate", "launchType": "FARGATE", "networkConfiguration": network}
refused(INVALID, ecs.run_task, **on_fargate, overrides={"cpu": "256", "memory": "4096"})
refused(INVALID, ecs.run_task, **on_fargate, placementStrategy=[{"type": "random"}])
refused("PlatformUnknownException", ecs.run_task, **on_fargate, platformVersion="9.9.9")
refused(
    INVALID,
    ecs.run_task,
    taskDefinition="limits-fargate",
    networkConfiguration=network,
    capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT"}],
)

# Tags and attributes
tags = [{"key": f"k{i}", "value": "v"} for i in range(51)]
ecs.tag_resource(resourceArn=instances[0], tags=tags[:50])
for refused_tags in (tags[50:], tags, [{"key": "aws:x", "value": "v"}], [{"key": "k*", "value": "v"}]):
    refused(INVALID, ecs.tag_resource, resourceArn=instances[0], tags=refused_tags)
refused(INVALID, ecs.tag_resource, resourceArn=instances[1], tags=[tags[0], tags[0]])
refused(INVALID, ecs.tag_resource, resourceArn=instances[1], tags=[{"key": "k", "value": "v" * 257}])
ecs.untag_resource(resourceArn=instances[0], tagKeys=[tag["key"] for tag in tags[:50]])
attributes = [{"name": f"a{i}", "value": "v", "targetId": instances[0]} for i in range(11)]
refused(INVALID, ecs.put_attributes, attributes=attributes)
ecs.put_attributes(attributes=attributes[:10])
refused("AttributeLimitExceededException", ecs.put_attributes, attributes=attributes[10:])
ecs.delete_attributes(attributes=[{"name": a["name"], "targetId": a["targetId"]} for a in attributes[:10]])
refused("TargetNotFoundException", ecs.put_attributes, attributes=[{**attributes[0], "targetId": instances[0] + "0"}])
refused(INVALID, ecs.put_attributes, attributes=[{**attributes[0], "value": "v" * 129}])

# What botocore does not let through is not asked of the fake; that it minds is part of its model.
try:
    ecs.start_task(taskDefinition="limits")
    raise AssertionError("botocore let a request without its required member through")
except ParamValidationError:
    pass

done("limits")
