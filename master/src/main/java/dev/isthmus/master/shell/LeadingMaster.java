package dev.isthmus.master.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.api.MasterInspection;
import dev.isthmus.master.journal.FrameworkJournals;
import dev.isthmus.master.journal.JournalThreads;
import dev.isthmus.master.journal.LateFence;
import dev.isthmus.master.journal.SharedJournal;
import dev.isthmus.master.metric.MasterFigures;
import dev.isthmus.master.operator.SnapshotFigures;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingMaster;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.master.setting.SettingsInput;
import dev.isthmus.master.shared.RecentFigures;
import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.master.subscription.SubscriptionOptions;
import dev.isthmus.master.subscription.Subscriptions;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.shell.BackendPort;
import dev.isthmus.mesos.shell.MachineOptionsFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a master has as long as it leads: its machine, the backend and the journal. Thread-safe. */
final class LeadingMaster implements AutoCloseable {

    /** What a master leads by. Any thread. */
    interface Lead {

        /** Whether it still does; a master that nobody elects leads until it is replaced. */
        default boolean lasts() {
            return true;
        }

        /** Another master has taken the journal: this one serves nobody any more, and is to be closed. */
        void replaced();
    }

    /**
     * What runs it.
     *
     * @param journal asks the journal; shut down when the master is closed
     * @param loop begins to do what waits for the master; nothing, if {@link #workOff} does
     * @param defects is told what has failed that should not, and by what
     */
    record Running(
            Supplier<ExecutorService> journal, Consumer<MasterLoop> loop, BiConsumer<String, Throwable> defects) {

        /** Threads of its own, and the log. */
        static final Running ON_THREADS = new Running(
                JournalThreads::open,
                MasterLoop::start,
                (what, cause) -> log.error("{}; this is a defect of Isthmus", what, cause));
    }

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    /** Frameworks that speak HTTP are of our day: they know every state. */
    private static final String MESOS_VERSION = "1.11.0";

    /** What a master that ends grants beyond the time that its machine gives itself. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final MasterLoop loop;
    private final BackendPort backend;
    private final FrameworkJournals journals;
    private volatile Optional<MasterBean> bean = Optional.empty();

    private LeadingMaster(MasterLoop loop, BackendPort backend, FrameworkJournals journals) {
        this.loop = loop;
        this.backend = backend;
        this.journals = journals;
    }

    /**
     * Begins to lead, and opens the door.
     *
     * @param info who it is
     * @param lead whether it may, which is asked before it takes the journal
     * @throws RuntimeException if the backend, the translators or the journal cannot be opened, as they throw it
     */
    static LeadingMaster start(
            MasterOptions options,
            MasterParts parts,
            Function<MasterMachineOptions, SharedMachine> machine,
            MasterInfo info,
            FrontDoor door,
            Lead lead,
            Running running) {
        LateFence fence = new LateFence();
        Backend backend = parts.backend(fence);
        try {
            return over(backend, fence, options, parts, machine, info, door, lead, running);
        } catch (RuntimeException | Error e) {
            try (backend) {
                throw e;
            }
        }
    }

    private static LeadingMaster over(
            Backend backend,
            LateFence fence,
            MasterOptions options,
            MasterParts parts,
            Function<MasterMachineOptions, SharedMachine> machine,
            MasterInfo info,
            FrontDoor door,
            Lead lead,
            Running running) {
        UUID id = UUID.fromString(info.getId());
        Policy policy = policy(parts.settings());
        SharedMachine shared = machine.apply(new MasterMachineOptions(
                id,
                Presence.STREAMING,
                policy,
                backend.cluster(),
                backend.suitability(),
                backend.launcher().consistencyWindow(),
                parts.translators(backend.dialect()),
                parts.settings(),
                options.uuids()));
        String cluster = backend.cluster().name();
        MasterInbox inbox = new MasterInbox();
        // Whoever takes the journal ends the master that has it.
        if (!lead.lasts()) {
            throw new IllegalStateException("another master leads by now");
        }
        SharedJournal journals = SharedJournal.open(
                parts.journals(),
                cluster,
                parts.settings(),
                options.clock(),
                options.timers(),
                running.journal().get(),
                inbox,
                () -> {
                    lead.replaced();
                    // Frameworks are not told that they are over: they find the master that has them now as they find
                    // any.
                    inbox.put(new ServingInput.End());
                });
        try {
            fence.of(journals);
            return over(backend, journals, inbox, options, policy, shared, info, door, running);
        } catch (RuntimeException | Error e) {
            try (journals) {
                throw e;
            }
        }
    }

    private static LeadingMaster over(
            Backend backend,
            SharedJournal journals,
            MasterInbox inbox,
            MasterOptions options,
            Policy policy,
            SharedMachine machine,
            MasterInfo info,
            FrontDoor door,
            Running running) {
        BackendPort port = new BackendPort(backend, inbox);
        ClientConnections clients = new ClientConnections(inbox);
        ServingMaster serving = new ServingMaster(
                new Subscriptions(
                        new SubscriptionOptions(
                                UUID.fromString(info.getId()), info, options.heartbeat(), options.uuids()),
                        journals.remembered(
                                options.clock().instant(), options.steady().instant())),
                machine);
        ToldHistory history =
                new ToldHistory(info, backend.cluster().name(), options.clock().instant());
        MasterLoop loop = new MasterLoop(
                serving,
                history,
                new ClusterWatch(serving, history, inbox, door.pages(), options.heartbeat()),
                new MasterFigures(() -> measured(backend, inbox)),
                clients,
                new OutputCarrier(clients, port, journals, journals, inbox, running.defects()),
                inbox,
                options.clock(),
                options.steady(),
                options.timers(),
                policy.stopDrain().plus(GRACE),
                running.defects());
        inbox.put(new ServingInput.OfSettings(new SettingsInput.Recalled(journals.settings(options.weights()))));
        // Before any framework comes: whoever starts it is told what is wrong with the cluster, and sees its agents.
        port.start();
        running.loop().accept(loop);
        door.open(loop);
        return new LeadingMaster(loop, port, journals);
    }

    private static List<MetricFamily> measured(Backend backend, MasterInbox inbox) {
        List<MetricFamily> measured = new ArrayList<>(backend.metrics());
        measured.add(MetricFamily.of(
                "isthmus_master_inbox_waiting",
                MetricFamily.Kind.GAUGE,
                "Calls, answers and events that the master has not taken yet.",
                inbox.size()));
        return measured;
    }

    static Policy policy(Settings settings) {
        Policy policy = MachineOptionsFactory.policy(settings, MESOS_VERSION);
        return settings.isSet(FrontendSettings.OFFER_TIMEOUT)
                ? policy
                : policy.withOfferTimeout(Optional.of(RunningMaster.OFFER_TIMEOUT));
    }

    /** Does all that waits for it, where nothing else does. */
    void workOff() {
        loop.workOff();
    }

    /** From now on JMX shows what it measures. */
    LeadingMaster published(MasterOptions options) {
        RecentFigures<MasterInspection> figures = new RecentFigures<>(
                loop::look,
                (seen, now) -> SnapshotFigures.of(seen.master(), seen.measured(), now),
                options.clock(),
                options.steady());
        bean = Optional.of(MasterBean.publish(loop.identity().cluster(), figures));
        return this;
    }

    /** Ends the streams, and waits for a while for what was asked of the backend. */
    void stop() {
        bean.ifPresent(MasterBean::close);
        loop.close();
    }

    /** After {@link #stop}. Tasks go on. */
    @Override
    public void close() {
        backend.close();
        journals.close();
    }
}
