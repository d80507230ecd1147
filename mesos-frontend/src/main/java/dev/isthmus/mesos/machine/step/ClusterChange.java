package dev.isthmus.mesos.machine.step;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;

/** What has become of an agent or a task, whether its framework is told of it now, later or never: for whoever watches the cluster. */
public sealed interface ClusterChange {

    /** Calls the case of this change. */
    void match(Cases cases);

    /** A method for each change; a dispatcher that lacks one does not compile. */
    interface Cases {

        void agentAdded(AgentAdded change);

        void agentRemoved(AgentRemoved change);

        void taskAdded(TaskAdded change);

        void taskUpdated(TaskUpdated change);

        void reserved(Reserved change);
    }

    /**
     * An agent is known from now on, or can be reached again that counted as lost.
     *
     * @param agent as it was seen
     * @param since when it was first seen, by the clock
     * @param total what it has in all, used or not, in the dialect of Mesos
     */
    record AgentAdded(Agent agent, Instant since, Resources total) implements ClusterChange {

        /** Checks that all is there. */
        public AgentAdded {
            requireNonNull(agent, "agent");
            requireNonNull(since, "since");
            requireNonNull(total, "total");
        }

        @Override
        public void match(Cases cases) {
            cases.agentAdded(this);
        }
    }

    /** An agent is gone, or counts as lost from now on. */
    record AgentRemoved(AgentId agent) implements ClusterChange {

        /** Checks that it is there. */
        public AgentRemoved {
            requireNonNull(agent, "agent");
        }

        @Override
        public void match(Cases cases) {
            cases.agentRemoved(this);
        }
    }

    /**
     * A task is known from now on.
     *
     * @param framework whose it is
     * @param role the role that it was launched for
     * @param portions what it was launched with, by reservation
     * @param ofEarlierProcess whether it was launched by an earlier process, and is found again
     */
    record TaskAdded(
            FrameworkId framework,
            TaskId task,
            AgentId agent,
            String role,
            ResourcesByReservation portions,
            boolean ofEarlierProcess)
            implements ClusterChange {

        /** Checks that all is there. */
        public TaskAdded {
            requireNonNull(framework, "framework");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(role, "role");
            requireNonNull(portions, "portions");
        }

        @Override
        public void match(Cases cases) {
            cases.taskAdded(this);
        }
    }

    /**
     * What is reserved of an agent has changed, and no operator has asked for it: a framework has reserved or unreserved something, or the agent is gone.
     *
     * @param more what is reserved that was not
     * @param less what is reserved no more
     */
    record Reserved(AgentId agent, ResourcesByReservation more, ResourcesByReservation less) implements ClusterChange {

        /** Checks that all is there. */
        public Reserved {
            requireNonNull(agent, "agent");
            requireNonNull(more, "more");
            requireNonNull(less, "less");
        }

        @Override
        public void match(Cases cases) {
            cases.reserved(this);
        }
    }

    /**
     * A task that is known has another state or health, or is over.
     *
     * @param framework whose it is
     * @param status its state is that of the task
     */
    record TaskUpdated(FrameworkId framework, TaskStatus status) implements ClusterChange {

        /** Checks that all is there. */
        public TaskUpdated {
            requireNonNull(framework, "framework");
            requireNonNull(status, "status");
        }

        @Override
        public void match(Cases cases) {
            cases.taskUpdated(this);
        }
    }
}
