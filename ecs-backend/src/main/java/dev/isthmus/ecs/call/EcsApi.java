package dev.isthmus.ecs.call;

import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;
import java.util.Optional;

/**
 * The part of the ECS API that Isthmus uses, for one cluster. Implemented over the AWS SDK, and by tests.
 *
 * <p>Every method blocks, and throws what the underlying client throws; {@link EcsCaller} converts that into an {@link Answer}.
 */
public interface EcsApi {

    /** One page of the ARNs of container instances that match the filter, if any, without inactive ones. */
    Page listContainerInstances(Optional<String> filter, Optional<String> next);

    /** Describes 1 to 100 container instances. */
    Described<InstanceView> describeContainerInstances(List<String> arns);

    /** One page of the ARNs of tasks. */
    Page listTasks(TaskFilter filter, Optional<String> next);

    /** Describes 1 to 100 tasks. */
    Described<TaskView> describeTasks(List<String> arns);

    /** Starts one ECS task by RunTask or StartTask, as the request says. */
    Started start(StartRequest request);

    /** Stops a task. */
    void stopTask(String arn, String reason);

    /** Sets a container instance to DRAINING, or to ACTIVE; what ECS could not do of that. */
    List<FailureEntry> setInstanceState(String arn, boolean isDraining);

    /** Describes a task definition, by family (its newest active revision), family:revision or ARN. */
    DefinitionView describeTaskDefinition(String reference);

    /** One page of the families with this prefix that have an active revision. */
    Page listDefinitionFamilies(String prefix, Optional<String> next);

    /** Deregisters a revision. Tasks that run it continue; new ones cannot start. */
    void deregisterTaskDefinition(String arn);

    /** Registers a new revision. */
    DefinitionView registerTaskDefinition(DefinitionContent content);

    /** Registers a new revision for a group. */
    DefinitionView registerTaskDefinition(GroupContent content);
}
