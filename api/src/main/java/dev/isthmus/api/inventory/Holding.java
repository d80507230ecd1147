package dev.isthmus.api.inventory;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;

/**
 * The resources that one launch uses on an agent, whichever driver launched it.
 *
 * @param launch the launch; for what outlives its task, such as the disk of a sandbox, {@link #OUTLIVES}
 * @param demand what it asked for, in the dialect of Mesos, so that nothing is offered twice that the backend does not count (disk) or
 *     counts more coarsely
 */
public record Holding(LaunchId launch, Resources demand) {

    /** In place of a launch, for what outlives its task (R-OS-14): 32 zeros. No launch has this id: they are hashes. */
    public static final LaunchId OUTLIVES = new LaunchId("0".repeat(32));

    /** Refuses another dialect. */
    public Holding {
        if (!demand.dialect().equals(Dialect.MESOS)) {
            throw new IllegalArgumentException("a demand is in dialect mesos, not " + demand.dialect());
        }
    }

    /** Whether a task holds it, which may live; false for what is left of those that have ended. */
    public boolean isOfTask() {
        return !launch.equals(OUTLIVES);
    }
}
