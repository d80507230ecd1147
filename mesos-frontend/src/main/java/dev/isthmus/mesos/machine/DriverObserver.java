package dev.isthmus.mesos.machine;

import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sees what goes into the steps of a driver and what comes of them, for whoever shows it. Nothing depends on it.
 *
 * <p><b>Threading.</b> {@link #opened} is called by whoever starts the driver, all else by the driver's thread, which does nothing else meanwhile. No method may block or throw.
 */
public interface DriverObserver {

    /** Nobody looks. */
    DriverObserver NONE = new DriverObserver() {
        @Override
        public void opened(Runnable wake) {}

        @Override
        public void stepped(Input input, List<Output> outputs, Supplier<MasterView> view) {}

        @Override
        public void ended() {}
    };

    /**
     * The driver has opened its cluster and is about to take its first step.
     *
     * @param wake has it take a step soon, unless it has ended; any thread may call it
     */
    void opened(Runnable wake);

    /**
     * A step was taken; what comes of it is carried out after this.
     *
     * @param outputs in order
     * @param view what the machine holds now; costs a look at each agent, task and offer, and may be asked within this call only
     */
    void stepped(Input input, List<Output> outputs, Supplier<MasterView> view);

    /** The driver has ended. Not called of one that is stepped by somebody else. */
    void ended();
}
