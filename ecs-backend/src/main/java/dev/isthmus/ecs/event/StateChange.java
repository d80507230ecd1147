package dev.isthmus.ecs.event;

import dev.isthmus.ecs.view.TaskView;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a message from the queue of events says. It holds nothing of the message's text beyond what is said here. */
public sealed interface StateChange {

    /** Calls the case of this change. */
    void match(Cases cases);

    /** A method for each kind; a dispatcher that lacks one does not compile. */
    interface Cases {

        void task(OfTask change);

        void instance(OfInstance change);

        void otherType(OfOtherType change);

        void unreadable(Unreadable change);
    }

    /**
     * A task of a cluster has changed.
     *
     * @param cluster the ARN of its cluster; empty if the event names none
     * @param task as it is now; its health is {@link TaskView#HEALTH_UNTOLD}, and its version 0 if the event has none
     * @param updatedAt when it changed, by the clock of ECS
     */
    record OfTask(String cluster, TaskView task, Optional<Instant> updatedAt) implements StateChange {

        /** Checks. */
        public OfTask {
            Objects.requireNonNull(cluster, "cluster");
            Objects.requireNonNull(task, "task");
            Objects.requireNonNull(updatedAt, "updatedAt");
        }

        @Override
        public void match(Cases cases) {
            cases.task(this);
        }
    }

    /**
     * A container instance of a cluster has changed. What it has and what of it is free is not kept: that must not be newer than what is known of its tasks
     * (ADR 5), so it is read.
     *
     * @param cluster the ARN of its cluster; empty if the event names none
     * @param arn its own
     * @param version increases with each change; 0 if the event has none
     * @param status such as {@code ACTIVE}; may be empty
     * @param updatedAt when it changed, by the clock of ECS
     */
    record OfInstance(String cluster, String arn, long version, String status, Optional<Instant> updatedAt)
            implements StateChange {

        /** Checks. */
        public OfInstance {
            Objects.requireNonNull(cluster, "cluster");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(updatedAt, "updatedAt");
            if (arn.isEmpty() || version < 0) {
                throw new IllegalArgumentException("instance '" + arn + "' of version " + version);
            }
        }

        @Override
        public void match(Cases cases) {
            cases.instance(this);
        }
    }

    /**
     * An event of another type, which is passed over.
     *
     * @param type its {@code detail-type}; at most 100 characters
     */
    record OfOtherType(String type) implements StateChange {

        private static final int LONGEST = 100;

        /** Cuts. */
        public OfOtherType {
            type = type.length() <= LONGEST ? type : type.substring(0, LONGEST);
        }

        @Override
        public void match(Cases cases) {
            cases.otherType(this);
        }
    }

    /**
     * A message that is no event, or one that lacks what it cannot do without.
     *
     * @param why in words, without anything of the message: the environment of a task may stand in it
     */
    record Unreadable(String why) implements StateChange {

        @Override
        public void match(Cases cases) {
            cases.unreadable(this);
        }
    }
}
