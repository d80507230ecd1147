package dev.isthmus.mesos.allocator;

/** Why an agent is or is not offered to a framework in one of its roles, now; of several rules the first that decides. */
public enum OfferRule {
    /** It is offered to the framework. */
    OFFERED("is offered to the framework now"),
    /** The framework is not connected. */
    AWAY("the framework is away, and gets no offers"),
    /** The framework does not want offers for the role. */
    SUPPRESSED("the framework has suppressed offers for this role"),
    /** Its machine is down. */
    DOWN("its machine is down for maintenance"),
    /** An operator has marked it gone. */
    GONE("an operator has marked it gone"),
    /** An operator has deactivated it. */
    DEACTIVATED("an operator has deactivated it"),
    /** The agent takes nothing new. */
    DRAINING("the agent is being drained"),
    /** The agent cannot be reached. */
    DISCONNECTED("the agent cannot be reached"),
    /** After a refused launch it is looked at again first. */
    HELD("a launch was refused there, and what is free is being looked at again"),
    /** What is free of it is offered to others. */
    OFFERED_TO_OTHERS("what is free is offered to another framework"),
    /** Nothing of it is free. */
    NOTHING_FREE("nothing is free"),
    /** What is free of it is reserved for other roles. */
    RESERVED("what is free is reserved for other roles"),
    /** It has GPUs, and the framework does not say that it can use them. */
    GPUS("it has GPUs, and the framework lacks the capability GPU_RESOURCES"),
    /** The settings of the cluster keep the framework's tasks to other agents. */
    UNSUITED("the settings keep the framework's tasks to other agents"),
    /** The framework's constraints exclude it. */
    CONSTRAINTS("the framework's offer constraints exclude it"),
    /** The framework has refused what is free of it, and that holds still. */
    REFUSED("the framework has refused what is free there, and its filter holds still"),
    /** Less is free of it than is worth an offer. */
    TOO_LITTLE("less is free than is worth an offer"),
    /** Quota keeps it from the role. */
    QUOTA("quota keeps what is free from this role"),
    /** Nothing keeps it from the framework but that others come first. */
    TURN("may be offered: the framework gets it when it is its turn");

    private final String words;

    OfferRule(String words) {
        this.words = words;
    }

    /** The rule in words, said of an agent. */
    public String words() {
        return words;
    }

    /** What the allocator says of an agent that can be offered. */
    static OfferRule of(
            Subscriber subscriber, Contender contender, AllocatableAgent agent, AgentRefusals refusals, QuotaCut cut) {
        String role = contender.role();
        var available = AllocatableAgent.availableTo(role, agent.available());
        AgentLot lot = new AgentLot(agent, refusals);
        if (!subscriber.isActive()) {
            return AWAY;
        }
        if (!subscriber.wants(role)) {
            return SUPPRESSED;
        }
        if (agent.available().isEmpty()) {
            return NOTHING_FREE;
        }
        if (available.isEmpty()) {
            return RESERVED;
        }
        if (!lot.suits(contender)) {
            return contender.isKeptFrom(agent.gpus())
                    ? GPUS
                    : contender.isSuitedBy(agent.agent()) ? CONSTRAINTS : UNSUITED;
        }
        if (!contender.isEnough(available.total())) {
            return TOO_LITTLE;
        }
        if (!lot.pleases(contender, available)) {
            return REFUSED;
        }
        // Mostly nothing is cut, and the lot knows the answer still.
        boolean isAllowed = lot.pleases(contender, cut.upToLimits(role, available))
                || lot.pleases(contender, cut.towardGuarantees(role, available));
        return isAllowed ? TURN : QUOTA;
    }
}
