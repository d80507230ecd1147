package dev.isthmus.ecs.call;

/** The operations of the ECS API that Isthmus uses. */
public enum EcsOperation {
    /** Lists container instances, page by page. */
    LIST_CONTAINER_INSTANCES("ListContainerInstances", ThrottleBucket.CLUSTER_READ),
    /** Describes up to 100 container instances. */
    DESCRIBE_CONTAINER_INSTANCES("DescribeContainerInstances", ThrottleBucket.CLUSTER_READ),
    /** Lists tasks, page by page. */
    LIST_TASKS("ListTasks", ThrottleBucket.CLUSTER_READ),
    /** Describes up to 100 tasks. */
    DESCRIBE_TASKS("DescribeTasks", ThrottleBucket.CLUSTER_READ),
    /** Places and starts a task; idempotent by a client token. */
    RUN_TASK("RunTask", ThrottleBucket.CLUSTER_MODIFY),
    /** Starts a task on an instance; not idempotent. */
    START_TASK("StartTask", ThrottleBucket.CLUSTER_MODIFY),
    /** Stops a task. */
    STOP_TASK("StopTask", ThrottleBucket.CLUSTER_MODIFY),
    /** Sets container instances to DRAINING or ACTIVE. */
    UPDATE_CONTAINER_INSTANCES_STATE("UpdateContainerInstancesState", ThrottleBucket.CLUSTER_MODIFY),
    /** Describes one task definition. */
    DESCRIBE_TASK_DEFINITION("DescribeTaskDefinition", ThrottleBucket.DEFINITION_READ),
    /** Lists task definition families, page by page. */
    LIST_TASK_DEFINITION_FAMILIES("ListTaskDefinitionFamilies", ThrottleBucket.DEFINITION_READ),
    /** Deregisters a revision of a task definition. */
    DEREGISTER_TASK_DEFINITION("DeregisterTaskDefinition", ThrottleBucket.DEFINITION_MODIFY),
    /** Registers a revision of a task definition. */
    REGISTER_TASK_DEFINITION("RegisterTaskDefinition", ThrottleBucket.DEFINITION_MODIFY);

    private final String awsName;
    private final ThrottleBucket bucket;

    EcsOperation(String awsName, ThrottleBucket bucket) {
        this.awsName = awsName;
        this.bucket = bucket;
    }

    /** The name in the API. */
    public String awsName() {
        return awsName;
    }

    /** The IAM action that allows it. */
    public String iamAction() {
        return "ecs:" + awsName;
    }

    /** The token bucket that it draws from. */
    public ThrottleBucket bucket() {
        return bucket;
    }
}
