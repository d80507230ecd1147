package dev.isthmus.mesos.machine.agent;

import dev.isthmus.api.identity.AgentId;

/** Is told what becomes of the agents, for one framework: its tasks there, and what it has to know. */
public interface AgentWatcher {

    /** An agent is about to be gone for good, if it was known at all. */
    void leaving(AgentId agent);

    /** All that follows from an agent's being gone is done. */
    void left(AgentId agent);

    /** An agent is seen for the first time; tasks on it may have been known before. */
    void appeared(AgentId agent);

    /**
     * An agent is drained, and its tasks are to be killed.
     *
     * @param isLeaving whether it is gone when that is done
     */
    void drained(AgentId agent, boolean isLeaving);

    /** An agent is gone because an operator says so, and its tasks with it. */
    void markedGone(AgentId agent);

    /** The machine of an agent is down, and tasks on it are to be stopped. */
    void down(AgentId agent);

    /** A disconnected agent is connected again: what could not be stopped there can be now. */
    void connected(AgentId agent);

    /** An agent that counted as lost has come back. */
    void returned(AgentId agent);

    /** An agent has been away for so long that it counts as lost. */
    void unreachable(AgentId agent);

    /** An agent is gone for good. */
    void gone(AgentId agent, String reason);

    /** Frameworks are to be told that an agent is lost. */
    void lost(AgentId agent);
}
