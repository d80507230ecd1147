package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes down what it is told, and does in the callback what a test wants done there. */
final class RecordingScheduler implements SchedulerCallbacks {

    /** One callback: its name, what it was given, and the thread it came on. */
    record Told(String name, Object what, Thread thread) {}

    private static final long PATIENCE_SECONDS = 10;

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger nested = new AtomicInteger();
    private volatile Consumer<Told> reaction = callback -> {};

    void react(Consumer<Told> toDo) {
        reaction = toDo;
    }

    int nested() {
        return nested.get();
    }

    /** The next callback; fails if it is another one or does not come. */
    Told next(String name) throws InterruptedException {
        Told next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null || !next.name().equals(name)) {
            throw new AssertionError("waited for " + name + ", got " + next);
        }
        return next;
    }

    /** The next callback of this name, whatever comes before it. */
    Told await(String name) throws InterruptedException {
        while (true) {
            Told next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("waited for " + name + " in vain");
            }
            if (next.name().equals(name)) {
                return next;
            }
        }
    }

    TaskStatus awaitStatus() throws InterruptedException {
        return (TaskStatus) await("statusUpdate").what();
    }

    @SuppressWarnings("unchecked") // resourceOffers puts exactly this in.
    List<Offer> awaitOffers() throws InterruptedException {
        return (List<Offer>) await("resourceOffers").what();
    }

    boolean isQuiet() {
        return told.isEmpty();
    }

    /** Whether a callback of this name waits to be looked at. */
    boolean hasTold(String name) {
        return told.stream().anyMatch(each -> each.name().equals(name));
    }

    private void note(String name, Object what) {
        if (inside.incrementAndGet() > 1) {
            nested.incrementAndGet();
        }
        try {
            Told callback = new Told(name, what, Thread.currentThread());
            told.add(callback);
            reaction.accept(callback);
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        note("registered", frameworkId.getValue());
    }

    @Override
    public void reregistered(MasterInfo master) {
        note("reregistered", master);
    }

    @Override
    public void disconnected() {
        note("disconnected", "");
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        note("resourceOffers", offers);
    }

    @Override
    public void offerRescinded(OfferID offerId) {
        note("offerRescinded", offerId.getValue());
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        note("statusUpdate", status);
    }

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        note("frameworkMessage", data);
    }

    @Override
    public void slaveLost(SlaveID slaveId) {
        note("slaveLost", slaveId.getValue());
    }

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {
        note("executorLost", status);
    }

    @Override
    public void error(String message) {
        note("error", message);
    }
}
