package dev.isthmus.driver.client;

import dev.isthmus.driver.client.http.CallSender;
import dev.isthmus.driver.client.http.EventStream;
import dev.isthmus.driver.client.machine.ClientInput;
import dev.isthmus.driver.client.machine.ClientMachine;
import dev.isthmus.driver.client.machine.ClientOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of a driver, a daemon: steps its machine, makes the callbacks, and hands calls to those that send them. */
final class ThinDriverThread {

    private static final Logger LOG = LoggerFactory.getLogger("dev.isthmus.driver.ThinDriver");

    /** How long calls that were made before the end may take until they are answered. */
    private static final long FINISH_MILLIS = 10_000;

    private final ClientMachine machine;
    private final ThinDriverLife life;
    private final CalledScheduler scheduler;
    private final Map<String, String> headers;
    private final String name;
    private final BlockingQueue<ClientInput> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final ClientOutput.Cases carrier = new Carrier();
    private final CallSender calls;
    private AutoCloseable search = () -> {};
    private @Nullable EventStream stream;
    private boolean done;

    /** One that has not begun. */
    ThinDriverThread(
            ClientMachine machine,
            ThinDriverLife life,
            CalledScheduler scheduler,
            Map<String, String> headers,
            String name) {
        this.machine = machine;
        this.life = life;
        this.scheduler = scheduler;
        this.headers = headers;
        this.name = name;
        this.calls = new CallSender(headers, inbox::add, "isthmus-calls-" + name);
    }

    /**
     * Begins to look for a master.
     *
     * @throws IllegalArgumentException if the argument names none; there is no thread then
     */
    void begin(String master) {
        try {
            search = MasterSearch.begin(master, inbox::add, "isthmus-leader-" + name);
        } catch (IllegalArgumentException e) {
            finished.countDown();
            throw e;
        }
        calls.start();
        Thread thread = new Thread(this::run, "isthmus-driver-" + name);
        thread.setDaemon(true); // conformance point 12: a driver does not keep the JVM alive
        thread.start();
    }

    /** Hands it something; returns at once. */
    void add(ClientInput input) {
        inbox.add(input);
    }

    /** Waits until all is closed. */
    boolean awaitFinished(Duration limit) throws InterruptedException {
        return finished.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try {
            while (!done) {
                step(next());
            }
        } catch (InterruptedException e) {
            LOG.warn("the driver's thread has been interrupted and ends");
            life.abort(() -> {});
        } catch (RuntimeException | Error e) {
            LOG.error("the driver ends by a defect", e);
            fail("The driver ends by a defect: " + e);
        } finally {
            close();
            finished.countDown();
        }
    }

    private ClientInput next() throws InterruptedException {
        OptionalLong due = machine.nextDue();
        if (!due.isPresent()) {
            return inbox.take();
        }
        ClientInput input = inbox.poll(Math.max(0, due.getAsLong() - steady()), TimeUnit.MILLISECONDS);
        return input == null ? new ClientInput.Tick() : input;
    }

    private static long steady() {
        return System.nanoTime() / 1_000_000;
    }

    private void step(ClientInput input) {
        List<ClientOutput> outputs = machine.step(steady(), System.currentTimeMillis(), input);
        outputs.forEach(output -> output.match(carrier));
    }

    private void fail(String message) {
        if (life.abort(() -> {})) {
            LOG.error("{}", message);
            calledBack(() -> scheduler.error(message));
        }
    }

    /** As {@link #guarded}, on this thread: what it leaves of an interrupt was meant for something inside it, and does not end the driver. */
    private static boolean calledBack(Runnable callback) {
        boolean returned = guarded(callback);
        Thread.interrupted();
        return returned;
    }

    /** Runs a callback; whatever it throws is printed, as the JNI driver of Mesos does, and makes this false. */
    @SuppressWarnings("CatchAndPrintStackTrace") // Mesos prints it to stderr; frameworks without logging rely on it.
    static boolean guarded(Runnable callback) {
        try {
            callback.run();
            return true;
        } catch (Throwable e) {
            e.printStackTrace();
            return false;
        }
    }

    private void close() {
        boolean answered = false;
        try {
            answered = calls.finish(FINISH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!answered) {
            LOG.warn("{}: the driver ends, and the master has not answered all calls: they may be lost", name);
        }
        closeSearch();
        closeStream();
    }

    private void closeSearch() {
        try {
            search.close();
        } catch (Exception e) {
            LOG.debug("the search for the master cannot be ended", e);
        }
    }

    private void closeStream() {
        EventStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    private final class Carrier implements ClientOutput.Cases {

        @Override
        public void open(ClientOutput.Open output) {
            closeStream();
            stream = EventStream.open(output, headers, inbox::add, "isthmus-stream-" + name);
        }

        @Override
        public void hangUp(ClientOutput.HangUp output) {
            closeStream();
            calls.giveUp(output.stream());
        }

        @Override
        public void post(ClientOutput.Post output) {
            calls.send(output);
        }

        /** Before anything that the callback called, an update is acknowledged: so an id may be used again from inside it. */
        @Override
        public void tell(ClientOutput.Tell output) {
            if (!life.isRunning()) {
                return;
            }
            boolean returned = calledBack(() -> output.told().to(scheduler));
            if (!returned) {
                life.abort(() -> add(new ClientInput.Abort()));
                return;
            }
            scheduler
                    .takeUpdated()
                    .filter(told -> life.isRunning())
                    .ifPresent(told -> step(new ClientInput.Delivered(told)));
        }

        @Override
        public void fail(ClientOutput.Fail output) {
            ThinDriverThread.this.fail(output.message());
        }

        @Override
        public void note(ClientOutput.Note output) {
            if (output.warning()) {
                LOG.warn("{}: {}", name, output.line());
            } else {
                LOG.info("{}: {}", name, output.line());
            }
        }

        @Override
        public void finish(ClientOutput.Finish output) {
            done = true;
        }
    }
}
