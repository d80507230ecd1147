package dev.isthmus.master.serving;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine that serves all frameworks of a master, a state machine like all others. */
public interface SharedMachine {

    /**
     * Takes one step.
     *
     * @param now the steady time; never before that of an earlier step
     * @return what is to be done, in order
     */
    List<MasterOutput> step(Instant now, MasterInput input);

    /** What it holds now. Costs a look at each agent, task and offer. */
    MasterView view();

    /** Whether a framework has a task of this id that has not ended. */
    boolean isAlive(FrameworkId framework, String task);

    /** By which rule each agent is, or is not, offered to a framework now. Costs a look at each agent. */
    List<AgentStanding> standings(FrameworkId framework);

    /** When a {@link MasterInput.Tick} is due, if nothing happens before. */
    Optional<Instant> nextDue();

    /** The frameworks whose journals are to be asked whether somebody else serves them now, with the highest epoch that says so. */
    Map<FrameworkId, Epoch> doubts();
}
