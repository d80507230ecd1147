package dev.isthmus.ecs.call;

/** The operations of the ECS API that we use. */
public enum Operation {
    /** Lists container instances by pages. */
    LIST_CONTAINER_INSTANCES("ListContainerInstances", Bucket.CLUSTER_READ),
    /** Describes up to 100 container instances. */
    DESCRIBE_CONTAINER_INSTANCES("DescribeContainerInstances", Bucket.CLUSTER_READ),
    /** Lists tasks by pages. */
    LIST_TASKS("ListTasks", Bucket.CLUSTER_READ),
    /** Describes up to 100 tasks. */
    DESCRIBE_TASKS("DescribeTasks", Bucket.CLUSTER_READ),
    /** Places a task; has a client token. */
    RUN_TASK("RunTask", Bucket.CLUSTER_MODIFY),
    /** Starts a task on an instance; has no client token. */
    START_TASK("StartTask", Bucket.CLUSTER_MODIFY),
    /** Stops a task. */
    STOP_TASK("StopTask", Bucket.CLUSTER_MODIFY),
    /** Reads one task definition. */
    DESCRIBE_TASK_DEFINITION("DescribeTaskDefinition", Bucket.DEFINITION_READ),
    /** Lists the families of task definitions by pages. */
    LIST_TASK_DEFINITION_FAMILIES("ListTaskDefinitionFamilies", Bucket.DEFINITION_READ),
    /** Makes a revision of a task definition inactive. */
    DEREGISTER_TASK_DEFINITION("DeregisterTaskDefinition", Bucket.DEFINITION_MODIFY),
    /** Makes a new revision of a task definition. */
    REGISTER_TASK_DEFINITION("RegisterTaskDefinition", Bucket.DEFINITION_MODIFY);

    private final String awsName;
    private final Bucket bucket;

    Operation(String awsName, Bucket bucket) {
        this.awsName = awsName;
        this.bucket = bucket;
    }

    /** What AWS calls it. */
    public String awsName() {
        return awsName;
    }

    /** The action that a policy must allow. */
    public String iamAction() {
        return "ecs:" + awsName;
    }

    /** Whose budget it spends. */
    public Bucket bucket() {
        return bucket;
    }
}
