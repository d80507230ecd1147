package dev.isthmus.api.launch;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;

/**
 * Who and where a task is, whether it was launched by this process or by an earlier one. All of it survives a restart of the driver (R-TL-18).
 *
 * @param launch the token it was launched with
 * @param framework whose it is
 * @param task its id within the framework
 * @param agent where it runs
 * @param demand what it asked for, in the dialect of Mesos
 */
public record LaunchedTask(LaunchId launch, FrameworkId framework, TaskId task, AgentId agent, Resources demand) {

    /** Refuses another dialect. */
    public LaunchedTask {
        if (!demand.dialect().equals(Dialect.MESOS)) {
            throw new IllegalArgumentException("a demand is in dialect mesos, not " + demand.dialect());
        }
    }
}
