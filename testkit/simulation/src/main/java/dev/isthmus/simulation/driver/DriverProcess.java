package dev.isthmus.simulation.driver;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.ecs.EcsBackendProvider;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.shell.MesosFrontend;
import dev.isthmus.mesos.shell.SteppedDriver;
import dev.isthmus.simulation.cluster.CallPoints;
import dev.isthmus.simulation.cluster.SimulatedAws;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.SimulatedFramework;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.simulation.trace.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process of a framework with its driver: the real frontend without its thread, and the real backend, on a clock and a scheduler of their own. It can be
 * killed, frozen and continued between any two steps, and killed within one, before anything that can be seen from outside.
 */
public final class DriverProcess implements FrameworkSession, ProcessWitness, CallPoints {

    /** Who is told what becomes of a process. */
    public interface Owner {

        /** Whether no newer process of the framework has begun. */
        boolean isCurrent(DriverProcess process);

        /** The framework has been told its id. */
        void registered(DriverProcess process, String frameworkId);

        /** The process has ended, by itself or by a kill. */
        void ended(DriverProcess process, String why);

        /** A step of the process threw what it should not. */
        void broke(DriverProcess process, Throwable cause);
    }

    private final DriverLife life;
    private final SimulatedFramework framework;
    private final Surroundings around;
    private final Owner owner;
    private final Draws draws;
    private final Draws ids;
    private final ProcessTime time;
    private final SteppedDriver driver;
    private final FrontendThread frontend;
    private final FrameworkDriver seen;
    private int activitiesLeft = Integer.MAX_VALUE;
    private @Nullable Runnable atNextCheck;
    private boolean ended;

    /** Makes a process that has not begun; its framework may have an id already. */
    public DriverProcess(
            DriverLife life,
            SimulatedFramework framework,
            Optional<String> frameworkId,
            Surroundings around,
            Draws draws,
            Owner owner) {
        this.life = life;
        this.framework = framework;
        this.around = around;
        this.owner = owner;
        this.draws = draws.of("framework");
        this.ids = draws.of("ids");
        this.time = new ProcessTime(around.clock(), this::workOff, cause -> owner.broke(this, cause));
        this.driver = stepped(frameworkId, draws);
        this.frontend = new FrontendThread(driver, time, draws.of("lag"));
        this.seen = new ObservedDriver(this, around.wrapping().driver(life, time, driver.driver()));
    }

    private SteppedDriver stepped(Optional<String> frameworkId, Draws all) {
        FrameworkInfo.Builder info = framework.info().toBuilder();
        frameworkId.ifPresent(id -> info.setId(FrameworkID.newBuilder().setValue(id)));
        Wrapping wrapping = around.wrapping();
        boolean implicitly = framework.acknowledgesImplicitly();
        SchedulerCallbacks callbacks =
                wrapping.callbacks(life, time, new ObservedCallbacks(this, framework.begin(this), implicitly));
        SimulatedAws aws = new SimulatedAws(
                life,
                time,
                this,
                around.clock(),
                around.network(),
                all.of("network"),
                around.observer(),
                around.trace());
        EcsBackendProvider provider = new EcsBackendProvider(wrapping.aws(life, time, aws));
        return MesosFrontend.stepped(FrontendOptions.builder(info.build(), callbacks)
                .implicitAcknowledgements(implicitly)
                .settings(around.settings())
                .fencedBackend(fence -> around.host()
                        .map(host -> host.share(time))
                        .orElseGet(() -> wrapping.backend(
                                life,
                                time,
                                provider.open(new BackendContext(
                                        around.settings(), time.clock(), time.steady(), time.scheduler(), fence)))))
                .translators(dialect -> TranslatorTable.load(Discovery.installed(), dialect, around.settings()))
                .journal(context ->
                        Optional.of(wrapping.journal(life, around.journals().open(context, time, this::leaves))))
                .clock(time.clock())
                .steady(time.steady())
                .scheduler(time.scheduler())
                .mesosVersion(framework.mesosVersion())
                .uuids(ids::uuid)
                .build());
    }

    /** The process begins. */
    public void begin() {
        around.observer().began(life);
        time.now(() -> {
            if (driver.driver().start() != Status.DRIVER_RUNNING) {
                failed("the driver cannot be set up");
            }
        });
    }

    // What happens to it.

    /** The process is killed. */
    public void kill() {
        if (!time.isDead()) {
            around.trace().add(Column.OPERATOR, life.toString(), "killed", "");
            end("killed");
        }
    }

    /** The process is killed before its so many'th activity from now: a call, a callback, or what is sent. */
    public void killAfter(int activities) {
        activitiesLeft = activities;
    }

    private void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        time.kill();
        around.host().ifPresent(host -> host.died(time));
        around.journals().died(time);
        around.observer().ended(life);
        owner.ended(this, why);
    }

    /** The process stands still. */
    public void freeze() {
        if (!time.isDead() && !time.isFrozen()) {
            around.trace().add(Column.OPERATOR, life.toString(), "frozen", "");
            time.freeze();
            around.observer().frozen(life, true);
        }
    }

    /** The process stands still from the moment on at which the fence has let its next call through; then {@code whenFrozen} is done. */
    public void freezeAtNextCheck(Runnable whenFrozen) {
        atNextCheck = whenFrozen;
    }

    /** The process goes on. */
    public void thaw() {
        if (!time.isDead() && time.isFrozen()) {
            around.trace().add(Column.OPERATOR, life.toString(), "continued", "");
            around.observer().frozen(life, false);
            time.thaw();
        }
    }

    /** The clock of its machine is set. */
    public void jumpClock(Duration by) {
        if (!time.isDead()) {
            around.trace().add(Column.OPERATOR, life.toString(), "clock jumps", by);
            around.observer().clockJumped(life);
            time.jump(by);
        }
    }

    /** Whether it is no more. */
    public boolean isOver() {
        return ended;
    }

    private void workOff() {
        frontend.stepped();
    }

    // What the framework has.

    @Override
    public FrameworkDriver driver() {
        return seen;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public void after(Duration delay, Runnable action) {
        var unused = time.after(delay, action);
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
        return !time.isDead();
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
    public boolean leaves() {
        if (!time.isDead() && --activitiesLeft <= 0) {
            kill();
        }
        return !time.isDead();
    }

    @Override
    public void checked() {
        Runnable whenFrozen = atNextCheck;
        if (whenFrozen != null && !time.isDead()) {
            atNextCheck = null;
            freeze();
            whenFrozen.run();
        }
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
