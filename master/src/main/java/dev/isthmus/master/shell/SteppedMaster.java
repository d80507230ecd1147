package dev.isthmus.master.shell;

import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A master without a server and without threads, for simulations: requests come in by {@link #handle}, what they and the backend have brought waits until {@link #workOff},
 * and the timers of its options do the rest. All else is as in a master that runs. It is dropped when it ends, as a process that is killed.
 *
 * <p><b>Threading.</b> One thread steps it, which runs its timers too. Pages are written by a thread, so no page is to be asked for.
 */
public final class SteppedMaster {

    private static final int NO_PORT = 5050;

    private final FrontDoor door;
    private final LeadingMaster leading;

    private SteppedMaster(FrontDoor door, LeadingMaster leading) {
        this.door = door;
        this.leading = leading;
    }

    /**
     * Begins to lead.
     *
     * @param options it does not listen; its timers run its steps, none of them within the call that asks for it
     * @param machine makes its machine
     * @param replaced told when another master has taken the journal; this one serves nobody from then on
     * @param defects told what has failed that should not, and by what
     * @throws RuntimeException if the backend, the translators or the journal cannot be opened, as they throw it
     */
    public static SteppedMaster start(
            MasterOptions options,
            MasterParts parts,
            Function<MasterMachineOptions, SharedMachine> machine,
            Runnable replaced,
            BiConsumer<String, Throwable> defects) {
        FrontDoor door = FrontDoor.of(options);
        LeadingMaster leading = LeadingMaster.start(
                options,
                parts,
                machine,
                options.info(NO_PORT),
                door,
                () -> {
                    door.shut("Another master has taken over; this one serves nobody any more");
                    replaced.run();
                },
                new LeadingMaster.Running(options::timers, loop -> {}, defects));
        return new SteppedMaster(door, leading);
    }

    /** A request comes in. It is answered by {@link #workOff} at the latest. */
    public void handle(HttpRequest request, Exchange exchange) {
        door.handle(request, exchange);
    }

    /** Does all that waits. */
    public void workOff() {
        leading.workOff();
    }
}
