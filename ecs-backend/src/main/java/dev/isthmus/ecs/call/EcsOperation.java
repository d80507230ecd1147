package dev.isthmus.ecs.call;

/** The operations of the ECS API that we use. */
public enum EcsOperation {
    /** Lists container instances by pages. */
    LIST_CONTAINER_INSTANCES("ListContainerInstances", ThrottleBucket.CLUSTER_READ),
    /** Describes up to 100 container instances. */
    DESCRIBE_CONTAINER_INSTANCES("DescribeContainerInstances", ThrottleBucket.CLUSTER_READ),
    /** Lists tasks by pages. */
    LIST_TASKS("ListTasks", ThrottleBucket.CLUSTER_READ),
    /** Describes up to 100 tasks. */
    DESCRIBE_TASKS("DescribeTasks", ThrottleBucket.CLUSTER_READ),
    /** Places a task; has a client token. */
    RUN_TASK("RunTask", ThrottleBucket.CLUSTER_MODIFY),
    /** Starts a task on an instance; has no client token. */
    START_TASK("StartTask", ThrottleBucket.CLUSTER_MODIFY),
    /** Stops a task. */
    STOP_TASK("StopTask", ThrottleBucket.CLUSTER_MODIFY),
    /** Reads one task definition. */
    DESCRIBE_TASK_DEFINITION("DescribeTaskDefinition", ThrottleBucket.DEFINITION_READ),
    /** Lists the families of task definitions by pages. */
    LIST_TASK_DEFINITION_FAMILIES("ListTaskDefinitionFamilies", ThrottleBucket.DEFINITION_READ),
    /** Makes a revision of a task definition inactive. */
    DEREGISTER_TASK_DEFINITION("DeregisterTaskDefinition", ThrottleBucket.DEFINITION_MODIFY),
    /** Makes a new revision of a task definition. */
    REGISTER_TASK_DEFINITION("RegisterTaskDefinition", ThrottleBucket.DEFINITION_MODIFY);

    private final String awsName;
    private final ThrottleBucket bucket;

    EcsOperation(String awsName, ThrottleBucket bucket) {
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
    public ThrottleBucket bucket() {
        return bucket;
    }
}
