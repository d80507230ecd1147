package dev.isthmus.driver.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** A framework's scheduler that remembers what it was called back with, and does what a test has it do. */
final class RecordedScheduler {

    private static final long SECONDS = 20;

    /** One callback. */
    record Call(String name, List<Object> arguments, Thread thread) {}

    /** What a test does in a callback. */
    @FunctionalInterface
    interface Reaction {
        void to(List<Object> arguments) throws Exception;
    }

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Map<String, Reaction> reactions = new ConcurrentHashMap<>();

    Scheduler scheduler() {
        return (Scheduler) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Scheduler.class}, (proxy, method, arguments) -> {
                    List<Object> all = List.of(arguments);
                    calls.add(new Call(method.getName(), all, Thread.currentThread()));
                    Reaction reaction = reactions.get(method.getName());
                    if (reaction != null) {
                        reaction.to(all);
                    }
                    return null;
                });
    }

    void on(String callback, Reaction reaction) {
        reactions.put(callback, reaction);
    }

    /** The next callback, which is of this name. */
    Call await(String name) throws InterruptedException {
        Call call = calls.poll(SECONDS, TimeUnit.SECONDS);
        if (call == null || !call.name().equals(name)) {
            throw new AssertionError("want " + name + ", got " + (call == null ? "nothing" : call.name()));
        }
        return call;
    }

    boolean isQuiet() {
        return calls.isEmpty();
    }

    /** A driver that is nobody's. */
    static SchedulerDriver face() {
        return (SchedulerDriver) java.lang.reflect.Proxy.newProxyInstance(
                RecordedScheduler.class.getClassLoader(),
                new Class<?>[] {SchedulerDriver.class},
                (proxy, method, arguments) -> null);
    }
}
