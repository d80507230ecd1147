package dev.isthmus.testkit.ecs.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** A call, as rules look at it: what it names, and which of the cluster's things those are. */
public final class CallSubject {
    private static final List<String> DEFINITIONS =
            List.of("taskDefinition", "family", "familyPrefix", "taskDefinitions");
    private static final List<String> INSTANCES = List.of("containerInstance", "containerInstances");
    private static final List<String> TASKS = List.of("task", "tasks");

    /** Where to look things up. */
    public interface Cluster {
        List<Task> tasks();

        List<ContainerInstance> instances();
    }

    final String operation;
    private final Optional<EcsRequest> request;
    private final Cluster cluster;
    private @Nullable ObjectNode json;

    public CallSubject(String operation, Optional<EcsRequest> request, Cluster cluster) {
        this.operation = operation;
        this.request = request;
        this.cluster = cluster;
    }

    boolean fulfils(RequestCondition condition) {
        if (request.isEmpty()) {
            return false;
        }
        return condition.fold(
                member -> RequestMembers.has(json(), member.path(), member.value()),
                family -> isOfFamily(family.name()),
                instance -> isAbout(instance.instance()),
                matching -> matching.predicate().test(request.get()));
    }

    private boolean isOfFamily(String family) {
        return named(DEFINITIONS).stream()
                        .anyMatch(definition -> family(definition).equals(family))
                || tasksNamed(Task::taskDefinitionArn).stream()
                        .anyMatch(definition -> family(definition).equals(family));
    }

    private boolean isAbout(String wanted) {
        ContainerInstance instance = find(wanted);
        if (instance == null) {
            return false;
        }
        String arn = instance.containerInstanceArn();
        String expressions = json().path("placementConstraints").toString();
        return named(INSTANCES).stream().anyMatch(name -> lastPart(name).equals(lastPart(arn)))
                || expressions.contains(instance.ec2InstanceId())
                || expressions.contains(lastPart(arn))
                || tasksNamed(Task::containerInstanceArn).contains(arn);
    }

    private @Nullable ContainerInstance find(String wanted) {
        List<ContainerInstance> all = cluster.instances();
        if (wanted.matches("\\d{1,9}")) {
            int number = Integer.parseInt(wanted);
            return number <= all.size() ? all.get(number - 1) : null;
        }
        return all.stream()
                .filter(i ->
                        wanted.equals(i.ec2InstanceId()) || lastPart(wanted).equals(lastPart(i.containerInstanceArn())))
                .findFirst()
                .orElse(null);
    }

    private List<String> tasksNamed(Function<Task, String> property) {
        List<String> ids = named(TASKS).stream().map(CallSubject::lastPart).toList();
        return ids.isEmpty()
                ? List.of()
                : cluster.tasks().stream()
                        .filter(task -> ids.contains(lastPart(task.taskArn())))
                        .map(property)
                        .toList();
    }

    private List<String> named(List<String> members) {
        List<String> values = new ArrayList<>();
        for (String member : members) {
            var node = json().path(member);
            if (node.isTextual()) {
                values.add(node.textValue());
            }
            node.forEach(entry -> {
                if (entry.isTextual()) {
                    values.add(entry.textValue());
                }
            });
        }
        return values;
    }

    private ObjectNode json() {
        ObjectNode known = json;
        if (known == null) {
            known = ModelCodec.encode(request.orElseThrow());
            json = known;
        }
        return known;
    }

    /** Of a family, of family:revision, or of a definition's ARN. */
    public static String family(String definition) {
        String last = lastPart(definition);
        int colon = last.indexOf(':');
        return colon < 0 ? last : last.substring(0, colon);
    }

    public static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
