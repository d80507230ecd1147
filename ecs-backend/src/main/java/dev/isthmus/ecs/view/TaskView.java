package dev.isthmus.ecs.view;

import dev.isthmus.api.launch.PortMapping;
import dev.isthmus.ecs.fetch.FetchList;
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
 * @param identity the variables whose names begin with {@value #IDENTITY_PREFIX}, from the overrides; others are not kept, as they may be secret, nor is
 *     what is fetched
 * @param mainContainer the name of the container that carried them; empty if none did
 * @param containers its containers; may be empty
 * @param health {@code HEALTHY}, {@code UNHEALTHY}, {@code UNKNOWN} or empty
 * @param stopCode why it stops, as a code; may be empty
 * @param stoppedReason why it stops, in words; may be empty
 * @param times when what happened
 * @param members if it is a group, the containers that carried an identity, each of them a task of its framework's, of which this is the view
 *     of one; else empty
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
        Times times,
        List<Member> members) {

    /** How the names of the variables begin that say whose a task is. */
    public static final String IDENTITY_PREFIX = "ISTHMUS_";

    /**
     * A container of a task.
     *
     * @param name as in the definition
     * @param exitCode if it ran and has ended
     * @param reason why it ended, in words; may be empty
     * @param addresses private IP addresses of its own network interfaces; empty on the host's network
     * @param ports which of its ports are open on the host, and as which; known once it runs
     * @param health {@code HEALTHY}, {@code UNHEALTHY}, {@code UNKNOWN} or empty
     * @param fetches what it was told to fetch, by the overrides; empty if that stands in its definition, too
     */
    public record ContainerView(
            String name,
            OptionalInt exitCode,
            String reason,
            List<String> addresses,
            List<PortMapping> ports,
            String health,
            Optional<FetchList> fetches) {

        /** Without ports on the host, of unknown health, and fetching nothing. */
        public ContainerView(String name, OptionalInt exitCode, String reason, List<String> addresses) {
            this(name, exitCode, reason, addresses, List.of(), "", Optional.empty());
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

    /**
     * A task of a group.
     *
     * @param container the name of its container
     * @param identity as of a task
     */
    public record Member(String container, SortedMap<String, String> identity) {

        /** Copies the map. */
        public Member {
            identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
        }
    }

    /** A task that is no group. */
    public TaskView(
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
        this(
                arn,
                version,
                lastStatus,
                desiredStatus,
                instanceArn,
                startedBy,
                identity,
                mainContainer,
                containers,
                health,
                stopCode,
                stoppedReason,
                times,
                List.of());
    }

    /** Copies the collections. */
    public TaskView {
        identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
        containers = List.copyOf(containers);
        members = List.copyOf(members);
    }

    /** Whether it is several tasks of its framework's in one. */
    public boolean isGroup() {
        return members.size() > 1;
    }

    /** The view of each of its framework's tasks that it is: one, unless it is a group. */
    public List<TaskView> each() {
        return isGroup() ? members.stream().map(this::as).toList() : List.of(this);
    }

    /** The view of the task in this container, if it is a group. */
    public TaskView of(String container) {
        return members.stream()
                .filter(member -> isGroup() && member.container().equals(container))
                .findFirst()
                .map(this::as)
                .orElse(this);
    }

    private TaskView as(Member member) {
        String healthOfIt =
                container(member.container()).map(ContainerView::health).orElse("");
        return new TaskView(
                arn,
                version,
                lastStatus,
                desiredStatus,
                instanceArn,
                startedBy,
                member.identity(),
                member.container(),
                containers,
                healthOfIt,
                stopCode,
                stoppedReason,
                times,
                members);
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
        return container(mainContainer);
    }

    /** The containers that the task is about: of a group its own one, else all of them. */
    public List<ContainerView> own() {
        return isGroup() ? main().stream().toList() : containers;
    }

    /** The container of this name. */
    public Optional<ContainerView> container(String name) {
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .findFirst();
    }
}
