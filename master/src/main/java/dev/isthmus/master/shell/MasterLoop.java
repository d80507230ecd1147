package dev.isthmus.master.shell;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.master.api.MasterInspection;
import dev.isthmus.master.gate.Admission;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.life.StepsTold;
import dev.isthmus.master.life.TaskStories;
import dev.isthmus.master.life.TaskStory;
import dev.isthmus.master.maintenance.MaintenanceView;
import dev.isthmus.master.metric.MasterFigures;
import dev.isthmus.master.outgoing.SharedRecord;
import dev.isthmus.master.page.TaskPage;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingMaster;
import dev.isthmus.master.serving.ServingOutput;
import dev.isthmus.master.setting.OperatorChange;
import dev.isthmus.master.setting.OperatorSettings;
import dev.isthmus.master.setting.SettingsInput;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.master.snapshot.MasterLook;
import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.master.watch.WatchInput;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.step.MasterInput;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a master: it steps the master and carries out what comes of it. All other threads only put something into its inbox. */
final class MasterLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private final ServingMaster master;
    private final ToldHistory history;
    private final TaskStories stories = new TaskStories();
    private final StepsTold told = new StepsTold(stories);
    private final ClusterWatch watch;
    private final MasterFigures figures;
    private final ClientConnections clients;
    private final OutputCarrier carrier;
    private final MasterInbox inbox;
    private final InstantSource clock;
    private final SteadyTime time;
    private final WakeUps wakeUps;
    private final Duration patience;
    private final BiConsumer<String, Throwable> defects;
    private final Thread thread = new Thread(this::run, "isthmus-master");
    private boolean isStopped;

    /**
     * Nothing is served yet.
     *
     * @param watch sees what comes of each step, and the history through it
     * @param figures see it, too
     * @param clients hold what {@code carrier} answers
     * @param patience how long what is still to be done may take when the master ends
     * @param defects is told what has failed that should not, and by what
     */
    MasterLoop(
            ServingMaster master,
            ToldHistory history,
            ClusterWatch watch,
            MasterFigures figures,
            ClientConnections clients,
            OutputCarrier carrier,
            MasterInbox inbox,
            InstantSource clock,
            InstantSource steady,
            ScheduledExecutorService timers,
            Duration patience,
            BiConsumer<String, Throwable> defects) {
        this.master = master;
        this.history = history;
        this.watch = watch;
        this.figures = figures;
        this.clients = clients;
        this.carrier = carrier;
        this.inbox = inbox;
        this.clock = clock;
        this.time = new SteadyTime(clock, steady);
        this.wakeUps = new WakeUps(timers, steady, () -> inbox.put(new ServingInput.Tick()));
        this.patience = patience;
        this.defects = defects;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A call has arrived; any thread. */
    void arrived(Admission.Admitted call, Exchange exchange) {
        inbox.put(new ServingInput.Arrived(clients.number(exchange), call));
    }

    /** Who the master is; any thread. */
    MasterIdentity identity() {
        return history.identity();
    }

    /** Somebody looks at the master; any thread. What is done with what is seen is done by the master's thread and must not take long. */
    void look(Consumer<Supplier<MasterInspection>> seen) {
        inbox.add(loop -> {
            MasterView view = master.view();
            MasterLook look = history.look(master.frameworks(), view);
            OperatorSettings settings = master.settings();
            List<MetricFamily> measured = figures.families();
            seen.accept(() -> new MasterInspection(
                    look.snapshot(),
                    measured,
                    () -> new RolesView(settings.roles(), ClusterUse.of(view)),
                    new MaintenanceView(settings.maintenance(), view)));
        });
    }

    /** Somebody asks what is set; as {@link #look}. */
    void recall(Consumer<OperatorSettings> seen) {
        inbox.add(loop -> seen.accept(master.settings()));
    }

    /** Somebody wants to be told what happens; any thread. */
    void watch(MediaType encoding, Exchange exchange) {
        inbox.add(loop -> watching(() -> watch.open(time.now(), exchange, encoding)));
    }

    /** Something happens to those who watch, on the thread. */
    void watch(WatchInput input) {
        watching(() -> watch.step(time.now(), input));
    }

    /** Whoever watched on a stream is gone, on the thread. */
    void unwatched(String stream) {
        watching(() -> watch.broken(time.now(), stream));
    }

    /** What there is has been written for those who watch, on the thread. */
    void described(Map<MediaType, SharedRecord> written) {
        watching(() -> watch.described(time.now(), written));
    }

    private void watching(Runnable step) {
        try {
            step.run();
        } finally {
            wake();
        }
    }

    /** Somebody asks for the life of a task; as {@link #look}. */
    void story(TaskPage.Of task, Consumer<TaskStory> seen) {
        inbox.add(loop -> seen.accept(stories.of(task.framework(), task.task())));
    }

    /** Somebody asks why a framework waits; as {@link #look}. */
    void standings(String framework, Consumer<List<AgentStanding>> seen) {
        inbox.add(loop -> seen.accept(framework.isEmpty() ? List.of() : master.standings(new FrameworkId(framework))));
    }

    /** How often each operation of the cluster was called so far; any thread. */
    Map<String, Long> callCounts() {
        return carrier.callCounts();
    }

    /** A launch gets on, which is of no matter to the master; on its thread. */
    void progressed(FrameworkId framework, LaunchProgress progress) {
        stories.progressed(ToldHistory.seconds(clock.instant()), framework, progress);
    }

    /** An operator asks for a change; any thread. */
    void asked(OperatorChange change, Exchange exchange) {
        inbox.put(new ServingInput.OfSettings(new SettingsInput.Asked(clients.number(exchange), change)));
    }

    /** An operator wants a framework to be removed; any thread. */
    void tearDown(String framework, Exchange exchange) {
        inbox.put(new ServingInput.TornDown(clients.number(exchange), framework));
    }

    /** An operator wants a task to be killed; any thread. */
    void kill(FrameworkId framework, String task, Exchange exchange) {
        inbox.put(new ServingInput.Killed(clients.number(exchange), framework, task));
    }

    private void run() {
        try {
            while (!isStopped) {
                take(inbox.take());
            }
        } catch (InterruptedException e) {
            log.warn("the master's thread was interrupted and ends");
        } finally {
            wakeUps.cancel();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // An Error of one framework's messages must not end the others' master.
    private void take(Consumer<MasterLoop> next) {
        try {
            next.accept(this);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            figures.masterFailed();
            defects.accept("the master failed", e);
        }
    }

    /** Does all that waits, for a master without a thread. */
    void workOff() {
        for (var next = inbox.poll(); next.isPresent() && !isStopped; next = inbox.poll()) {
            take(next.get());
        }
    }

    /** Takes one step, on the thread. A call whose step fails, which none should, is answered all the same. */
    void step(ServingInput input) {
        try {
            Instant now = time.now();
            time.clockSet()
                    .ifPresent(behind -> take(now, new ServingInput.OfMachine(new MasterInput.ClockSet(behind))));
            take(now, input);
        } finally {
            if (input instanceof ServingInput.Arrived arrived) {
                clients.answer(arrived.exchange(), HttpAnswer.failed());
            }
        }
    }

    private void take(Instant now, ServingInput input) {
        Instant shown = clock.instant();
        List<ServingOutput> outputs = step(now, shown, input);
        for (ServingOutput output : outputs) {
            try {
                output.match(carrier);
            } catch (RuntimeException e) {
                figures.outputFailed();
                defects.accept(output.getClass().getSimpleName() + " failed", e);
            }
        }
        told.see(shown, input, outputs);
        figures.see(now, input, outputs);
        watching(() -> watch.see(now, shown, outputs));
        if (input instanceof ServingInput.End) {
            watch(new WatchInput.End());
        }
        figures.took(input, Duration.between(now, time.now()));
    }

    private void wake() {
        wakeUps.at(Stream.of(master.nextDue(), watch.nextDue())
                .flatMap(Optional::stream)
                .min(Instant::compareTo));
    }

    private List<ServingOutput> step(Instant now, Instant shown, ServingInput input) {
        try {
            return master.step(now, shown, input);
        } finally {
            // Before anybody sees what comes of it, and moves the clock on.
            wake();
        }
    }

    /** Ends the streams, waits for a while for what was asked of the backend, and ends the thread. */
    @Override
    public void close() {
        inbox.put(new ServingInput.End());
        try {
            if (thread.isAlive() && !carrier.awaitEnd(patience)) {
                log.warn(
                        "after {} s the backend has not answered all that it was asked for; not waiting any longer",
                        patience.toSeconds());
            }
            inbox.add(loop -> loop.isStopped = true);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
