package dev.isthmus.testkit.ecs.control;

import dev.isthmus.testkit.ecs.operation.EcsModel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** How tasks and instances were: the newest 20,000 changes of each. */
final class History {
    private static final int KEPT = 20_000;

    final Versions<Task> tasks = new Versions<>(Task::taskArn);
    final Versions<ContainerInstance> instances = new Versions<>(ContainerInstance::containerInstanceArn);

    void add(Instant time, EcsModel.Changes changes) {
        changes.tasks().forEach(task -> tasks.add(time, task));
        changes.instances().forEach(instance -> instances.add(time, instance));
    }

    /** The versions of all things of one kind. */
    static final class Versions<T> {
        private record Version<T>(Instant time, T value) {}

        private static final class Line<T> {
            final Deque<Version<T>> versions = new ArrayDeque<>();
            boolean begins = true;
        }

        private final Function<T, String> arn;
        private final Map<String, Line<T>> lines = new LinkedHashMap<>();
        private final Deque<String> order = new ArrayDeque<>();

        private Versions(Function<T, String> arn) {
            this.arn = arn;
        }

        private void add(Instant time, T value) {
            String name = arn.apply(value);
            lines.computeIfAbsent(name, n -> new Line<>()).versions.add(new Version<>(time, value));
            order.add(name);
            if (order.size() > KEPT) {
                forgetOldest();
            }
        }

        private void forgetOldest() {
            String oldest = order.remove();
            Line<T> line = lines.get(oldest);
            if (line == null) {
                return;
            }
            line.versions.remove();
            line.begins = false;
            if (line.versions.isEmpty()) {
                lines.remove(oldest);
            }
        }

        /** As it was then; nothing if it was not there. What is older than all that is kept is taken for the oldest kept. */
        Optional<T> asOf(Instant time, T present) {
            Line<T> line = lines.get(arn.apply(present));
            if (line == null) {
                return Optional.of(present);
            }
            for (Iterator<Version<T>> newest = line.versions.descendingIterator(); newest.hasNext(); ) {
                Version<T> version = newest.next();
                if (!version.time.isAfter(time)) {
                    return Optional.of(version.value);
                }
            }
            return line.begins ? Optional.empty() : Optional.of(line.versions.getFirst().value);
        }

        /** As it was so many versions ago, or as it was first. */
        T versionsAgo(int count, T present) {
            Line<T> line = lines.get(arn.apply(present));
            if (line == null) {
                return present;
            }
            T found = present;
            Iterator<Version<T>> newest = line.versions.descendingIterator();
            for (int i = 0; i <= count && newest.hasNext(); i++) {
                found = newest.next().value;
            }
            return found;
        }

        /** The newest version of everything that is remembered. */
        List<T> newest() {
            Collection<Line<T>> all = lines.values();
            return all.stream().map(line -> line.versions.getLast().value).toList();
        }
    }
}
