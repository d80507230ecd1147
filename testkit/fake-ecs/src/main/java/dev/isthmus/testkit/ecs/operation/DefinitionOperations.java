package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.account.Tags;
import dev.isthmus.testkit.ecs.definition.RegisteredDefinition;
import dev.isthmus.testkit.ecs.definition.RegistrationRules;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The operations on task definitions. */
final class DefinitionOperations {
    private static final int MAX_DELETES_A_CALL = 10;
    /** "Amazon ECS periodically verifies that the target task definition is not being referenced", up to an hour. */
    private static final Duration DELETE_CHECK = Duration.ofHours(1);

    private DefinitionOperations() {}

    static RegisterTaskDefinitionResponse register(EcsModel model, RegisterTaskDefinitionRequest request) {
        AccountState account = model.account;
        RegistrationRules.check(request);
        Tags.check(request.tags());
        int revision = account.definitions.nextRevision(request.family());
        String arn = account.arns.definition(request.family(), revision);
        TaskDefinition definition =
                RegisteredDefinition.of(request, arn, revision, account.now(), account.arns.caller());
        account.definitions.put(definition);
        account.tags.add(arn, request.tags());
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(definition)
                .tags(account.tags.of(arn))
                .build();
    }

    static DescribeTaskDefinitionResponse describe(EcsModel model, DescribeTaskDefinitionRequest request) {
        TaskDefinition definition = existing(model.account, request.taskDefinition());
        boolean withTags = request.include().contains(TaskDefinitionField.TAGS);
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(definition)
                .tags(withTags ? model.account.tags.of(definition.taskDefinitionArn()) : List.of())
                .build();
    }

    static DeregisterTaskDefinitionResponse deregister(EcsModel model, DeregisterTaskDefinitionRequest request) {
        AccountState account = model.account;
        if (!request.taskDefinition().contains(":")) {
            throw ServiceError.client("Deregistering needs a revision: family:revision or an ARN, not '"
                    + request.taskDefinition() + "'.");
        }
        TaskDefinition definition = existing(account, request.taskDefinition());
        if (definition.status() == TaskDefinitionStatus.DELETE_IN_PROGRESS) {
            throw ServiceError.client("The specified task definition is being deleted.");
        }
        if (definition.status() == TaskDefinitionStatus.ACTIVE) {
            definition = definition.toBuilder()
                    .status(TaskDefinitionStatus.INACTIVE)
                    .deregisteredAt(account.now())
                    .build();
            account.definitions.put(definition);
        }
        return DeregisterTaskDefinitionResponse.builder()
                .taskDefinition(definition)
                .build();
    }

    /** Each that is INACTIVE turns DELETE_IN_PROGRESS; it is gone an hour after no task needs it. */
    static DeleteTaskDefinitionsResponse delete(EcsModel model, DeleteTaskDefinitionsRequest request) {
        AccountState account = model.account;
        Limits.count(request.taskDefinitions(), "taskDefinitions", MAX_DELETES_A_CALL);
        List<TaskDefinition> deleted = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String reference : request.taskDefinitions()) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            TaskDefinition definition = name.contains(":") ? account.definitions.find(reference) : null;
            if (definition == null) {
                failures.add(failure(
                        reference.startsWith("arn:") ? reference : account.arns.definition(reference),
                        name.contains(":")
                                ? "The specified task definition does not exist. Specify a valid account, family, "
                                        + "revision and try again."
                                : "The specified task definition identifier is invalid. Specify a valid name or ARN "
                                        + "with a revision and try again."));
            } else if (definition.status() == TaskDefinitionStatus.ACTIVE) {
                failures.add(failure(
                        definition.taskDefinitionArn(),
                        "The specified task definition is still in ACTIVE status. Please deregister the target and "
                                + "try again."));
            } else {
                deleted.add(startDeleting(account, definition));
            }
        }
        return DeleteTaskDefinitionsResponse.builder()
                .taskDefinitions(deleted)
                .failures(failures)
                .build();
    }

    private static TaskDefinition startDeleting(AccountState account, TaskDefinition definition) {
        if (definition.status() == TaskDefinitionStatus.DELETE_IN_PROGRESS) {
            return definition;
        }
        TaskDefinition deleting = definition.toBuilder()
                .status(TaskDefinitionStatus.DELETE_IN_PROGRESS)
                .deleteRequestedAt(account.now())
                .build();
        account.definitions.put(deleting);
        account.timers.at(account.now().plus(DELETE_CHECK), () -> deleteUnlessNeeded(account, deleting));
        return deleting;
    }

    private static void deleteUnlessNeeded(AccountState account, TaskDefinition definition) {
        boolean needed = account.clusters().stream()
                .flatMap(cluster -> cluster.tasks().stream())
                .anyMatch(task ->
                        !task.stopped() && task.definition.taskDefinitionArn().equals(definition.taskDefinitionArn()));
        if (needed) {
            account.timers.at(account.now().plus(DELETE_CHECK), () -> deleteUnlessNeeded(account, definition));
        } else {
            account.definitions.remove(definition);
            account.tags.clear(definition.taskDefinitionArn());
        }
    }

    private static Failure failure(String arn, String reason) {
        return Failure.builder().arn(arn).reason(reason).build();
    }

    static ListTaskDefinitionsResponse list(EcsModel model, ListTaskDefinitionsRequest request) {
        String status = request.status() == null ? "ACTIVE" : request.statusAsString();
        boolean descending = request.sort() == SortOrder.DESC;
        TreeMap<String, String> arns = new TreeMap<>();
        for (TaskDefinition definition : model.account.definitions.all()) {
            boolean wanted = definition.statusAsString().equals(status)
                    && (request.familyPrefix() == null || definition.family().equals(request.familyPrefix()));
            if (wanted) {
                arns.put(key(definition, descending), definition.taskDefinitionArn());
            }
        }
        Paging<Map.Entry<String, String>> page = Paging.page(
                List.copyOf(arns.entrySet()),
                Map.Entry::getKey,
                request.maxResults(),
                request.nextToken(),
                "ListTaskDefinitions " + status + request.familyPrefix() + descending);
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(
                        page.items().stream().map(Map.Entry::getValue).toList())
                .nextToken(page.nextToken())
                .build();
    }

    static ListTaskDefinitionFamiliesResponse families(EcsModel model, ListTaskDefinitionFamiliesRequest request) {
        String status = request.status() == null ? "ALL" : request.statusAsString();
        Boolean active = switch (status) {
            case "ACTIVE" -> Boolean.TRUE;
            case "INACTIVE" -> Boolean.FALSE;
            default -> null;
        };
        String prefix = request.familyPrefix() == null ? "" : request.familyPrefix();
        List<String> families = model.account.definitions.families(active).stream()
                .filter(family -> family.startsWith(prefix))
                .toList();
        Paging<String> page = Paging.page(
                families,
                family -> family,
                request.maxResults(),
                request.nextToken(),
                "ListTaskDefinitionFamilies " + status + prefix);
        return ListTaskDefinitionFamiliesResponse.builder()
                .families(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** Families in alphabetical order; within one, revisions up or down. */
    private static String key(TaskDefinition definition, boolean descending) {
        int revision = descending ? Integer.MAX_VALUE - definition.revision() : definition.revision();
        return definition.family() + String.format(Locale.ROOT, "\0%010d", revision);
    }

    private static TaskDefinition existing(AccountState account, String reference) {
        @Nullable TaskDefinition definition = account.definitions.find(reference);
        if (definition == null) {
            throw ServiceError.client("Unable to describe task definition.");
        }
        return definition;
    }
}
