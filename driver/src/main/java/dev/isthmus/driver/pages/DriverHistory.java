package dev.isthmus.driver.pages;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.master.shared.SharedPages;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.master.snapshot.MasterLook;
import dev.isthmus.master.snapshot.RegisteredFramework;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a driver shows, from its steps: its machine is a master's with one framework, and is looked at like one. Takes note of each step on the driver's thread, and has the driver looked at
 * when somebody asks, who may be any thread. Once a step could not be noted, which each should, it says so once in the log and goes on.
 */
final class DriverHistory implements DriverObserver, SharedPages.Master<DriverLook> {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.driver.Driver");

    /** Who a driver is that has not found its cluster. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final FrameworkInfo framework;
    private final InstantSource clock;
    private final Supplier<ClusterDescription> cluster;
    private final Supplier<List<MetricFamily>> measured;
    private final Instant started;
    private final Queue<Consumer<Supplier<DriverLook>>> asked = new ConcurrentLinkedQueue<>();
    private final ToldHistory history;
    private final Callback.Cases told = new Told();
    private volatile Runnable wake = () -> {};
    private volatile PageAddress address = PageAddress.NONE;
    /** As its framework is told them; empty until it is registered. Written by the driver's thread alone, as are what follow. */
    private volatile Optional<UUID> master = Optional.empty();

    private String id = "";
    private boolean hasFailed;

    /**
     * Nothing has happened yet.
     *
     * @param framework as it describes itself at first
     * @param clock what people see
     * @param cluster asked once the driver is open
     * @param measured what the driver measures, by any thread
     */
    DriverHistory(
            FrameworkInfo framework,
            InstantSource clock,
            Supplier<ClusterDescription> cluster,
            Supplier<List<MetricFamily>> measured) {
        this.framework = framework;
        this.clock = clock;
        this.cluster = cluster;
        this.measured = measured;
        this.started = clock.instant();
        this.history = new ToldHistory(MasterInfo.getDefaultInstance(), "", started);
    }

    /** Where the pages are from now on. */
    void shownAt(PageAddress pages) {
        address = pages;
    }

    /** Who the driver is as a master; empty until its framework is registered. */
    Optional<MasterIdentity> identity() {
        return master.map(this::identity);
    }

    private MasterIdentity identity(UUID itself) {
        ClusterDescription known = cluster.get();
        return new MasterIdentity(address.master(itself, known), known.name(), ToldHistory.seconds(started));
    }

    @Override
    public void look(Consumer<Supplier<DriverLook>> seen) {
        asked.add(seen);
        wake.run();
    }

    @Override
    public void opened(Runnable waking) {
        wake = waking;
    }

    @Override
    public void stepped(Input input, List<Output> outputs, Supplier<MasterView> view) {
        try {
            note(input, outputs);
            if (!asked.isEmpty()) {
                show(view.get());
            }
        } catch (RuntimeException e) {
            if (!hasFailed) {
                hasFailed = true;
                log.error("the driver's pages may lack something; this is a defect of Isthmus", e);
            }
        }
    }

    private void note(Input input, List<Output> outputs) {
        if (input instanceof Call call) {
            history.called(id, call);
        }
        for (Output output : outputs) {
            if (output instanceof Callback callback) {
                callback.match(told);
            }
        }
    }

    private void show(MasterView view) {
        MasterLook look = history.look(
                        master.isEmpty()
                                ? List.of()
                                : view.frameworks().stream()
                                        .map(DriverHistory::registered)
                                        .toList(),
                        view)
                .of(identity(master.orElse(NOBODY)));
        List<MetricFamily> figures = measured.get();
        for (var one = asked.poll(); one != null; one = asked.poll()) {
            one.accept(() -> new DriverLook(look.snapshot(), view, figures));
        }
    }

    private static RegisteredFramework registered(MasterView.OfFramework held) {
        return new RegisteredFramework(held.framework().info(), held.contact() == Contact.CONNECTED);
    }

    @Override
    public void ended() {
        // Whoever still asks is answered by the server, which ends too.
    }

    /** What the framework is told. */
    private final class Told implements Callback.Cases {

        @Override
        public void registered(Callback.Registered callback) {
            id = callback.framework().getValue();
            master = Optional.of(UUID.fromString(callback.master().getId()));
            history.served(
                    clock.instant(),
                    id,
                    framework.toBuilder().setId(callback.framework()).build());
        }

        @Override
        public void reregistered(Callback.Reregistered callback) {
            history.framework(id)
                    .map(ShownFramework::info)
                    .ifPresent(info -> history.served(clock.instant(), id, info));
        }

        @Override
        public void update(Callback.Update callback) {
            history.told(id, callback.status());
        }

        @Override
        public void disconnected(Callback.Disconnected callback) {
            // The machine knows.
        }

        @Override
        public void offers(Callback.Offers callback) {}

        @Override
        public void inverseOffers(Callback.InverseOffers callback) {}

        @Override
        public void rescinded(Callback.Rescinded callback) {}

        @Override
        public void rescinded(Callback.InverseOfferRescinded callback) {}

        @Override
        public void agentLost(Callback.AgentLost callback) {}
    }
}
