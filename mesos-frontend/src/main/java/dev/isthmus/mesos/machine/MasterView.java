package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.offer.InverseOfferLedger;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a machine of many frameworks holds, as it was between two steps. Immutable.
 *
 * @param agents in the order in which they were first seen
 * @param frameworks in the order in which they subscribed; not those that are closed
 * @param offers those that are outstanding, oldest first
 * @param inventory all agents that the cluster has, those too whose machine is down or that are gone; empty until the cluster has told all of them
 */
public record MasterView(
        List<OfAgent> agents,
        List<OfFramework> frameworks,
        List<OutstandingOffer> offers,
        Optional<List<AgentId>> inventory) {

    /** Copies the lists. */
    public MasterView {
        agents = List.copyOf(agents);
        frameworks = List.copyOf(frameworks);
        offers = List.copyOf(offers);
        inventory = inventory.map(List::copyOf);
    }

    /**
     * An agent whose machine is not down, and that is not gone.
     *
     * @param agent as it was last seen
     * @param since when it was first seen, by the clock
     * @param total what it has in all, used or not, in the dialect of Mesos
     * @param reserved what of it is reserved, in use or not
     * @param inUse what tasks of the frameworks hold of it
     * @param promised what of it is offered
     * @param idle what of it no task holds, offered or not
     * @param unreachableSince since when it counts as lost, in the time of the steps; empty if it does not
     * @param answers what frameworks have answered last to inverse offers of it
     * @param withdrawal how an operator has taken it out of service; empty if none has
     * @param isDrained whether nothing is left on it
     */
    public record OfAgent(
            Agent agent,
            Instant since,
            Resources total,
            ResourcesByReservation reserved,
            ResourcesByReservation inUse,
            ResourcesByReservation promised,
            ResourcesByReservation idle,
            Optional<Instant> unreachableSince,
            List<InverseOfferLedger.Answer> answers,
            Optional<AgentWithdrawal> withdrawal,
            boolean isDrained) {

        /** Copies the list. */
        public OfAgent {
            answers = List.copyOf(answers);
        }
    }

    /**
     * A framework.
     *
     * @param framework its id and its present description
     * @param contact its connection
     * @param constraints on which agents it wants offers
     * @param tasks in the order of launch, those too whose end is not acknowledged
     */
    public record OfFramework(Framework framework, Contact contact, OfferConstraints constraints, List<OfTask> tasks) {

        /** Copies the list. */
        public OfFramework {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * A task.
     *
     * @param id its id
     * @param agent where it is
     * @param role the role that it was launched for
     * @param isEnded whether it has ended, and that is not acknowledged
     * @param portions what it was launched with, by reservation; of one that has ended, it is free again
     * @param last the last update of it, told or not, if there is any; its state is that of the task
     */
    public record OfTask(
            TaskId id,
            AgentId agent,
            String role,
            boolean isEnded,
            ResourcesByReservation portions,
            Optional<TaskStatus> last) {

        /** Its state. */
        public TaskState state() {
            return last.map(TaskStatus::getState).orElse(TaskState.TASK_STAGING);
        }
    }

    /** Of a machine that knows nothing. */
    public static final MasterView NOTHING = new MasterView(List.of(), List.of(), List.of(), Optional.empty());
}
