package dev.isthmus.testkit.framework;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.Border;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.shell.MesosFrontend;
import dev.isthmus.mesos.shell.SteppedDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import org.apache.mesos.Protos;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;
import org.jspecify.annotations.Nullable;

/** Where a script plays: a driver without a thread, the cluster behind it, the time, and what has happened. */
final class Stage {

    /** How the scheduler under test stands to its cluster. */
    private enum Contact {
        NONE,
        CONNECTED,
        DISCONNECTED,
        ENDED
    }

    private static final Duration ROUND = Duration.ofSeconds(1);

    private final ScriptClock clock;
    private final History history;
    private final Cluster cluster;
    private final Ledger ledger = new Ledger();
    private final OfferBook offers = new OfferBook();
    private final Map<String, String> aliases = new HashMap<>();
    private boolean implicitAcknowledgements = true;
    private List<String> suppressedRoles = List.of();
    private Settings settings = Settings.none();
    private @Nullable SteppedDriver driver;
    private @Nullable SchedulerDriver border;
    private @Nullable SchedulerCallbacks callbacks;
    private Contact contact = Contact.NONE;
    private String contactWord = "";
    private Optional<String> frameworkId = Optional.empty();
    private boolean partitionAware;
    private boolean tearingDown;
    private @Nullable String threwIn;
    private @Nullable Throwable thrown;
    private @Nullable Thread thread;
    private long uuids;

    Stage(ScriptClock clock) {
        this.clock = clock;
        this.history = new History(clock);
        this.cluster = new Cluster(clock, history);
        cluster.onLaunch(this::arrived);
    }

    History history() {
        return history;
    }

    Cluster cluster() {
        return cluster;
    }

    Ledger ledger() {
        return ledger;
    }

    OfferBook offers() {
        return offers;
    }

    // How it is set up.

    void acknowledgeExplicitly() {
        implicitAcknowledgements = false;
    }

    boolean acknowledgesImplicitly() {
        return implicitAcknowledgements;
    }

    void suppress(List<String> roles) {
        suppressedRoles = List.copyOf(roles);
    }

    void set(Settings newSettings) {
        settings = newSettings;
    }

    boolean isFresh() {
        return driver == null;
    }

    /** The id that the framework was registered with, if it was. */
    Optional<String> frameworkId() {
        return frameworkId;
    }

    SchedulerDriver border() {
        SchedulerDriver made = border;
        if (made == null) {
            throw new IllegalStateException("there is no driver yet: it is made by send(registered())");
        }
        return made;
    }

    /** Starts a driver for this scheduler; under this id, if it is to take over. */
    void start(Scheduler scheduler, Protos.FrameworkInfo framework, Optional<String> id) {
        contact = Contact.NONE;
        tearingDown = false;
        SchedulerDriver made = Border.driver(
                scheduler,
                framework,
                suppressedRoles,
                implicitAcknowledgements,
                (info, roles, implicit, version, toCall) -> {
                    FrameworkInfo.Builder filled = withHostname(info).toBuilder();
                    id.ifPresent(value -> filled.getIdBuilder().setValue(value));
                    partitionAware = info.getCapabilitiesList().stream()
                            .anyMatch(capability -> capability.getType() == Capability.Type.PARTITION_AWARE);
                    SteppedDriver stepped = stepped(filled.build(), roles, implicit, version, toCall);
                    driver = stepped;
                    return new RecordingDriver(this, stepped.driver());
                });
        border = made;
        made.start();
        settle();
    }

    private SteppedDriver stepped(
            FrameworkInfo framework,
            List<String> roles,
            boolean implicit,
            String mesosVersion,
            SchedulerCallbacks scheduler) {
        SchedulerCallbacks recorded = new RecordingCallbacks(this, scheduler);
        callbacks = recorded;
        return MesosFrontend.stepped(FrontendOptions.builder(framework, recorded)
                .implicitAcknowledgements(implicit)
                .suppressedRoles(roles)
                .settings(settings)
                .backend(() -> new ClusterConnection(cluster))
                .translators(PlainTranslator.table())
                .clock(clock)
                // Without a thread until something is scheduled, and a stepped driver schedules nothing.
                .scheduler(new ScheduledThreadPoolExecutor(0))
                .mesosVersion(mesosVersion)
                .uuids(() -> new UUID(1, ++uuids))
                .build());
    }

    /** Where it is left out, so that nobody asks the network for it. */
    static FrameworkInfo withHostname(FrameworkInfo framework) {
        return framework.getHostname().isEmpty()
                ? framework.toBuilder().setHostname("localhost").build()
                : framework;
    }

    /** The driver's process is gone, without a word to anyone. */
    void crash() {
        cluster.answerLaunches();
        settle();
        cluster.disconnect();
        if (driver != null) {
            var unused = driver.driver().abort();
            driver.workOff();
        }
        offers.endAll();
    }

    /** Ends the driver with an error. */
    void fail(String message) {
        stepped().fail(message);
    }

    // How it goes on.

    /** A step begins on this thread. */
    void begin(String text) {
        history.begin(text);
        thread = Thread.currentThread();
    }

    /** Lets everything happen that has been caused. */
    void settle() {
        SteppedDriver stepped = driver;
        if (stepped == null) {
            return;
        }
        boolean more;
        do {
            stepped.workOff();
            more = tearingDown && cluster.finishStopped();
            more |= cluster.tellNext();
        } while (more);
    }

    /** Lets time pass, with all that falls due. */
    void advance(Duration step) {
        advanceUntil(clock.instant().plus(step), () -> false);
    }

    /** Lets time pass until the next round of offers at most, or until this is so. */
    void advanceOneRound(BooleanSupplier enough) {
        Instant last = clock.instant().plus(ROUND);
        if (!enough.getAsBoolean()) {
            advanceUntil(last, enough);
        }
    }

    private void advanceUntil(Instant target, BooleanSupplier enough) {
        SteppedDriver stepped = driver;
        for (Optional<Instant> due = due(stepped, target); due.isPresent(); due = due(stepped, target)) {
            clock.set(due.get().isAfter(clock.instant()) ? due.get() : clock.instant());
            stepped().tick();
            settle();
            if (enough.getAsBoolean() || thrown != null) {
                return;
            }
        }
        clock.set(target);
    }

    private static Optional<Instant> due(@Nullable SteppedDriver stepped, Instant target) {
        return stepped == null ? Optional.empty() : stepped.nextDue().filter(due -> !due.isAfter(target));
    }

    private SteppedDriver stepped() {
        SteppedDriver stepped = driver;
        if (stepped == null) {
            throw new IllegalStateException("the driver is used before it is made");
        }
        return stepped;
    }

    /** Fails the step if the scheduler threw something in it. */
    void check() {
        Throwable cause = thrown;
        if (cause != null) {
            thrown = null;
            throw history.failed(
                    "the scheduler threw " + cause + "\nin " + threwIn
                            + ";\na driver is aborted by that, and so is this one",
                    cause);
        }
    }

    // What steps ask for.

    void requireConnected() {
        switch (contact) {
            case NONE -> throw history.impossible("nothing is sent to a scheduler before send(registered())");
            case DISCONNECTED ->
                throw history.impossible("the scheduler is disconnected (" + contactWord
                        + "): Mesos sends it nothing before send(reregistered())");
            case ENDED ->
                throw history.impossible("the driver has ended (" + contactWord
                        + "): nothing is sent to it any more; restart(scheduler) makes another");
            case CONNECTED -> {}
        }
    }

    boolean isDisconnected() {
        return contact == Contact.DISCONNECTED;
    }

    boolean hasEnded() {
        return contact == Contact.ENDED;
    }

    boolean isPartitionAware() {
        return partitionAware;
    }

    /** The time, as messages have it. */
    double seconds() {
        return clock.instant().toEpochMilli() / 1000.0;
    }

    AgentModel agent(String id) {
        return cluster.agent(id)
                .orElseThrow(() -> history.impossible("there is no agent '" + id + "' in this script: there is "
                        + Texts.list(cluster.agentIds()) + "; send(agent(\"" + id + "\").cpus(...)) adds it"));
    }

    TaskModel task(String name) {
        String id = id(name);
        return cluster.task(id)
                .orElseThrow(() -> history.impossible("there is no task '" + id + "': launched so far are "
                        + Texts.list(taskIds()) + ". Mesos tells nothing of a task that was never launched"));
    }

    List<String> taskIds() {
        return cluster.tasks().stream().map(TaskModel::id).distinct().toList();
    }

    /** The task id behind a name of the script's own, or the name itself. */
    String id(String name) {
        return aliases.getOrDefault(name, name);
    }

    void alias(String alias, String id) {
        aliases.put(alias, id);
    }

    /** The scheduler, to be told something that its master does not know of. */
    SchedulerCallbacks scheduler() {
        SchedulerCallbacks made = callbacks;
        if (made == null) {
            throw new IllegalStateException("the scheduler is told something before it has a driver");
        }
        return made;
    }

    // What the recorders say.

    void requireItsThread(Call call) {
        Thread own = thread;
        if (own != null && own != Thread.currentThread()) {
            IllegalStateException misuse = new IllegalStateException("a script has one thread, but the scheduler "
                    + call.text() + " on thread '" + Thread.currentThread().getName()
                    + "': give it an executor that runs things at once");
            threw("a thread of its own", misuse);
            throw misuse;
        }
    }

    void called(Call call, Status before) {
        if (before != Status.DRIVER_RUNNING) {
            history.add(History.Who.SCHEDULER, call.text() + " (ignored: " + before + ")");
            return;
        }
        history.add(History.Who.SCHEDULER, call.text());
        ledger.add(new Made(call, history.step()));
        if (call instanceof Call.Stop stop) {
            end("stopped by the scheduler in step " + history.step());
            tearingDown = !stop.failover();
        } else if (call instanceof Call.Abort) {
            end("aborted by the scheduler in step " + history.step());
        }
    }

    void answered(List<String> offerIds) {
        offers.end(offerIds);
    }

    String agentOf(String offerId) {
        return offers.agent(offerId);
    }

    private void arrived(LaunchId launch) {
        ledger.all().stream()
                .filter(made ->
                        !made.hasArrived() && made.call() instanceof Call.Launch call && launch.equals(launchId(call)))
                .findFirst()
                .ifPresent(Made::arrive);
    }

    private @Nullable LaunchId launchId(Call.Launch call) {
        String task = call.task().getTaskId().getValue();
        return task.isEmpty() || call.offers().isEmpty() || frameworkId.isEmpty()
                ? null
                : LaunchId.of(
                        new FrameworkId(frameworkId.get()),
                        new TaskId(task),
                        call.offers().get(0));
    }

    void telling(String text) {
        history.add(History.Who.DRIVER, text);
    }

    void told(TaskStatus status) {
        ledger.add(new Told.Status(status, history.step()));
    }

    void registered(String id) {
        frameworkId = Optional.of(id);
        contact = Contact.CONNECTED;
    }

    void connected() {
        contact = Contact.CONNECTED;
    }

    void disconnected() {
        contact = Contact.DISCONNECTED;
        contactWord = "since step " + history.step();
        offers.endAll();
    }

    void offered(Collection<Offer> made) {
        made.forEach(offer -> {
            offers.add(offer, history.step());
            ledger.add(new Told.Offered(offer.getSlaveId().getValue()));
        });
    }

    /** The callback of a status update has returned. */
    void returned(TaskStatus status) {
        if (implicitAcknowledgements && contact == Contact.CONNECTED && status.hasUuid() && thrown == null) {
            Call call = new Call.Acknowledge(
                    status.getTaskId().getValue(), status.getState().name(), true);
            ledger.add(new Made(call, history.step()));
        }
    }

    void failed(String message) {
        end("aborted in step " + history.step() + ": " + message);
        ledger.add(new Told.Failure(message));
    }

    private void end(String word) {
        contact = Contact.ENDED;
        contactWord = word;
        offers.endAll();
    }

    void threw(String where, Throwable cause) {
        if (thrown == null) {
            thrown = cause;
            threwIn = where;
        }
        SteppedDriver stepped = driver;
        if (stepped != null && stepped.driver().abort() == Status.DRIVER_ABORTED) {
            end("aborted in step " + history.step() + ", because the scheduler threw " + cause);
        }
    }
}
