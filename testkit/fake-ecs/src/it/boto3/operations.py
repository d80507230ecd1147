"""The operations of an operator, and how waiters see tasks, through boto3."""

import time

from botocore.exceptions import WaiterError

from checks import done, ecs, equal, refused, wait_for

instances = ecs.list_container_instances()["containerInstanceArns"]

# Clusters come and go
cluster = ecs.create_cluster(clusterName="blue", tags=[{"key": "team", "value": "a"}])["cluster"]
equal(cluster["status"], "ACTIVE", "a new cluster")
equal(ecs.create_cluster(clusterName="blue")["cluster"]["clusterArn"], cluster["clusterArn"], "the same name again")
described = ecs.describe_clusters(clusters=["blue"], include=["TAGS", "SETTINGS", "STATISTICS"])["clusters"][0]
equal(described["tags"], [{"key": "team", "value": "a"}], "tags of a cluster")
equal(described["settings"], [{"name": "containerInsights", "value": "disabled"}], "settings of a cluster")
ecs.update_cluster_settings(cluster="blue", settings=[{"name": "containerInsights", "value": "enabled"}])
equal(ecs.delete_cluster(cluster="blue")["cluster"]["status"], "INACTIVE", "a deleted cluster")
refused("ClusterNotFoundException", ecs.list_tasks, cluster="blue")
refused("ClusterContainsContainerInstancesException", ecs.delete_cluster, cluster="default")

# Container instances
arn = ecs.register_container_instance(
    totalResources=[
        {"name": "CPU", "type": "INTEGER", "integerValue": 512},
        {"name": "MEMORY", "type": "INTEGER", "integerValue": 512},
    ],
    attributes=[{"name": "rack", "value": "r9"}],
)["containerInstance"]["containerInstanceArn"]
equal(ecs.list_container_instances(filter="attribute:rack == r9")["containerInstanceArns"], [arn], "by attribute")
found = ecs.list_attributes(targetType="container-instance", attributeName="rack", attributeValue="r9")["attributes"]
equal([a["targetId"] for a in found], [arn], "an attribute is found")
answer = ecs.update_container_instances_state(containerInstances=[arn, "0" * 32], status="DRAINING")
equal([i["status"] for i in answer["containerInstances"]], ["DRAINING"], "draining")
equal([f["reason"] for f in answer["failures"]], ["MISSING"], "not there")
equal(ecs.list_container_instances(status="DRAINING")["containerInstanceArns"], [arn], "by status")
ecs.deregister_container_instance(containerInstance=arn)
gone = ecs.describe_container_instances(containerInstances=[arn])["containerInstances"][0]
equal((gone["status"], gone["agentConnected"]), ("INACTIVE", False), "deregistered")
equal(arn in ecs.list_container_instances()["containerInstanceArns"], False, "INACTIVE is not listed")
refused("NoUpdateAvailableException", ecs.update_container_agent, containerInstance=instances[0])

# Task definitions live and die
for _ in range(3):
    last = ecs.register_task_definition(
        family="operator",
        containerDefinitions=[
            {"name": "main", "image": "busybox", "memory": 16, "command": ["/bin/sh", "-c", "exit 3"]}
        ],
    )["taskDefinition"]["taskDefinitionArn"]
pages = ecs.get_paginator("list_task_definitions").paginate(
    familyPrefix="operator", sort="DESC", PaginationConfig={"PageSize": 2}
)
revisions = [a.rsplit(":", 1)[1] for page in pages for a in page["taskDefinitionArns"]]
equal(revisions, ["3", "2", "1"], "revisions, newest first")
ecs.deregister_task_definition(taskDefinition="operator:1")
equal(
    [a.rsplit(":", 1)[1] for a in ecs.list_task_definitions(familyPrefix="operator", status="INACTIVE")["taskDefinitionArns"]],
    ["1"],
    "INACTIVE ones",
)
if hasattr(ecs, "delete_task_definitions"):
    deleted = ecs.delete_task_definitions(taskDefinitions=["operator:1", "operator:2"])
    equal([d["status"] for d in deleted["taskDefinitions"]], ["DELETE_IN_PROGRESS"], "deleted")
    equal(len(deleted["failures"]), 1, "an ACTIVE one is not deleted")

# Tasks, and how waiters see them
started = time.time()
task = ecs.run_task(taskDefinition="operator")["tasks"][0]["taskArn"]
ecs.get_waiter("tasks_stopped").wait(tasks=[task], WaiterConfig={"Delay": 1, "MaxAttempts": 20})
stopped = wait_for(task, "STOPPED")
equal(stopped["stopCode"], "EssentialContainerExited", "stop code")
equal(stopped["containers"][0]["exitCode"], 3, "exit code")
equal(abs(stopped["createdAt"].timestamp() - started) < 60, True, "timestamps are seconds since 1970")
for waiter, arn in (("tasks_running", task), ("tasks_running", "0" * 32)):
    try:
        ecs.get_waiter(waiter).wait(tasks=[arn], WaiterConfig={"Delay": 1, "MaxAttempts": 2})
        raise AssertionError(f"{waiter} did not fail for {arn}")
    except WaiterError as error:
        equal("Max attempts" in str(error), False, f"STOPPED and MISSING end {waiter} at once: {error}")
if hasattr(ecs, "execute_command"):
    refused("InvalidParameterException", ecs.execute_command, task=task, command="sh", interactive=True)

# Fargate
answer = ecs.put_cluster_capacity_providers(
    cluster="default", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
)
equal(answer["cluster"]["capacityProviders"], ["FARGATE", "FARGATE_SPOT"], "providers of a cluster")
ecs.register_task_definition(
    family="serverless",
    requiresCompatibilities=["FARGATE"],
    networkMode="awsvpc",
    cpu="256",
    memory="512",
    containerDefinitions=[{"name": "main", "image": "busybox", "command": ["/bin/sh", "-c", "exit 4"]}],
)
ended = []
for capacity in ({"launchType": "FARGATE"}, {"capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]}):
    task = ecs.run_task(
        taskDefinition="serverless",
        networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-1"], "assignPublicIp": "ENABLED"}},
        **capacity,
    )["tasks"][0]["taskArn"]
    ended.append(wait_for(task, "STOPPED"))
for task in ended:
    equal("containerInstanceArn" in task, False, "no container instance")
    equal((task["launchType"], task["cpu"], task["memory"]), ("FARGATE", "256", "512"), "a task on Fargate")
    equal(task["containers"][0]["exitCode"], 4, "its exit code")
    equal(task["attachments"][0]["type"], "ElasticNetworkInterface", "its interface")
equal([task.get("capacityProviderName") for task in ended], [None, "FARGATE_SPOT"], "its provider")
found = ecs.describe_capacity_providers(capacityProviders=["FARGATE_SPOT"])["capacityProviders"]
equal([provider["status"] for provider in found], ["ACTIVE"], "a provider")

# Capacity providers over Auto Scaling groups: what finds no room waits
group = "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/workers"
provider = ecs.create_capacity_provider(
    name="workers", autoScalingGroupProvider={"autoScalingGroupArn": group, "managedScaling": {"status": "ENABLED"}}
)["capacityProvider"]
equal(provider["autoScalingGroupProvider"]["managedScaling"]["targetCapacity"], 100, "a default")
ecs.put_cluster_capacity_providers(
    cluster="default", capacityProviders=["workers"], defaultCapacityProviderStrategy=[]
)
task = ecs.run_task(taskDefinition="operator", capacityProviderStrategy=[{"capacityProvider": "workers"}])["tasks"][0]
equal((task["lastStatus"], task["containers"]), ("PROVISIONING", []), "it waits")
ecs.stop_task(task=task["taskArn"])
wait_for(task["taskArn"], "STOPPED")
refused("ClientException", ecs.delete_capacity_provider, capacityProvider="workers")
ecs.put_cluster_capacity_providers(cluster="default", capacityProviders=[], defaultCapacityProviderStrategy=[])
equal(ecs.delete_capacity_provider(capacityProvider="workers")["capacityProvider"]["status"], "INACTIVE", "deleted")

# Account settings, and what is not there
ecs.put_account_setting(name="awsvpcTrunking", value="enabled")
equal([s["value"] for s in ecs.list_account_settings(name="awsvpcTrunking")["settings"]], ["enabled"], "a setting")
ecs.delete_account_setting(name="awsvpcTrunking")
refused("UnsupportedFeatureException", ecs.describe_services, services=["web"])

done("an operator's day")
