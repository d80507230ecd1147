package dev.isthmus.api.journal;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ReservedResources;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One fact that must outlive a master. The registrar of Mesos (src/master/registry.proto) keeps weights, quotas and the maintenance of machines too. Beyond
 * those it keeps agents, which ECS keeps here, and nothing of frameworks: those register again, and what they have not acknowledged their agents keep.
 */
public sealed interface MasterEntry extends JournalFact {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super OfFramework, ? extends R> ofFramework,
            Function<? super TaskEnd, ? extends R> end,
            Function<? super ClusterSetting, ? extends R> setting);

    /** Does what its case asks for. */
    default void match(
            Consumer<? super OfFramework> ofFramework,
            Consumer<? super TaskEnd> end,
            Consumer<? super ClusterSetting> setting) {
        fold(
                its -> {
                    ofFramework.accept(its);
                    return true;
                },
                its -> {
                    end.accept(its);
                    return true;
                },
                its -> {
                    setting.accept(its);
                    return true;
                });
    }

    @Override
    default <R> R fold(
            Function<? super JournalEntry, ? extends R> ofFramework,
            Function<? super MasterEntry, ? extends R> ofMaster) {
        return ofMaster.apply(this);
    }

    /** What a framework's own journal would hold of it. */
    record OfFramework(FrameworkId framework, JournalEntry entry) implements MasterEntry {
        @Override
        public <R> R fold(
                Function<? super OfFramework, ? extends R> ofFramework,
                Function<? super TaskEnd, ? extends R> end,
                Function<? super ClusterSetting, ? extends R> setting) {
            return ofFramework.apply(this);
        }
    }

    /**
     * A task has ended and its framework has not acknowledged that, being away perhaps, while the backend is about to forget it. Mesos keeps it at
     * the agent (src/slave/task_status_update_manager.cpp). It is told again from here until it is acknowledged.
     *
     * @param memo what its launcher stored with it
     * @param how it ended, as the backend told it: whoever tells it again comes to the same state. What the task printed is left out, as no journal is to keep it
     * @param at when it ended
     */
    record TaskEnd(
            FrameworkId framework,
            LaunchId launch,
            TaskId task,
            AgentId agent,
            Memo memo,
            TaskPhase.Ended how,
            Instant at)
            implements MasterEntry {

        /** Leaves out what the task printed. */
        public TaskEnd {
            how = how.printing("");
        }

        /** The end as a backend tells it; what the task held is not known any more, and held no more. */
        public TaskEvent event() {
            Resources nothing = Resources.none(Dialect.MESOS);
            return new TaskEvent(
                    new LaunchedTask(launch, framework, task, agent, nothing, Optional.empty(), memo), how, at);
        }

        /** What remains of the end of a task that a backend has told. */
        public static TaskEnd of(LaunchedTask task, TaskPhase.Ended how, Instant at) {
            return new TaskEnd(task.framework(), task.launch(), task.task(), task.agent(), task.memo(), how, at);
        }

        @Override
        public <R> R fold(
                Function<? super OfFramework, ? extends R> ofFramework,
                Function<? super TaskEnd, ? extends R> end,
                Function<? super ClusterSetting, ? extends R> setting) {
            return end.apply(this);
        }
    }

    /** What was set of the whole cluster; it holds until it is set anew. */
    sealed interface ClusterSetting extends MasterEntry {

        /** What follows from it, in each of its cases. */
        <R> R fold(
                Function<? super Weights, ? extends R> weights,
                Function<? super Quotas, ? extends R> quotas,
                Function<? super Maintenance, ? extends R> maintenance,
                Function<? super Reserved, ? extends R> reserved);

        /** Does what its case asks for. */
        default void match(
                Consumer<? super Weights> weights,
                Consumer<? super Quotas> quotas,
                Consumer<? super Maintenance> maintenance,
                Consumer<? super Reserved> reserved) {
            fold(
                    its -> {
                        weights.accept(its);
                        return true;
                    },
                    its -> {
                        quotas.accept(its);
                        return true;
                    },
                    its -> {
                        maintenance.accept(its);
                        return true;
                    },
                    its -> {
                        reserved.accept(its);
                        return true;
                    });
        }

        @Override
        default <R> R fold(
                Function<? super OfFramework, ? extends R> ofFramework,
                Function<? super TaskEnd, ? extends R> end,
                Function<? super ClusterSetting, ? extends R> setting) {
            return setting.apply(this);
        }
    }

    /**
     * The weights of these roles, from now on: all or none of them (src/master/weights.hpp). Others stay as they are.
     *
     * @param byRole above 0; exact, where Mesos's are doubles
     */
    record Weights(SortedMap<String, Amount> byRole) implements ClusterSetting {

        /** Copies and checks. */
        public Weights {
            byRole = Collections.unmodifiableSortedMap(new TreeMap<>(byRole));
            byRole.forEach((role, weight) -> {
                if (role.isEmpty() || weight.isZero()) {
                    throw new IllegalArgumentException(
                            "weight " + weight + " of role '" + role + "': want a role, and a weight above 0");
                }
            });
        }

        @Override
        public <R> R fold(
                Function<? super Weights, ? extends R> weights,
                Function<? super Quotas, ? extends R> quotas,
                Function<? super Maintenance, ? extends R> maintenance,
                Function<? super Reserved, ? extends R> reserved) {
            return weights.apply(this);
        }
    }

    /**
     * The quotas of these roles, from now on: all or none of them (src/master/quota.hpp, {@code UpdateQuota}). Others stay as they are.
     *
     * @param byRole by role at the top level; {@link Quota#NONE} removes a quota
     */
    record Quotas(SortedMap<String, Quota> byRole) implements ClusterSetting {

        /** Copies and checks. */
        public Quotas {
            byRole = Collections.unmodifiableSortedMap(new TreeMap<>(byRole));
            byRole.keySet().forEach(role -> {
                if (role.isEmpty() || role.contains("/")) {
                    throw new IllegalArgumentException("quota of role '" + role + "': want a role at the top level");
                }
            });
        }

        @Override
        public <R> R fold(
                Function<? super Weights, ? extends R> weights,
                Function<? super Quotas, ? extends R> quotas,
                Function<? super Maintenance, ? extends R> maintenance,
                Function<? super Reserved, ? extends R> reserved) {
            return quotas.apply(this);
        }
    }

    /**
     * The maintenance of the cluster's machines, from now on: all of it, in place of what was before (src/master/maintenance.hpp).
     *
     * @param plan what holds
     */
    record Maintenance(MaintenancePlan plan) implements ClusterSetting {

        /** Checks that it is there. */
        public Maintenance {
            requireNonNull(plan, "plan");
        }

        @Override
        public <R> R fold(
                Function<? super Weights, ? extends R> weights,
                Function<? super Quotas, ? extends R> quotas,
                Function<? super Maintenance, ? extends R> maintenance,
                Function<? super Reserved, ? extends R> reserved) {
            return maintenance.apply(this);
        }
    }

    /**
     * What of an agent is reserved, from now on: all of it, in place of what was before. Mesos's agents keep it themselves (src/slave/state.proto); ECS has no reservations.
     *
     * @param shares each with another role, principal or labels; none: nothing is reserved of it
     */
    record Reserved(AgentId agent, List<ReservedResources> shares) implements ClusterSetting {

        /** Checks and copies. */
        public Reserved {
            requireNonNull(agent, "agent");
            shares = List.copyOf(shares);
        }

        @Override
        public <R> R fold(
                Function<? super Weights, ? extends R> weights,
                Function<? super Quotas, ? extends R> quotas,
                Function<? super Maintenance, ? extends R> maintenance,
                Function<? super Reserved, ? extends R> reserved) {
            return reserved.apply(this);
        }
    }

    /**
     * The quota of a role (include/mesos/quota/quota.proto, {@code QuotaConfig}), exact.
     *
     * @param guarantees how much is kept for it, by name; what is not named is not guaranteed
     * @param limits how much it may have at most, by name; zero allows nothing, and what is not named is not limited
     */
    record Quota(SortedMap<ResourceName, Amount> guarantees, SortedMap<ResourceName, Amount> limits) {

        /** No quota. */
        public static final Quota NONE = new Quota(new TreeMap<>(), new TreeMap<>());

        /**
         * Copies.
         *
         * @throws IllegalArgumentException if more is guaranteed of something than its limit
         */
        public Quota {
            guarantees = Collections.unmodifiableSortedMap(new TreeMap<>(guarantees));
            SortedMap<ResourceName, Amount> most = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
            guarantees.forEach((name, guarantee) -> {
                if (guarantee.compareTo(most.getOrDefault(name, Amount.MAX)) > 0) {
                    throw new IllegalArgumentException("quota guarantees " + guarantee + " of '" + name
                            + "', which is above its limit " + most.get(name));
                }
            });
            limits = most;
        }

        /** Whether it is no quota at all. */
        public boolean isNone() {
            return guarantees.isEmpty() && limits.isEmpty();
        }
    }
}
