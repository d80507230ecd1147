package dev.isthmus.ecs.call;

import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;
import java.util.Optional;

/**
 * The part of the ECS API that we use, on one cluster. Implemented once over the AWS SDK; a test implements it by hand.
 *
 * <p>Every method blocks and throws what the client beneath it throws; {@link EcsCaller} turns that into an {@link Answer}.
 */
public interface EcsApi {

    /** One page of the ARNs of container instances, inactive ones left out, of those that the filter, if any, lets pass. */
    Page listContainerInstances(Optional<String> filter, Optional<String> next);

    /** Describes 1 to 100 container instances. */
    Described<InstanceView> describeContainerInstances(List<String> arns);

    /** One page of the ARNs of tasks. */
    Page listTasks(TaskFilter filter, Optional<String> next);

    /** Describes 1 to 100 tasks. */
    Described<TaskView> describeTasks(List<String> arns);

    /** Starts one ECS task in the way the request says. */
    Started start(StartRequest request);

    /** Asks for a task to be stopped. */
    void stopTask(String arn, String reason);

    /** Reads a definition by family, family:revision or ARN; by family alone, its newest active revision. */
    DefinitionView describeTaskDefinition(String reference);

    /** One page of the families that begin with this and have an active revision. */
    Page listDefinitionFamilies(String prefix, Optional<String> next);

    /** Makes a revision inactive: tasks that run it go on, new ones cannot. */
    void deregisterTaskDefinition(String arn);

    /** Registers a new revision. */
    DefinitionView registerTaskDefinition(DefinitionContent content);

    /** Registers a new revision for a group. */
    DefinitionView registerTaskDefinition(GroupContent content);
}
