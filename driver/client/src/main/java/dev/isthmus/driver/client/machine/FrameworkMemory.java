package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a driver subscribes with, the first time and again. Immutable. */
public final class FrameworkMemory {

    private final FrameworkInfo info;
    private final Set<String> suppressed;
    private final OfferConstraints constraints;

    private FrameworkMemory(FrameworkInfo info, Set<String> suppressed, OfferConstraints constraints) {
        this.info = info;
        this.suppressed = suppressed;
        this.constraints = constraints;
    }

    /**
     * What a framework is made with.
     *
     * @param info its description, with its id if it has been there before
     * @param suppressed roles that get no offers from the start
     */
    public static FrameworkMemory of(FrameworkInfo info, Collection<String> suppressed, OfferConstraints constraints) {
        return new FrameworkMemory(info, new LinkedHashSet<>(suppressed), constraints);
    }

    FrameworkMemory withId(FrameworkID id) {
        return new FrameworkMemory(info.toBuilder().setId(id).build(), suppressed, constraints);
    }

    /** All the framework's roles if none is named; one that is not its own spoils the call. */
    FrameworkMemory withSuppressed(Collection<String> named) {
        Set<String> more = new LinkedHashSet<>(suppressed);
        return more.addAll(own(named)) ? new FrameworkMemory(info, more, constraints) : this;
    }

    /** All the framework's roles if none is named; one that is not its own spoils the call. */
    FrameworkMemory withRevived(Collection<String> named) {
        Set<String> less = new LinkedHashSet<>(suppressed);
        return less.removeAll(own(named)) ? new FrameworkMemory(info, less, constraints) : this;
    }

    private Collection<String> own(Collection<String> named) {
        if (named.isEmpty()) {
            return roles();
        }
        return roles().containsAll(named) ? named : Collections.<String>emptyList();
    }

    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    private List<String> roles() {
        return isOfManyRoles() ? info.getRolesList() : Collections.singletonList(info.getRole());
    }

    private boolean isOfManyRoles() {
        return has(Capability.Type.MULTI_ROLE);
    }

    boolean isPartitionAware() {
        return has(Capability.Type.PARTITION_AWARE);
    }

    private boolean has(Capability.Type type) {
        return info.getCapabilitiesList().stream().anyMatch(capability -> capability.getType() == type);
    }

    /** The framework's id; empty before it has one. */
    FrameworkID id() {
        return info.getId();
    }

    SchedulerCall subscription() {
        return SchedulerCall.subscribe(info, suppressed, constraints);
    }
}
