package dev.isthmus.ecs.call;

import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One call to ECS, as a value.
 *
 * @param <T> the result
 */
public sealed interface EcsCall<T> {

    /** The operation. */
    EcsOperation operation();

    /** The token bucket that it draws from. */
    default ThrottleBucket bucket() {
        return operation().bucket();
    }

    /** Makes the call, blocking. */
    T on(EcsApi api);

    /** The values it sends that may be secret: environment variables of a framework. No message may contain them. */
    default Collection<String> secrets() {
        return List.of();
    }

    private static Stream<String> secretsOf(DefinitionContent content) {
        return Stream.concat(
                content.fixed().environment().values().stream(),
                content.provisions().fetcher().stream()
                        .flatMap(fetcher -> fetcher.fixed().environment().values().stream()));
    }

    /** Lists one page: the first, or the one of the token. */
    sealed interface Listing extends EcsCall<Page> {

        /** The token of the page, from the page before it; empty for the first page. */
        Optional<String> next();
    }

    /** Lists a page of container instances, optionally filtered by the cluster query language. */
    record ListInstances(Optional<String> filter, Optional<String> next) implements Listing {
        @Override
        public EcsOperation operation() {
            return EcsOperation.LIST_CONTAINER_INSTANCES;
        }

        @Override
        public Page on(EcsApi api) {
            return api.listContainerInstances(filter, next);
        }
    }

    /** Describes up to 100 container instances. */
    record DescribeInstances(List<String> arns) implements EcsCall<Described<InstanceView>> {
        /** Copies the list. */
        public DescribeInstances {
            arns = List.copyOf(arns);
        }

        @Override
        public EcsOperation operation() {
            return EcsOperation.DESCRIBE_CONTAINER_INSTANCES;
        }

        @Override
        public Described<InstanceView> on(EcsApi api) {
            return api.describeContainerInstances(arns);
        }
    }

    /** Lists a page of tasks. */
    record ListTasks(TaskFilter filter, Optional<String> next) implements Listing {
        @Override
        public EcsOperation operation() {
            return EcsOperation.LIST_TASKS;
        }

        @Override
        public Page on(EcsApi api) {
            return api.listTasks(filter, next);
        }
    }

    /** Describes up to 100 tasks. */
    record DescribeTasks(List<String> arns) implements EcsCall<Described<TaskView>> {
        /** Copies the list. */
        public DescribeTasks {
            arns = List.copyOf(arns);
        }

        @Override
        public EcsOperation operation() {
            return EcsOperation.DESCRIBE_TASKS;
        }

        @Override
        public Described<TaskView> on(EcsApi api) {
            return api.describeTasks(arns);
        }
    }

    /** Starts one ECS task. */
    record Start(StartRequest request) implements EcsCall<Started> {
        @Override
        public EcsOperation operation() {
            return request.pin()
                    .fold(
                            byConstraint -> EcsOperation.RUN_TASK,
                            byName -> EcsOperation.START_TASK,
                            onFargate -> EcsOperation.RUN_TASK,
                            byProvider -> EcsOperation.RUN_TASK);
        }

        @Override
        public ThrottleBucket bucket() {
            return request.pin()
                    .fold(
                            byConstraint -> operation().bucket(),
                            byName -> operation().bucket(),
                            onFargate -> ThrottleBucket.FARGATE_LAUNCH,
                            byProvider -> operation().bucket());
        }

        @Override
        public Collection<String> secrets() {
            return request.parts().stream()
                    .flatMap(part -> part.environment().entrySet().stream())
                    .filter(variable -> !variable.getKey().startsWith(TaskView.IDENTITY_PREFIX)
                            || variable.getKey().equals(FetchScript.VARIABLE))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        @Override
        public Started on(EcsApi api) {
            return api.start(request);
        }
    }

    /** Stops one task; the result is true. */
    record Stop(String arn, String reason) implements EcsCall<Boolean> {
        @Override
        public EcsOperation operation() {
            return EcsOperation.STOP_TASK;
        }

        @Override
        public Boolean on(EcsApi api) {
            api.stopTask(arn, reason);
            return true;
        }
    }

    /** Sets a container instance to DRAINING, or to ACTIVE; the result is what ECS could not do of that. */
    record SetInstanceState(String arn, boolean isDraining) implements EcsCall<List<FailureEntry>> {

        /** The state, as ECS names it. */
        public static String word(boolean isDraining) {
            return isDraining ? "DRAINING" : "ACTIVE";
        }

        @Override
        public EcsOperation operation() {
            return EcsOperation.UPDATE_CONTAINER_INSTANCES_STATE;
        }

        @Override
        public List<FailureEntry> on(EcsApi api) {
            return api.setInstanceState(arn, isDraining);
        }
    }

    /** Describes one task definition. */
    record DescribeDefinition(String reference) implements EcsCall<DefinitionView> {
        @Override
        public EcsOperation operation() {
            return EcsOperation.DESCRIBE_TASK_DEFINITION;
        }

        @Override
        public DefinitionView on(EcsApi api) {
            return api.describeTaskDefinition(reference);
        }
    }

    /** Lists a page of task definition families. */
    record ListDefinitionFamilies(String prefix, Optional<String> next) implements Listing {
        @Override
        public EcsOperation operation() {
            return EcsOperation.LIST_TASK_DEFINITION_FAMILIES;
        }

        @Override
        public Page on(EcsApi api) {
            return api.listDefinitionFamilies(prefix, next);
        }
    }

    /** Deregisters a revision; the result is true. */
    record DeregisterDefinition(String arn) implements EcsCall<Boolean> {
        @Override
        public EcsOperation operation() {
            return EcsOperation.DEREGISTER_TASK_DEFINITION;
        }

        @Override
        public Boolean on(EcsApi api) {
            api.deregisterTaskDefinition(arn);
            return true;
        }
    }

    /** Registers a revision. */
    record RegisterDefinition(DefinitionContent content) implements EcsCall<DefinitionView> {
        @Override
        public EcsOperation operation() {
            return EcsOperation.REGISTER_TASK_DEFINITION;
        }

        @Override
        public Collection<String> secrets() {
            return secretsOf(content).toList();
        }

        @Override
        public DefinitionView on(EcsApi api) {
            return api.registerTaskDefinition(content);
        }
    }

    /** Registers a revision for a task group. */
    record RegisterGroup(GroupContent content) implements EcsCall<DefinitionView> {
        @Override
        public EcsOperation operation() {
            return EcsOperation.REGISTER_TASK_DEFINITION;
        }

        @Override
        public Collection<String> secrets() {
            return content.members().stream().flatMap(EcsCall::secretsOf).toList();
        }

        @Override
        public DefinitionView on(EcsApi api) {
            return api.registerTaskDefinition(content);
        }
    }
}
