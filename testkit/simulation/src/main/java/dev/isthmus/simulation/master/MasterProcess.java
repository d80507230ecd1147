package dev.isthmus.simulation.master;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.serving.OneMachine;
import dev.isthmus.master.shell.Advertised;
import dev.isthmus.master.shell.MasterOptions;
import dev.isthmus.master.shell.MasterParts;
import dev.isthmus.master.shell.SteppedMaster;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.simulation.client.ClientWorld;
import dev.isthmus.simulation.client.MasterDoor;
import dev.isthmus.simulation.driver.Surroundings;
import dev.isthmus.simulation.observe.AllocatorRun;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.process.SimulatedProcess;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.trace.Column;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A process with a master: the real shell without its threads and its server, the real backend, and the journal. */
final class MasterProcess extends SimulatedProcess implements MasterDoor {

    /** How often of a thousand its thread is late. */
    private static final int LAGS = 150;

    private static final Duration LAGS_BY = Duration.ofMillis(20);

    /** For how long one that was replaced is still there. */
    private static final Duration LINGERS = Duration.ofSeconds(5);

    /** Who is told what becomes of it. */
    interface Owner {

        void ended(MasterProcess process);

        /** Something of the master has failed that should not. */
        void broke(MasterProcess process, String what, Throwable cause);

        /** All frameworks that it serves stand still with it, or their clock jumps. */
        void stood(boolean stands);

        void jumped();
    }

    private final DriverLife life;
    private final Surroundings around;
    private final Owner owner;
    private final Draws draws;
    private final Draws lag;
    private final List<Runnable> whenGone = new ArrayList<>();
    private @Nullable SteppedMaster master;
    private long streams;
    private boolean workPlanned;

    MasterProcess(DriverLife life, Surroundings around, Draws draws, Owner owner) {
        super(around.clock(), around.trace());
        this.life = life;
        this.around = around;
        this.draws = draws;
        this.lag = draws.of("lag");
        this.owner = owner;
    }

    /** The process begins. */
    void begin() {
        around.observer().began(life);
        time().now(() -> {
            try {
                master = SteppedMaster.start(
                        options(),
                        new Parts(),
                        options -> new WatchedMachine(
                                around.wrapping().machine(life, new OneMachine(options)), new Watcher()),
                        this::replaced,
                        (what, cause) -> owner.broke(this, what, cause));
            } catch (JournalException e) {
                end("it cannot lead: " + e.getMessage());
            }
        });
    }

    private MasterOptions options() {
        Draws ids = draws.of("ids");
        return new MasterOptions(
                InetSocketAddress.createUnresolved("master", 0),
                new Advertised("master", "10.0.0.2"),
                Optional.empty(),
                HostNames.ANY,
                Optional.empty(),
                ServerLimits.DEFAULT,
                ClientWorld.HEARTBEAT,
                new TreeMap<>(),
                time().clock(),
                time().steady(),
                time().scheduler(),
                ids::uuid);
    }

    private final class Parts implements MasterParts {

        @Override
        public Settings settings() {
            return around.settings();
        }

        @Override
        public Backend backend(Fence fence) {
            return around.backend(life, time(), MasterProcess.this, draws, fence);
        }

        @Override
        public TranslatorTable translators(Dialect dialect) {
            return TranslatorTable.load(Discovery.installed(), dialect, around.settings());
        }

        @Override
        public Optional<JournalProvider> journals() {
            return Optional.of(new MasterJournals(around, MasterProcess.this));
        }
    }

    private final class Watcher implements WatchedMachine.Watcher {

        @Override
        public void left(String framework) {
            if (!time().isDead()) {
                around.observer().masterHungUp(life, framework);
            }
        }

        @Override
        public void took(Call call) {
            around.observer().machineTook(life, call);
        }

        @Override
        public void granted(AllocatorRun run) {
            around.observer().allocated(life, run);
        }
    }

    private void replaced() {
        time().after(draws.upTo(LINGERS), () -> end("another master has taken its journal"));
    }

    @Override
    public DriverLife life() {
        return life;
    }

    // As clients see it.

    @Override
    public void handle(HttpRequest request, Exchange exchange) {
        SteppedMaster serving = master;
        if (serving == null) {
            exchange.answer(HttpAnswer.unavailable());
            return;
        }
        Optional<Call> call = SchedulerGate.admit(request, Optional.empty(), new Leadership.Leading())
                .fold(answer -> Optional.empty(), admitted -> Optional.of(admitted.call()));
        serving.handle(
                request,
                around.wrapping().exchange(life, new WatchedExchange(this, around.observer(), call, exchange)));
    }

    /** The number of a stream that is opened now. */
    long nextStream() {
        return ++streams;
    }

    /** It answers. */
    void says(HttpAnswer answer, Optional<Call> call) {
        if (answer.status() >= 300) {
            around.trace()
                    .add(
                            Column.FRONTEND,
                            life.toString(),
                            "answers " + answer.status() + " to",
                            call.map(its -> its.getType() + ": ").orElse("") + answer.body());
        }
    }

    @Override
    public boolean isGone() {
        return isOver();
    }

    @Override
    public void whenGone(Runnable then) {
        whenGone.add(then);
    }

    // What happens to it.

    @Override
    protected void workOff() {
        SteppedMaster serving = master;
        if (serving == null || workPlanned) {
            return;
        }
        if (lag.permille(LAGS)) {
            workPlanned = true;
            around.clock().after(lag.upTo(LAGS_BY), () -> {
                workPlanned = false;
                time().now(() -> {});
            });
        } else {
            serving.workOff();
        }
    }

    @Override
    protected void broke(Throwable cause) {
        owner.broke(this, "a step", cause);
    }

    @Override
    protected void stood(boolean stands) {
        around.observer().frozen(life, stands);
        owner.stood(stands);
    }

    @Override
    protected void clockJumped() {
        around.observer().clockJumped(life);
        owner.jumped();
    }

    @Override
    protected void gone(String why) {
        around.trace().add(Column.OPERATOR, life.toString(), "is no more:", why);
        around.journals().died(time());
        around.observer().ended(life);
        whenGone.forEach(Runnable::run);
        owner.ended(this);
    }
}
