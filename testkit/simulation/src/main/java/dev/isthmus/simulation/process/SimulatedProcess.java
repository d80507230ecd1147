package dev.isthmus.simulation.process;

import dev.isthmus.simulation.cluster.CallPoints;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.simulation.trace.Column;
import dev.isthmus.simulation.trace.Trace;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A process, on a clock and a scheduler of its own. It can be killed, frozen and continued between any two steps, and killed within one, before anything that can be seen
 * from outside.
 */
public abstract class SimulatedProcess implements CallPoints {

    private final Trace trace;
    private final ProcessTime time;
    private int activitiesLeft = Integer.MAX_VALUE;
    private @Nullable Runnable atNextCheck;
    private boolean ended;

    /** One that has done nothing yet. */
    protected SimulatedProcess(ManualClock clock, Trace trace) {
        this.trace = trace;
        this.time = new ProcessTime(clock, this::workOff, this::broke);
    }

    // What a kind of process makes of it.

    /** Whose it is. */
    public abstract DriverLife life();

    /** A step is over. */
    protected abstract void workOff();

    /** A step has thrown, which none should. */
    protected abstract void broke(Throwable cause);

    /** It stands still, or goes on. */
    protected abstract void stood(boolean stands);

    /** Its clock was set. */
    protected abstract void clockJumped();

    /** It is no more. Called once. */
    protected abstract void gone(String why);

    // What happens to it.

    /** The time of the process. */
    public final ProcessTime time() {
        return time;
    }

    /** The process is killed. */
    public final void kill() {
        if (!time.isDead()) {
            trace.add(Column.OPERATOR, life().toString(), "killed", "");
            end("killed");
        }
    }

    /** The process is killed before its so many'th activity from now: a call, a callback, or what is sent. */
    public final void killAfter(int activities) {
        activitiesLeft = activities;
    }

    /** The process ends. */
    public final void end(String why) {
        if (!ended) {
            ended = true;
            time.kill();
            gone(why);
        }
    }

    /** The process stands still. */
    public final void freeze() {
        if (!time.isDead() && !time.isFrozen()) {
            trace.add(Column.OPERATOR, life().toString(), "frozen", "");
            time.freeze();
            stood(true);
        }
    }

    /** The process stands still from the moment on at which the fence has let its next call through; then {@code whenFrozen} is done. */
    public final void freezeAtNextCheck(Runnable whenFrozen) {
        atNextCheck = whenFrozen;
    }

    /** The process goes on. */
    public final void thaw() {
        if (!time.isDead() && time.isFrozen()) {
            trace.add(Column.OPERATOR, life().toString(), "continued", "");
            stood(false);
            time.thaw();
        }
    }

    /** The clock of its machine is set. */
    public final void jumpClock(Duration by) {
        if (!time.isDead()) {
            trace.add(Column.OPERATOR, life().toString(), "clock jumps", by);
            clockJumped();
            time.jump(by);
        }
    }

    /** Whether it is no more. */
    public final boolean isOver() {
        return ended;
    }

    @Override
    public final boolean leaves() {
        if (!time.isDead() && --activitiesLeft <= 0) {
            kill();
        }
        return !time.isDead();
    }

    @Override
    public final void checked() {
        Runnable whenFrozen = atNextCheck;
        if (whenFrozen != null && !time.isDead()) {
            atNextCheck = null;
            freeze();
            whenFrozen.run();
        }
    }
}
