package dev.isthmus.simulation.run;

import dev.isthmus.simulation.driver.DriverProcess;
import dev.isthmus.simulation.driver.Drivers;
import dev.isthmus.simulation.driver.Surroundings;
import dev.isthmus.simulation.framework.SimulatedFramework;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A framework in its world: its processes, one after the other, and its id. Whoever watches it starts it again when it has ended. */
final class Residence implements DriverProcess.Owner {

    /** What a step of a process throws, whatever the laws say of it. */
    static final String NO_FAULT = "R-WD-00";

    /** What a master says of an id that is over. */
    private static final String REMOVED = "has been removed";

    private static final Duration SOONEST = Duration.ofMillis(200);
    private static final Duration LATEST = Duration.ofSeconds(20);

    private final String name;
    private final SimulatedFramework framework;
    private final Surroundings around;
    private final Drivers drivers;
    private final Draws draws;
    private final Court court;
    private Optional<String> id = Optional.empty();
    /** Those that go on, the oldest first. */
    private final List<DriverProcess> all = new ArrayList<>();

    private @Nullable DriverProcess newest;
    private int lives;
    /** Until when no process begins. */
    private Instant awayUntil = Instant.MIN;
    /** Before which of its activities the process is killed that begins then; 0 if it is not. */
    private int killedAfter;

    Residence(
            String name, SimulatedFramework framework, Surroundings around, Drivers drivers, Draws draws, Court court) {
        this.name = name;
        this.framework = framework;
        this.around = around;
        this.drivers = drivers;
        this.draws = draws;
        this.court = court;
    }

    String name() {
        return name;
    }

    Optional<String> id() {
        return id;
    }

    SimulatedFramework framework() {
        return framework;
    }

    Optional<DriverProcess> process() {
        return Optional.ofNullable(newest).filter(process -> !process.isOver());
    }

    /** All processes that go on: one that was replaced may not have noticed it yet. */
    List<DriverProcess> processes() {
        return List.copyOf(all);
    }

    /** A process begins, whether there is one or not. */
    void begin() {
        if (isAway()) {
            return;
        }
        DriverProcess process = new DriverProcess(framework, id, around, drivers, draws, this);
        newest = process;
        all.add(process);
        if (killedAfter > 0) {
            process.killAfter(killedAfter);
            killedAfter = 0;
        }
        process.begin();
    }

    private boolean isAway() {
        return around.clock().steady().isBefore(awayUntil);
    }

    /** All its processes are killed, and none begins for so long. Nothing, if that is so already. */
    void stayAway(Duration length, int activities) {
        if (isAway()) {
            return;
        }
        awayUntil = around.clock().steady().plus(length);
        killedAfter = activities;
        processes().forEach(DriverProcess::kill);
        newest = null;
        var unused = around.clock().after(length, this::begin);
    }

    @Override
    public DriverLife nextLife() {
        return new DriverLife(name, ++lives);
    }

    @Override
    public boolean isCurrent(DriverProcess process) {
        return process == newest;
    }

    @Override
    public void registered(DriverProcess process, String frameworkId) {
        if (process == newest) {
            id = Optional.of(frameworkId);
        } else if (!id.equals(Optional.of(frameworkId))) {
            // Mesos gives an id to each process that asks without one. Whose place is taken by then is no framework
            // more: it ends, as one that is not the leader any more.
            process.exit("another has its place");
        }
    }

    @Override
    public void ended(DriverProcess process, String why) {
        all.remove(process);
        // One that was replaced is not started again.
        if (process == newest) {
            if (why.contains(REMOVED)) {
                id = Optional.empty();
                framework.removed();
            }
            var unused = around.clock().after(draws.between(SOONEST, LATEST), () -> {
                if (process == newest) {
                    begin();
                }
            });
        }
    }

    @Override
    public void broke(DriverProcess process, Throwable cause) {
        court.broken(NO_FAULT, words("a step of " + process.life() + " failed", cause));
    }

    /** What has failed, and why, in words. */
    static String words(String what, Throwable cause) {
        StringBuilder words = new StringBuilder(what + ": " + cause);
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            words.append("; ").append(inner);
            if (inner.getStackTrace().length > 0) {
                words.append(" at ").append(inner.getStackTrace()[0]);
            }
        }
        return words.toString();
    }
}
