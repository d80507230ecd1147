package dev.isthmus.simulation.master;

import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.simulation.client.MasterDoor;
import dev.isthmus.simulation.client.MasterLookup;
import dev.isthmus.simulation.driver.Surroundings;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.process.SimulatedProcess;
import dev.isthmus.simulation.time.Draws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The master of a world: its processes, one after the other. Whoever watches it starts it again when it has ended. */
public final class MasterResidence implements MasterLookup, MasterProcess.Owner {

    private static final Duration SOONEST = Duration.ofMillis(200);
    private static final Duration LATEST = Duration.ofSeconds(20);

    private final Surroundings around;
    private final Draws draws;
    private final BiConsumer<String, Throwable> faults;
    private final Consumer<Consumer<DriverLife>> clients;
    private final List<Runnable> watchers = new ArrayList<>();
    private @Nullable MasterProcess newest;
    private int lives;

    /**
     * A master that has not begun.
     *
     * @param faults is told what has failed that should not, and by what
     * @param clients does something with each present life of a framework's driver
     */
    public MasterResidence(
            Surroundings around,
            Draws draws,
            BiConsumer<String, Throwable> faults,
            Consumer<Consumer<DriverLife>> clients) {
        this.around = around;
        this.draws = draws;
        this.faults = faults;
        this.clients = clients;
    }

    /** A process of it begins, whether there is one or not. */
    public void begin() {
        DriverLife life = DriverLife.ofMaster(++lives);
        MasterProcess process = new MasterProcess(life, around, draws.of(life.toString()), this);
        newest = process;
        process.begin();
        watchers.forEach(Runnable::run);
    }

    /** The process that it has. */
    public Optional<SimulatedProcess> process() {
        return Optional.<SimulatedProcess>ofNullable(newest).filter(process -> !process.isOver());
    }

    /** An operator asks for something; if nobody is there, nothing happens. */
    public void operate(HttpRequest request) {
        MasterProcess its = newest;
        if (its != null && !its.isOver()) {
            its.time().now(() -> its.handle(request, new OperatorExchange(its, around.trace())));
        }
    }

    @Override
    public Optional<MasterDoor> newest() {
        return Optional.<MasterDoor>ofNullable(newest).filter(door -> !door.isGone());
    }

    @Override
    public void watch(Runnable changed) {
        watchers.add(changed);
    }

    @Override
    public void ended(MasterProcess process) {
        // One that was replaced is not started again.
        if (process == newest) {
            around.clock().after(draws.between(SOONEST, LATEST), () -> {
                if (process == newest) {
                    begin();
                }
            });
        }
    }

    @Override
    public void broke(MasterProcess process, String what, Throwable cause) {
        faults.accept(process.life() + ": " + what, cause);
    }

    @Override
    public void stood(boolean stands) {
        clients.accept(life -> around.observer().frozen(life, stands));
    }

    @Override
    public void jumped() {
        clients.accept(around.observer()::clockJumped);
    }
}
