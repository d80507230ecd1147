package dev.isthmus.ecs.call;

import dev.isthmus.api.launch.PortMapping;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A task as ECS describes it.
 *
 * @param arn its ARN
 * @param version grows with each change that ECS would send an event for
 * @param lastStatus where it is
 * @param desiredStatus where it is to go
 * @param instanceArn where it runs, once it has been placed
 * @param startedBy the mark of who started it; may be empty
 * @param identity the variables whose names begin with {@code ISTHMUS_}, from the overrides; others are not kept, as they may be secret
 * @param mainContainer the name of the container that carried them; empty if none did
 * @param containers its containers; may be empty
 * @param health {@code HEALTHY}, {@code UNHEALTHY}, {@code UNKNOWN} or empty
 * @param stopCode why it stops, as a code; may be empty
 * @param stoppedReason why it stops, in words; may be empty
 * @param times when what happened
 */
public record TaskView(
        String arn,
        long version,
        String lastStatus,
        String desiredStatus,
        Optional<String> instanceArn,
        String startedBy,
        SortedMap<String, String> identity,
        String mainContainer,
        List<ContainerView> containers,
        String health,
        String stopCode,
        String stoppedReason,
        Times times) {

    /**
     * A container of a task.
     *
     * @param name as in the definition
     * @param exitCode if it ran and has ended
     * @param reason why it ended, in words; may be empty
     * @param addresses private IP addresses of its own network interfaces; empty on the host's network
     * @param ports which of its ports are open on the host, and as which; known once it runs
     */
    public record ContainerView(
            String name, OptionalInt exitCode, String reason, List<String> addresses, List<PortMapping> ports) {

        /** Without ports on the host. */
        public ContainerView(String name, OptionalInt exitCode, String reason, List<String> addresses) {
            this(name, exitCode, reason, addresses, List.of());
        }

        /** Copies the lists. */
        public ContainerView {
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
        }
    }

    /** When what happened, as far as it has. */
    public record Times(
            Optional<Instant> createdAt,
            Optional<Instant> pulledAt,
            Optional<Instant> startedAt,
            Optional<Instant> stoppingAt,
            Optional<Instant> stoppedAt) {}

    /** Copies the collections. */
    public TaskView {
        identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
        containers = List.copyOf(containers);
    }

    /** Whether it has ended. */
    public boolean stopped() {
        return lastStatus.equals("STOPPED") || lastStatus.equals("DELETED");
    }

    /** The container that the task is about: the one that carried the identity, else the only one. */
    public Optional<ContainerView> main() {
        if (containers.size() == 1) {
            return Optional.of(containers.get(0));
        }
        return containers.stream()
                .filter(container -> container.name().equals(mainContainer))
                .findFirst();
    }
}
