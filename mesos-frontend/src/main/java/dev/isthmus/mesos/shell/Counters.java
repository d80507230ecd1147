package dev.isthmus.mesos.shell;

import dev.isthmus.api.metric.DurationHistogram;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.mesos.FrontendCounters;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Counts the calls, callbacks and requests of a driver, and times the callbacks. */
final class Counters implements FrontendCounters {

    /** A callback returns at once, or works while the driver waits. */
    private static final double[] SECONDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60};

    private final LongAdder sent = new LongAdder();
    private final LongAdder declined = new LongAdder();
    private final LongAdder rescinded = new LongAdder();
    private final LongAdder launched = new LongAdder();
    private final LongAdder stopped = new LongAdder();
    private final AtomicLong updates = new AtomicLong();
    private final Map<String, Long> states = new ConcurrentHashMap<>();
    private final Map<String, Long> callbacks = new ConcurrentHashMap<>();
    private final SortedMap<String, DurationHistogram> times = new TreeMap<>();
    private final InstantSource steady;

    /** @param steady goes forward as time passes, whatever a clock is set to */
    Counters(InstantSource steady) {
        this.steady = steady;
    }

    void count(Input input) {
        if (input instanceof Call.Decline) {
            declined.increment();
        }
    }

    void count(Output.Request request) {
        request.match(new Output.Request.Cases() {
            @Override
            public void watch(Output.Watch watch) {}

            @Override
            public void launch(Output.Launch launch) {
                launched.increment();
            }

            @Override
            public void launchGroup(Output.LaunchGroup group) {
                launched.add(group.group().members().size());
            }

            @Override
            public void stop(Output.Stop stop) {
                stopped.increment();
            }

            @Override
            public void lookAgain(Output.LookAgain look) {}

            @Override
            public void setState(Output.SetState set) {}

            @Override
            public void close(Output.Close close) {}
        });
    }

    /** Counts a callback, makes it, and takes its time. */
    boolean made(Callback callback, BooleanSupplier making) {
        Begun begun = new Begun();
        callback.match(begun);
        return made(begun.name, making);
    }

    /** The same of {@code error}, which no machine asks for. */
    boolean madeError(BooleanSupplier making) {
        return made("error", making);
    }

    private boolean made(String name, BooleanSupplier making) {
        count(callbacks, name);
        Instant begun = steady.instant();
        boolean returned = making.getAsBoolean();
        Duration took = Duration.between(begun, steady.instant());
        synchronized (times) {
            times.computeIfAbsent(name, first -> new DurationHistogram(SECONDS)).add(took);
        }
        return returned;
    }

    /** Counts what a callback tells, and has its name in Mesos's interface. */
    private final class Begun implements Callback.Cases {

        private String name = "";

        @Override
        public void registered(Callback.Registered registered) {
            name = "registered";
        }

        @Override
        public void reregistered(Callback.Reregistered reregistered) {
            name = "reregistered";
        }

        @Override
        public void disconnected(Callback.Disconnected disconnected) {
            name = "disconnected";
        }

        @Override
        public void offers(Callback.Offers offers) {
            sent.add(offers.offers().size());
            name = "resourceOffers";
        }

        @Override
        public void rescinded(Callback.Rescinded withdrawn) {
            rescinded.increment();
            name = "offerRescinded";
        }

        @Override
        public void inverseOffers(Callback.InverseOffers offers) {
            name = "inverseOffers";
        }

        @Override
        public void rescinded(Callback.InverseOfferRescinded withdrawn) {
            name = "inverseOfferRescinded";
        }

        @Override
        public void update(Callback.Update update) {
            updates.incrementAndGet();
            count(states, update.status().getState().name());
            name = "statusUpdate";
        }

        @Override
        public void agentLost(Callback.AgentLost lost) {
            name = "slaveLost";
        }
    }

    /** How many updates the framework has been told, that which it is being told now among them. */
    long updatesTold() {
        return updates.get();
    }

    private static void count(Map<String, Long> counters, String name) {
        counters.merge(name, 1L, Long::sum);
    }

    @Override
    public long offersSent() {
        return sent.sum();
    }

    @Override
    public long offersDeclined() {
        return declined.sum();
    }

    @Override
    public long offersRescinded() {
        return rescinded.sum();
    }

    @Override
    public long tasksLaunched() {
        return launched.sum();
    }

    @Override
    public long tasksStopped() {
        return stopped.sum();
    }

    @Override
    public SortedMap<String, Long> statesDelivered() {
        return new TreeMap<>(states);
    }

    @Override
    public SortedMap<String, Long> callbacks() {
        return new TreeMap<>(callbacks);
    }

    @Override
    public List<MetricSample> callbackSeconds() {
        List<MetricSample> samples = new ArrayList<>();
        synchronized (times) {
            times.forEach((name, histogram) -> samples.addAll(histogram.samples(Map.of("callback", name))));
        }
        return samples;
    }
}
