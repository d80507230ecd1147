package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the points of Mesos's behaviour are shown on: a master with one framework, stepped without threads, network and clock. Whatever is between the two, a test
 * says what a driver would be told and reads what one would do.
 */
public interface PointBench {

    /**
     * Takes one step.
     *
     * @param now never before that of an earlier step
     * @param input {@link Input.Start} first; {@link Input.Delivered} after each callback of an update
     * @return what comes of it, in order
     */
    List<Output> step(Instant now, Input input);

    /** When a {@link Input.Tick} is due, if nothing happens before. */
    Optional<Instant> nextDue();

    /** The epoch for which the journal is to be asked whether a newer driver has come. */
    Optional<Epoch> doubt();

    /** Makes one. */
    @FunctionalInterface
    interface Maker {

        /** One that has not started, at that time. */
        PointBench make(MasterMachineOptions master, MachineOptions framework, Instant now);
    }
}
