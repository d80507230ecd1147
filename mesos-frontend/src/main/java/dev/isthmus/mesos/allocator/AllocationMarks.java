package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.AgentId;

/** Is told of which agents something has changed that may change what is offered of them. */
public interface AllocationMarks {

    /** Something of this agent has changed; nothing if it is not known. */
    void mark(AgentId agent);

    /** Something has changed that concerns all agents. */
    void markAll();
}
