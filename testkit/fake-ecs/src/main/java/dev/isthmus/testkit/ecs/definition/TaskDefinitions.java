package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** All registered task definitions: family to revision to definition. A revision number is never used twice. */
public final class TaskDefinitions {
    private final Map<String, NavigableMap<Integer, TaskDefinition>> families = new TreeMap<>();
    /** The highest revision of each family, which stays when the revision itself is deleted. */
    private final Map<String, Integer> highest = new LinkedHashMap<>();

    public int nextRevision(String family) {
        return highest.getOrDefault(family, 0) + 1;
    }

    public void put(TaskDefinition definition) {
        families.computeIfAbsent(definition.family(), family -> new TreeMap<>()).put(definition.revision(), definition);
        highest.merge(definition.family(), definition.revision(), Math::max);
    }

    public void remove(TaskDefinition definition) {
        NavigableMap<Integer, TaskDefinition> revisions = families.get(definition.family());
        if (revisions != null) {
            revisions.remove(definition.revision());
            if (revisions.isEmpty()) {
                families.remove(definition.family());
            }
        }
    }

    /** By {@code family} (its newest ACTIVE revision), {@code family:revision} or ARN; null if there is none. */
    @Nullable
    public TaskDefinition find(String reference) {
        String name = reference.startsWith("arn:") ? reference.substring(reference.lastIndexOf('/') + 1) : reference;
        int colon = name.indexOf(':');
        String family = colon < 0 ? name : name.substring(0, colon);
        NavigableMap<Integer, TaskDefinition> revisions = families.get(family);
        if (revisions == null) {
            return null;
        }
        if (colon < 0) {
            return revisions.descendingMap().values().stream()
                    .filter(TaskDefinitions::active)
                    .findFirst()
                    .orElse(null);
        }
        String revision = name.substring(colon + 1);
        if (!revision.matches("[0-9]{1,9}")) {
            return null;
        }
        TaskDefinition found = revisions.get(Integer.parseInt(revision));
        return found == null || (reference.startsWith("arn:") && !reference.equals(found.taskDefinitionArn()))
                ? null
                : found;
    }

    /** The definition that a task is to run. */
    public TaskDefinition toRun(String reference) {
        TaskDefinition found = find(reference);
        if (found == null) {
            throw ServiceError.client("TaskDefinition not found.");
        }
        if (!active(found)) {
            throw ServiceError.client("TaskDefinition is inactive");
        }
        return found;
    }

    /** Every definition of every family, in order of family and revision. */
    public List<TaskDefinition> all() {
        return families.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    /** Family names in order: those with an ACTIVE revision, those without, or all for null. */
    public List<String> families(@Nullable Boolean withActive) {
        return families.entrySet().stream()
                .filter(family -> withActive == null
                        || withActive == family.getValue().values().stream().anyMatch(TaskDefinitions::active))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean active(TaskDefinition definition) {
        return definition.status() == TaskDefinitionStatus.ACTIVE;
    }
}
