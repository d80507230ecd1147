package dev.isthmus.ecs.view;

import dev.isthmus.api.task.PortMapping;
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
 * @param version increases with each change of the task that ECS reports
 * @param lastStatus its last known status
 * @param desiredStatus its desired status
 * @param instanceArn where it runs, once it has been placed
 * @param startedBy who started it; may be empty
 * @param identity the variables whose names begin with {@value #IDENTITY_PREFIX}, from the overrides; others may be secret and are not kept, nor is
 *     the list of what is fetched
 * @param mainContainer the name of the container that carried them; empty if none did
 * @param containers its containers; may be empty
 * @param health {@code HEALTHY}, {@code UNHEALTHY}, {@code UNKNOWN} or empty; {@link #HEALTH_UNTOLD} if it was told by an event
 * @param stopCode why it stopped, as a code; may be empty
 * @param stoppedReason why it stopped, as an explanation; may be empty
 * @param times when its status changed
 * @param members for a task group, the containers that carry an identity, each one a task of the framework, of which this is the view of one; else
 *     empty
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

    /** The prefix of the variables that identify a task. */
    public static final String IDENTITY_PREFIX = "ISTHMUS_";

    /** The health in a view that was made of an event of ECS: events do not tell it. No word of ECS. */
    public static final String HEALTH_UNTOLD = "UNTOLD";

    /**
     * A container of a task.
     *
     * @param name as in the definition
     * @param exitCode its exit code, if it ran and has ended
     * @param reason why it ended; may be empty
     * @param addresses private IP addresses of its own network interfaces; empty on the host's network
     * @param ports its port mappings on the host; known once it runs
     * @param health {@code HEALTHY}, {@code UNHEALTHY}, {@code UNKNOWN} or empty
     * @param fetches what it fetches, by its overrides; empty if only the task definition says so
     */
    public record ContainerView(
            String name,
            OptionalInt exitCode,
            String reason,
            List<String> addresses,
            List<PortMapping> ports,
            String health,
            Optional<FetchList> fetches) {

        /** A container without host ports, of unknown health, that fetches nothing. */
        public ContainerView(String name, OptionalInt exitCode, String reason, List<String> addresses) {
            this(name, exitCode, reason, addresses, List.of(), "", Optional.empty());
        }

        /** Copies the lists. */
        public ContainerView {
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
        }
    }

    /** When the task reached each status, as far as it has. */
    public record Times(
            Optional<Instant> createdAt,
            Optional<Instant> pulledAt,
            Optional<Instant> startedAt,
            Optional<Instant> stoppingAt,
            Optional<Instant> stoppedAt) {}

    /**
     * A task of a task group.
     *
     * @param container the name of its container
     * @param identity the identity of the task
     */
    public record Member(String container, SortedMap<String, String> identity) {

        /** Copies the map. */
        public Member {
            identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
        }
    }

    /** A task that is not a group. */
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

    /** Whether it runs several tasks of a framework. */
    public boolean isGroup() {
        return members.size() > 1;
    }

    /** A view for each task of the framework that it runs: several for a group, else one. */
    public List<TaskView> each() {
        return isGroup() ? members.stream().map(this::as).toList() : List.of(this);
    }

    /** The view of the task in this container, for a group; else this one. */
    public TaskView of(String container) {
        return members.stream()
                .filter(member -> isGroup() && member.container().equals(container))
                .findFirst()
                .map(this::as)
                .orElse(this);
    }

    private TaskView as(Member member) {
        String healthOfIt =
                container(member.container()).map(ContainerView::health).orElse(isHeard() ? health : "");
        return with(desiredStatus, member, healthOfIt);
    }

    /** The view with another desired status. */
    public TaskView desired(String status) {
        return with(status, new Member(mainContainer, identity), health);
    }

    /** Whether an event told it, which says nothing of its health. */
    public boolean isHeard() {
        return health.equals(HEALTH_UNTOLD);
    }

    /** The view with another health. */
    public TaskView health(String told) {
        return with(desiredStatus, new Member(mainContainer, identity), told);
    }

    /** The view with other containers. */
    public TaskView with(List<ContainerView> others) {
        return with(desiredStatus, new Member(mainContainer, identity), health, others);
    }

    private TaskView with(String desired, Member main, String healthOfIt) {
        return with(desired, main, healthOfIt, containers);
    }

    private TaskView with(String desired, Member main, String healthOfIt, List<ContainerView> each) {
        return new TaskView(
                arn,
                version,
                lastStatus,
                desired,
                instanceArn,
                startedBy,
                main.identity(),
                main.container(),
                each,
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

    /** The main container: the one that carries the identity, else the only one. */
    public Optional<ContainerView> main() {
        if (containers.size() == 1) {
            return Optional.of(containers.get(0));
        }
        return container(mainContainer);
    }

    /** The containers of this task: its own one in a group, else all. */
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
