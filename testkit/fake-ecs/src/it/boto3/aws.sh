#!/bin/sh
# The AWS command line against the fake cluster at $1: what an operator types first.
set -eu
checks=0

ecs() {
    aws ecs --endpoint-url "$endpoint" --output text "$@"
}

# The text that a command answers holds what is expected.
holds() {
    expected=$1
    shift
    actual=$(ecs "$@" 2>&1) || true
    case $actual in
        *"$expected"*) checks=$((checks + 1)) ;;
        *)
            echo "aws ecs $*: expected '$expected' in: $actual" >&2
            exit 1
            ;;
    esac
}

endpoint=$1
holds cluster/default list-clusters
holds ACTIVE describe-clusters --query 'clusters[0].status'
instance=$(ecs list-container-instances --query 'containerInstanceArns[0]')
holds ACTIVE describe-container-instances --container-instances "$instance" --query 'containerInstances[0].status'
holds task-definition/cli:1 register-task-definition --family cli \
    --container-definitions '[{"name":"main","image":"busybox","memory":16,"command":["/bin/sh","-c","sleep 60"]}]'
task=$(ecs run-task --task-definition cli --started-by cli --query 'tasks[0].taskArn')
holds "$task" list-tasks --started-by cli
holds STOPPED stop-task --task "$task" --reason done --query 'task.desiredStatus'
ecs wait tasks-stopped --tasks "$task"
holds UserInitiated describe-tasks --tasks "$task" --query 'tasks[0].stopCode'
holds ClusterNotFoundException list-tasks --cluster nowhere
holds UnsupportedFeatureException list-services
echo "$(aws --version 2>&1 | cut -d' ' -f1): $checks checks passed"
