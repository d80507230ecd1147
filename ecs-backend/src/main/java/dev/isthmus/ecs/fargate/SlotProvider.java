package dev.isthmus.ecs.fargate;

/** The capacity provider that the tasks of a slot run by; named as AWS names it. */
public enum SlotProvider {
    /** On demand. */
    FARGATE("fargate-"),
    /** At a lower price, and taken back with two minutes' notice. */
    FARGATE_SPOT("fargate-spot-");

    private final String prefix;

    SlotProvider(String prefix) {
        this.prefix = prefix;
    }

    /** Whether its tasks may be taken back. */
    public boolean isSpot() {
        return this == FARGATE_SPOT;
    }

    /** What the ids of its slots begin with; a number follows. */
    String prefix() {
        return prefix;
    }
}
