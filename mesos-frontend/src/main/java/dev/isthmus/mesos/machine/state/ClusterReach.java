package dev.isthmus.mesos.machine.state;

/** How much a master knows of its cluster, which a framework that comes later has to know as those do that were there. */
public enum ClusterReach {
    /** It has never answered. */
    UNANSWERED,
    /** It answers, and not all agents are known yet. */
    PARTIAL,
    /** It answers, and all agents are known. */
    COMPLETE,
    /** It has answered, and cannot be reached. */
    CUT_OFF;

    /** It cannot be reached. */
    public ClusterReach cutOff() {
        return this == UNANSWERED ? UNANSWERED : CUT_OFF;
    }

    /** Whether what is heard of it is how it is. */
    public boolean isInContact() {
        return this == PARTIAL || this == COMPLETE;
    }
}
