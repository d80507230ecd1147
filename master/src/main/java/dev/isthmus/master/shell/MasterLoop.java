package dev.isthmus.master.shell;

import dev.isthmus.master.gate.Admission;
import dev.isthmus.master.operator.MasterSnapshot;
import dev.isthmus.master.operator.ToldView;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.master.subscription.Subscriptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a master: it steps the subscriptions and carries out what they say. All other threads only put something into its inbox. */
final class MasterLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private final Subscriptions subscriptions;
    private final ToldView view;
    private final FrameworkMachines machines;
    private final InstantSource clock;
    private final InstantSource steady;
    private final WakeUps wakeUps;
    private final BlockingQueue<Optional<Runnable>> inbox = new LinkedBlockingQueue<>();
    private final Map<Long, Exchange> exchanges = new ConcurrentHashMap<>();
    private final AtomicLong lastExchange = new AtomicLong();
    private final Map<String, RecordStream> streams = new HashMap<>();
    private final SubscriptionOutput.Cases outputs = new Outputs();
    private final Thread thread = new Thread(this::run, "isthmus-master");

    /**
     * Nothing is served yet.
     *
     * @param view sees what comes of each step
     * @param machines makes the machines behind it, which put their callbacks into what they are given
     */
    MasterLoop(
            Subscriptions subscriptions,
            ToldView view,
            Function<Consumer<SubscriptionInput>, FrameworkMachines> machines,
            InstantSource clock,
            InstantSource steady,
            ScheduledExecutorService timers) {
        this.subscriptions = subscriptions;
        this.view = view;
        this.machines = machines.apply(this::put);
        this.clock = clock;
        this.steady = steady;
        this.wakeUps = new WakeUps(timers, steady, () -> put(new SubscriptionInput.Tick()));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A call has arrived; any thread. */
    void arrived(Admission.Admitted call, Exchange exchange) {
        long number = lastExchange.incrementAndGet();
        exchanges.put(number, exchange);
        put(new SubscriptionInput.Arrived(number, call));
    }

    /** Somebody looks at the master; any thread. What is done with the snapshot is done by the master's thread and must not take long. */
    void look(Consumer<MasterSnapshot> seen) {
        inbox.add(Optional.of(() -> seen.accept(view.snapshot())));
    }

    private void put(SubscriptionInput input) {
        inbox.add(Optional.of(() -> step(input)));
    }

    private void run() {
        try {
            for (Optional<Runnable> next = inbox.take(); next.isPresent(); next = inbox.take()) {
                next.get().run();
            }
        } catch (InterruptedException e) {
            log.warn("the master's thread was interrupted and ends");
        } finally {
            wakeUps.cancel();
        }
    }

    private void step(SubscriptionInput input) {
        try {
            Instant shown = clock.instant();
            List<SubscriptionOutput> done = subscriptions.step(steady.instant(), shown, input);
            done.forEach(output -> output.match(outputs));
            view.see(shown, done);
        } catch (RuntimeException e) {
            log.error(
                    "the master failed on {}; this is a defect of Isthmus",
                    input.getClass().getSimpleName(),
                    e);
        }
        wakeUps.at(subscriptions.nextDue());
    }

    private final class Outputs implements SubscriptionOutput.Cases {

        @Override
        public void reply(SubscriptionOutput.Reply output) {
            Exchange exchange = exchanges.remove(output.exchange());
            if (exchange != null) {
                exchange.answer(output.answer());
            }
        }

        @Override
        public void open(SubscriptionOutput.Open output) {
            Exchange exchange = exchanges.remove(output.exchange());
            if (exchange != null) {
                String stream = output.stream();
                streams.put(stream, exchange.stream(output.head(), () -> put(new SubscriptionInput.Broken(stream))));
            }
        }

        @Override
        public void send(SubscriptionOutput.Send output) {
            RecordStream stream = streams.get(output.stream());
            if (stream != null) {
                stream.send(new EventRecord(output.event(), output.encoding()));
            }
        }

        @Override
        public void end(SubscriptionOutput.End output) {
            RecordStream stream = streams.remove(output.stream());
            if (stream != null) {
                stream.end();
            }
        }

        @Override
        public void act(SubscriptionOutput.Act output) {
            machines.act(output.framework(), output.action());
        }
    }

    /** Ends the thread after what is in the inbox, and closes the machines. */
    @Override
    public void close() {
        inbox.add(Optional.empty());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        machines.close();
    }
}
