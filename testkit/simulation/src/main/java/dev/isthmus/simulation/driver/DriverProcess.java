package dev.isthmus.simulation.driver;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.SimulatedFramework;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.process.SimulatedProcess;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.trace.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A process of a framework with its driver, of any kind. */
public final class DriverProcess extends SimulatedProcess implements FrameworkSession, ProcessWitness, DriverPlace {

    /** Who is told what becomes of a process. */
    public interface Owner {

        /** Whether no newer process of the framework has begun. */
        boolean isCurrent(DriverProcess process);

        /** The next life of a driver of this framework. */
        DriverLife nextLife();

        /** The framework has been told its id. */
        void registered(DriverProcess process, String frameworkId);

        /** The process has ended, by itself or by a kill. */
        void ended(DriverProcess process, String why);

        /** A step of the process threw what it should not. */
        void broke(DriverProcess process, Throwable cause);
    }

    private final Surroundings around;
    private final Owner owner;
    private final Draws chance;
    private final Draws draws;
    private final SchedulerCallbacks callbacks;
    private final ProcessDriver driver;
    private final FrameworkDriver seen;
    private DriverLife life;

    /**
     * Makes a process that has not begun; its framework may have an id already.
     *
     * @param drivers make its driver
     */
    public DriverProcess(
            SimulatedFramework framework,
            Optional<String> frameworkId,
            Surroundings around,
            Drivers drivers,
            Draws draws,
            Owner owner) {
        super(around.clock(), around.trace());
        this.life = owner.nextLife();
        this.around = around;
        this.owner = owner;
        this.chance = draws.of(life.toString());
        this.draws = chance.of("framework");
        boolean implicitly = framework.acknowledgesImplicitly();
        FrameworkInfo.Builder info = framework.info().toBuilder();
        frameworkId.ifPresent(id -> info.setId(FrameworkID.newBuilder().setValue(id)));
        this.callbacks = framework.begin(this);
        this.driver = drivers.open(
                this,
                info.build(),
                around.wrapping().callbacks(life, time(), new ObservedCallbacks(this, callbacks, implicitly)),
                new Drivers.Described(implicitly, framework.mesosVersion()));
        this.seen = new ObservedDriver(this, around.wrapping().driver(life, time(), driver.driver()));
    }

    /** The process begins. */
    public void begin() {
        around.observer().began(life);
        time().now(() -> {
            if (driver.driver().start() != Status.DRIVER_RUNNING) {
                failed("the driver cannot be set up");
            }
        });
    }

    // What happens to it.

    @Override
    protected void gone(String why) {
        driver.ended();
        around.observer().ended(life);
        owner.ended(this, why);
    }

    @Override
    protected void stood(boolean stands) {
        around.observer().frozen(life, stands);
    }

    @Override
    protected void clockJumped() {
        around.observer().clockJumped(life);
    }

    @Override
    protected void workOff() {
        driver.stepped();
    }

    @Override
    protected void broke(Throwable cause) {
        owner.broke(this, cause);
    }

    // What the driver has.

    @Override
    public Draws chance() {
        return chance;
    }

    @Override
    public void renew() {
        around.observer().ended(life);
        life = owner.nextLife();
        around.observer().began(life);
    }

    @Override
    public void subscribed(String frameworkId) {
        registered(frameworkId);
    }

    @Override
    public void masterLost() {
        if (happens(Column.FRONTEND, "has no master", "")) {
            callbacks.disconnected();
        }
    }

    // What the framework has.

    @Override
    public FrameworkDriver driver() {
        return seen;
    }

    @Override
    public Instant now() {
        return time().now();
    }

    @Override
    public void after(Duration delay, Runnable action) {
        var unused = time().after(delay, action);
    }

    @Override
    public boolean isCurrent() {
        return owner.isCurrent(this);
    }

    @Override
    public Draws draws() {
        return draws;
    }

    @Override
    public void exit(String why) {
        if (lives()) {
            around.trace().add(Column.FRAMEWORK, life.toString(), "exits", why);
            end(why);
        }
    }

    @Override
    public void giveUp(String why) {
        if (lives()) {
            around.trace().add(Column.FRAMEWORK, life.toString(), "gives up", why);
            around.observer().gaveUp(life.framework(), why);
        }
    }

    // What is seen of it.

    @Override
    public DriverLife life() {
        return life;
    }

    @Override
    public Observer observer() {
        return around.observer();
    }

    @Override
    public boolean lives() {
        return !time().isDead();
    }

    @Override
    public boolean takesCalls() {
        return driver.takesCalls();
    }

    @Override
    public boolean happens(Column column, String what, Object detail) {
        if (!leaves()) {
            return false;
        }
        around.trace().add(column, life.toString(), what, detail);
        return true;
    }

    @Override
    public void registered(String frameworkId) {
        around.observer().registered(life, frameworkId);
        owner.registered(this, frameworkId);
    }

    @Override
    public void failed(String message) {
        around.observer().failed(life, message);
        end(message);
    }
}
