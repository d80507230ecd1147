package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.FrontendCounters;
import dev.isthmus.mesos.machine.Callback;
import dev.isthmus.mesos.machine.Input;
import dev.isthmus.mesos.machine.Output;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes in and what comes out. */
final class Counters implements FrontendCounters {

    private final LongAdder sent = new LongAdder();
    private final LongAdder declined = new LongAdder();
    private final LongAdder rescinded = new LongAdder();
    private final LongAdder launched = new LongAdder();
    private final LongAdder stopped = new LongAdder();
    private final AtomicLong updates = new AtomicLong();
    private final Map<String, LongAdder> states = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> callbacks = new ConcurrentHashMap<>();

    void count(Input input) {
        if (input instanceof Input.Decline) {
            declined.increment();
        }
    }

    void count(Output.Request request) {
        if (request instanceof Output.Launch) {
            launched.increment();
        } else if (request instanceof Output.LaunchGroup group) {
            launched.add(group.group().members().size());
        } else if (request instanceof Output.Stop) {
            stopped.increment();
        }
    }

    void count(Callback callback) {
        if (callback instanceof Callback.Offers offers) {
            sent.add(offers.offers().size());
            count(callbacks, "resourceOffers");
        } else if (callback instanceof Callback.Rescinded) {
            rescinded.increment();
            count(callbacks, "offerRescinded");
        } else if (callback instanceof Callback.Update update) {
            updates.incrementAndGet();
            count(states, update.status().getState().name());
            count(callbacks, "statusUpdate");
        } else if (callback instanceof Callback.Registered) {
            count(callbacks, "registered");
        } else if (callback instanceof Callback.Reregistered) {
            count(callbacks, "reregistered");
        } else if (callback instanceof Callback.Disconnected) {
            count(callbacks, "disconnected");
        } else if (callback instanceof Callback.AgentLost) {
            count(callbacks, "slaveLost");
        }
    }

    /** How many updates the framework has been told, that which it is being told now among them. */
    long updatesTold() {
        return updates.get();
    }

    void countError() {
        count(callbacks, "error");
    }

    private static void count(Map<String, LongAdder> counters, String name) {
        counters.computeIfAbsent(name, key -> new LongAdder()).increment();
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
        return sums(states);
    }

    @Override
    public SortedMap<String, Long> callbacks() {
        return sums(callbacks);
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> counters) {
        SortedMap<String, Long> sums = new TreeMap<>();
        counters.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }
}
