package dev.isthmus.testkit.framework.stage;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.testkit.framework.cluster.AgentModel;
import dev.isthmus.testkit.framework.cluster.ScriptedCluster;
import dev.isthmus.testkit.framework.cluster.TaskModel;
import dev.isthmus.testkit.framework.history.CallbackHistory;
import dev.isthmus.testkit.framework.history.ScriptClock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a script plays: a driver without a thread, the cluster behind it, the time, and what has happened. */
public final class Stage {

    /** How the scheduler under test stands to its cluster. */
    private enum Contact {
        NONE,
        CONNECTED,
        DISCONNECTED,
        ENDED
    }

    private final ScriptClock clock;
    private final CallbackHistory history;
    private final ScriptedCluster cluster;
    private final ScriptEngine engine;
    private final Ledger ledger = new Ledger();
    private final OfferBook offers = new OfferBook();
    private final Map<String, String> aliases = new HashMap<>();
    private Contact contact = Contact.NONE;
    private String contactWord = "";
    private Optional<String> frameworkId = Optional.empty();
    private @Nullable String threwIn;
    private @Nullable Throwable thrown;
    private volatile @Nullable Thread thread;
    private volatile @Nullable IllegalStateException misuse;

    public Stage(ScriptClock clock) {
        this.clock = clock;
        this.history = new CallbackHistory(clock);
        this.cluster = new ScriptedCluster(clock, history);
        this.engine = new ScriptEngine(this, clock, cluster);
        cluster.onLaunch(this::arrived);
    }

    public CallbackHistory history() {
        return history;
    }

    public ScriptedCluster cluster() {
        return cluster;
    }

    /** Requires that the driver knows of these resources: what nobody translates is never offered. */
    public void requireCounted(Resources resources) {
        Set<ResourceName> unknown = engine.translators().untranslated(resources);
        if (!unknown.isEmpty()) {
            throw history.impossible("nobody offers "
                    + Texts.list(unknown.stream().map(ResourceName::value).toList())
                    + ": say so before the first step, with FrameworkScript.counting(\""
                    + unknown.iterator().next() + "\")");
        }
    }

    /** The driver, and what makes it go on. */
    public ScriptEngine engine() {
        return engine;
    }

    public Ledger ledger() {
        return ledger;
    }

    public OfferBook offers() {
        return offers;
    }

    /** The id that the framework was registered with, if it was. */
    public Optional<String> frameworkId() {
        return frameworkId;
    }

    /** A step begins on this thread. */
    public void begin(String text) {
        history.begin(text);
        thread = Thread.currentThread();
    }

    /** A driver is made, for the first time or anew. */
    void fresh() {
        contact = Contact.NONE;
    }

    /** The process of the driver is gone. */
    void gone() {
        offers.endAll();
    }

    boolean hasThrown() {
        return thrown != null;
    }

    /** Fails the step if the scheduler threw something in it. */
    public void check() {
        IllegalStateException refused = misuse;
        if (refused != null) {
            misuse = null;
            throw history.failed(String.valueOf(refused.getMessage()), refused);
        }
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

    public void requireConnected() {
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

    public boolean isDisconnected() {
        return contact == Contact.DISCONNECTED;
    }

    public boolean hasEnded() {
        return contact == Contact.ENDED;
    }

    /** The time, as messages have it. */
    public double seconds() {
        return clock.instant().toEpochMilli() / 1000.0;
    }

    public AgentModel agent(String id) {
        return cluster.agent(id)
                .orElseThrow(() -> history.impossible("there is no agent '" + id + "' in this script: there is "
                        + Texts.list(cluster.agentIds()) + "; send(agent(\"" + id + "\").cpus(...)) adds it"));
    }

    public TaskModel task(String name) {
        String id = id(name);
        return cluster.task(id)
                .orElseThrow(() -> history.impossible("there is no task '" + id + "': launched so far are "
                        + Texts.list(taskIds()) + ". Mesos tells nothing of a task that was never launched"));
    }

    public List<String> taskIds() {
        return cluster.tasks().stream().map(TaskModel::id).distinct().toList();
    }

    /** The task id behind a name of the script's own, or the name itself. */
    public String id(String name) {
        return aliases.getOrDefault(name, name);
    }

    public void alias(String alias, String id) {
        aliases.put(alias, id);
    }

    // What the recorders say.

    /** Refuses a call on another thread, and lets the script know: that thread's own end may be seen by nobody. */
    void requireItsThread(DriverCall call) {
        Thread own = thread;
        if (own != null && own != Thread.currentThread()) {
            IllegalStateException refused = new IllegalStateException("a script has one thread, but the scheduler "
                    + call.text() + " on thread '" + Thread.currentThread().getName()
                    + "': give it an executor that runs things at once");
            misuse = refused;
            throw refused;
        }
    }

    void called(DriverCall call, Status before) {
        if (before != Status.DRIVER_RUNNING) {
            history.add(CallbackHistory.Who.SCHEDULER, call.text() + " (ignored: " + before + ")");
            return;
        }
        history.add(CallbackHistory.Who.SCHEDULER, call.text());
        ledger.add(new Made(call, history.step()));
        if (call instanceof DriverCall.OfEnd ending) {
            end(ending.ended() + " by the scheduler in step " + history.step());
            if (ending.tearsDown()) {
                engine.tearDown();
            }
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
                .filter(made -> !made.hasArrived()
                        && made.call() instanceof DriverCall.Launch call
                        && frameworkId
                                .flatMap(call::launch)
                                .filter(launch::equals)
                                .isPresent())
                .findFirst()
                .ifPresent(Made::arrive);
    }

    public void telling(String text) {
        history.add(CallbackHistory.Who.DRIVER, text);
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
        if (engine.acknowledgesImplicitly() && contact == Contact.CONNECTED && status.hasUuid() && thrown == null) {
            DriverCall call = new DriverCall.Acknowledge(
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
        if (engine.abort()) {
            end("aborted in step " + history.step() + ", because the scheduler threw " + cause);
        }
    }
}
