package dev.isthmus.api.launch;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.time.Duration;
import java.util.Optional;

/**
 * The identity of a task and where it runs, whether this process launched it or an earlier one. All of it survives a restart of the driver
 * (R-TL-18).
 *
 * @param launch the token it was launched with
 * @param framework the framework it belongs to
 * @param task its id within the framework
 * @param agent where it runs
 * @param demand what it asked for, in the dialect of Mesos
 * @param maxCompletionTime how long it may run, zero or more, if that is limited ({@code TaskInfo.max_completion_time} of Mesos). The
 *     backend only stores it: who launches tasks also stops those that run too long
 * @param memo text that the launcher stores with it; the backend does not read it
 * @param epoch which of the framework's drivers launched it; empty if that one had no journal, or was of a version without epochs. The
 *     backend only stores it
 */
public record LaunchedTask(
        LaunchId launch,
        FrameworkId framework,
        TaskId task,
        AgentId agent,
        Resources demand,
        Optional<Duration> maxCompletionTime,
        Memo memo,
        Optional<Epoch> epoch) {

    /** One that may run for ever, and of which there is nothing more to know. */
    public LaunchedTask(LaunchId launch, FrameworkId framework, TaskId task, AgentId agent, Resources demand) {
        this(launch, framework, task, agent, demand, Optional.empty(), Memo.NONE);
    }

    /** One of a driver that has no epoch. */
    public LaunchedTask(
            LaunchId launch,
            FrameworkId framework,
            TaskId task,
            AgentId agent,
            Resources demand,
            Optional<Duration> maxCompletionTime,
            Memo memo) {
        this(launch, framework, task, agent, demand, maxCompletionTime, memo, Optional.empty());
    }

    /** Refuses another dialect, and a negative time. */
    public LaunchedTask {
        if (maxCompletionTime.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException(
                    "max completion time " + maxCompletionTime.get() + " of task " + task + ": want zero or more");
        }
        if (!demand.dialect().equals(Dialect.MESOS)) {
            throw new IllegalArgumentException("a demand is in dialect mesos, not " + demand.dialect());
        }
    }
}
