package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.simulation.framework.SimulatedFramework;
import dev.isthmus.simulation.framework.TaskBook;
import java.time.Duration;
import java.util.SortedSet;

/** What the kinds have in common: a name, a book of tasks that outlives the process, and a limit. */
abstract class BookedFramework implements SimulatedFramework {

    private static final Duration FAILOVER = Duration.ofDays(7);

    private final String name;
    private final int most;
    private final TaskBook tasks;
    private boolean launching = true;

    BookedFramework(String name, int most) {
        this.name = name;
        this.most = most;
        this.tasks = new TaskBook(name);
    }

    final TaskBook tasks() {
        return tasks;
    }

    /** Whether it may launch one more task. */
    final boolean hasRoom() {
        return launching && tasks.size() < most;
    }

    /** How many tasks it has at one time at most. */
    final int most() {
        return most;
    }

    final boolean isLaunching() {
        return launching;
    }

    @Override
    public FrameworkInfo info() {
        return FrameworkInfo.newBuilder()
                .setName(name)
                .setUser("simulation")
                .setHostname("simulation")
                .setCheckpoint(true)
                .setFailoverTimeout((double) FAILOVER.toSeconds())
                .build();
    }

    @Override
    public void removed() {
        tasks.forgetAll();
    }

    @Override
    public void stopLaunching() {
        launching = false;
    }

    @Override
    public SortedSet<String> live() {
        return tasks.live();
    }
}
