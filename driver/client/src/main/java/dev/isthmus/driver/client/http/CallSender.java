package dev.isthmus.driver.client.http;

import dev.isthmus.driver.client.machine.ClientInput;
import dev.isthmus.driver.client.machine.ClientOutput;
import dev.isthmus.driver.client.machine.MasterAnswer;
import dev.isthmus.driver.client.wire.SchedulerCall;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls one after the other, each when the one before is answered, so that a master gets them in order. On a thread of its own, which is a daemon, over
 * a connection that is kept. A call whose answer did not come is never sent again: what it launched may run.
 */
public final class CallSender {

    private static final Logger LOG = LoggerFactory.getLogger("dev.isthmus.driver.Calls");

    private static final int ANSWER_MILLIS = 30_000;

    /** A connection that has been idle for longer is not used again: it might be closed at the other end just then. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Map<String, String> headers;
    private final Consumer<ClientInput> inbox;
    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final AtomicReference<@Nullable MasterConnection> connection = new AtomicReference<>();

    /** The last stream whose calls are given up, and with it those before: the numbers only grow. */
    private final AtomicInteger gone = new AtomicInteger();

    private long used;
    private boolean finished;

    /**
     * One that has not begun.
     *
     * @param headers to send with each call
     * @param inbox takes the answers, on the thread of the sender
     * @param name of that thread
     */
    public CallSender(Map<String, String> headers, Consumer<ClientInput> inbox, String name) {
        this.headers = new HashMap<>(headers);
        this.inbox = inbox;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins to send; once. */
    public void start() {
        thread.start();
    }

    /** Sends a call after those before it; returns at once. */
    public void send(ClientOutput.Post call) {
        queue.add(() -> post(call));
    }

    /**
     * Gives up the calls of a stream that has been hung up on, also the one that is not answered yet: the framework knows that its master is lost, and calls
     * with it. Returns at once.
     *
     * @param stream the number of the stream, as it was opened
     */
    public void giveUp(int stream) {
        gone.accumulateAndGet(stream, Math::max);
        close();
    }

    /**
     * Waits until all calls have been answered or given up; then the thread ends.
     *
     * @param millis how long at most
     * @return whether all have been
     */
    public boolean finish(long millis) throws InterruptedException {
        queue.add(() -> finished = true);
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            while (!finished) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            LOG.trace("calls are sent no longer", e);
        } finally {
            close();
            ended.countDown();
        }
    }

    private void post(ClientOutput.Post call) {
        if (isGone(call)) {
            lost(call, "a call before it is not answered");
            return;
        }
        try {
            MasterConnection open = connected(call);
            Map<String, String> all = new HashMap<>(headers);
            all.put("Mesos-Stream-Id", call.id());
            ReplyHead head = open.post(all, call.body());
            MasterAnswer answer = AnswerReader.read(open, head);
            used = System.nanoTime();
            if (!head.keepsAlive()) {
                close();
            }
            if (!answer.isTaken()) {
                lost(call, "it answers " + answer);
            }
            inbox.accept(new ClientInput.Answered(call.stream(), call.call(), answer));
        } catch (IOException | RuntimeException e) {
            giveUp(call.stream());
            LOG.debug("{} is not answered", call.call(), e);
            String reason = call.call() + " is not answered: " + Reasons.of(e);
            lost(call, reason);
            inbox.accept(new ClientInput.Ended(call.stream(), reason));
        }
    }

    /** Of a teardown nobody else says it: the driver is at its end. */
    private static void lost(ClientOutput.Post call, String reason) {
        if (call.call() == SchedulerCall.Type.TEARDOWN) {
            LOG.warn(
                    "the framework has not been torn down by the master at {}, and its tasks run on: {}",
                    call.master(),
                    reason);
        }
    }

    private boolean isGone(ClientOutput.Post call) {
        return call.stream() <= gone.get();
    }

    private MasterConnection connected(ClientOutput.Post call) throws IOException {
        MasterConnection kept = connection.get();
        if (kept != null && kept.master().equals(call.master()) && System.nanoTime() - used < IDLE_NANOS) {
            return kept;
        }
        close();
        MasterConnection made = new MasterConnection(call.master());
        connection.set(made);
        if (isGone(call)) {
            throw new IOException("it has been hung up on"); // before there was a connection to close
        }
        made.connect(ANSWER_MILLIS);
        return made;
    }

    private void close() {
        MasterConnection open = connection.getAndSet(null);
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("a connection cannot be closed", e);
            }
        }
    }
}
