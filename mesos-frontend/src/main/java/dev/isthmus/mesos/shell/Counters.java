package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.FrontendCounters;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls, callbacks and requests of a driver. */
final class Counters implements FrontendCounters {

    private final LongAdder sent = new LongAdder();
    private final LongAdder declined = new LongAdder();
    private final LongAdder rescinded = new LongAdder();
    private final LongAdder launched = new LongAdder();
    private final LongAdder stopped = new LongAdder();
    private final AtomicLong updates = new AtomicLong();
    private final Map<String, Long> states = new ConcurrentHashMap<>();
    private final Map<String, Long> callbacks = new ConcurrentHashMap<>();

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
            public void close(Output.Close close) {}
        });
    }

    void count(Callback callback) {
        callback.match(new Callback.Cases() {
            @Override
            public void registered(Callback.Registered registered) {
                count(callbacks, "registered");
            }

            @Override
            public void reregistered(Callback.Reregistered reregistered) {
                count(callbacks, "reregistered");
            }

            @Override
            public void disconnected(Callback.Disconnected disconnected) {
                count(callbacks, "disconnected");
            }

            @Override
            public void offers(Callback.Offers offers) {
                sent.add(offers.offers().size());
                count(callbacks, "resourceOffers");
            }

            @Override
            public void rescinded(Callback.Rescinded withdrawn) {
                rescinded.increment();
                count(callbacks, "offerRescinded");
            }

            @Override
            public void update(Callback.Update update) {
                updates.incrementAndGet();
                count(states, update.status().getState().name());
                count(callbacks, "statusUpdate");
            }

            @Override
            public void agentLost(Callback.AgentLost lost) {
                count(callbacks, "slaveLost");
            }
        });
    }

    /** How many updates the framework has been told, that which it is being told now among them. */
    long updatesTold() {
        return updates.get();
    }

    void countError() {
        count(callbacks, "error");
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
}
