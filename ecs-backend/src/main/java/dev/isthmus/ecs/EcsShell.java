package dev.isthmus.ecs;

import com.google.common.base.Throwables;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EcsEngine;
import dev.isthmus.ecs.engine.EngineOptions;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.logs.LogReader;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around the engine: takes each input onto the scheduler of the context, steps the engine, and carries out its outputs. One timer wakes it
 * when something falls due. The time of the steps is the steady one of the context.
 */
final class EcsShell implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EcsShell.class);

    private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(1);

    private final ScheduledExecutorService scheduler;
    private final SteadyTime time;
    private final EcsCalls calls;
    private final Optional<HostLookup> lookup;
    private final Optional<EventQueue> queue;
    private final Optional<LogReader> logs;
    private final EcsEngine engine;
    private final EcsOfferSource offers;
    private final EcsTaskLauncher launcher;
    private final Outputs outputs = new Outputs();
    private final Map<EcsOperation, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
    private final EcsMeters meters = new EcsMeters();
    private final InstantSource steady;
    private Instant measured = Instant.EPOCH;
    private @Nullable Alarm alarm;

    /** When the timer fires that has been set. */
    private record Alarm(Instant at, Future<?> timer) {}

    EcsShell(BackendContext context, Target target, AwsAccess aws, EngineOptions options) {
        this.scheduler = context.scheduler();
        this.steady = context.steady();
        this.time = new SteadyTime(context.clock(), context.steady());
        this.calls = aws.ecs(context, target, options.places());
        this.lookup = aws.ec2(context, target, answer -> run(context.scheduler(), answer));
        this.queue = aws.events(context, target);
        this.logs = aws.logs(context, target);
        this.engine = new EcsEngine(options, lookup.isPresent(), time.now());
        this.offers = new EcsOfferSource(this::take);
        this.launcher = new EcsTaskLauncher(this::take, options.window());
    }

    EcsOfferSource offers() {
        return offers;
    }

    EcsTaskLauncher launcher() {
        return launcher;
    }

    /** The number of calls of each operation, by its name in the API. */
    Map<String, Long> counts() {
        Map<String, Long> counted = new TreeMap<>();
        counts.forEach((operation, count) -> counted.put(operation.awsName(), count.sum()));
        received.forEach((operation, count) -> counted.put(operation, count.sum()));
        lookup.map(HostLookup::asked)
                .filter(asked -> asked > 0)
                .ifPresent(asked -> counted.put("DescribeInstances", asked));
        return counted;
    }

    /** All that is measured. */
    List<MetricFamily> metrics() {
        return meters.families(counts());
    }

    /** Takes an input, on any thread, unless the scheduler has been shut down. Returns before it is worked off. */
    void take(Input input) {
        run(scheduler, () -> step(input));
    }

    private static void run(ScheduledExecutorService scheduler, Runnable step) {
        try {
            scheduler.execute(step);
        } catch (RejectedExecutionException e) {
            LOG.debug("The scheduler is shut down, a step is dropped", e);
        }
    }

    private void step(Input input) {
        Instant now = time.now();
        List<Output> due = new ArrayList<>();
        time.clockSet().ifPresent(behind -> due.addAll(engine.step(now, new Input.ClockSet(behind))));
        due.addAll(engine.step(now, input));
        Throwable fault = null;
        for (Output output : due) {
            try {
                output.match(outputs);
            } catch (RuntimeException | Error e) {
                // Whoever listens must not keep the others from what they are to be told, nor the engine from its work.
                LOG.error("A step of the ECS backend failed; this is a fault of Isthmus", e);
                fault = fault == null ? e : fault;
            }
        }
        setAlarm(now);
        measure(now);
        rethrow(fault);
    }

    /** Whoever reads figures does not wait for a step, so they are noted; not at each of some thousand steps in a second. */
    private void measure(Instant now) {
        if (!now.isBefore(measured.plus(BETWEEN_FIGURES)) || now.isBefore(measured)) {
            measured = now;
            meters.budgets(engine.budgets());
            engine.events().ifPresent(meters::events);
        }
    }

    /** Whoever gave the scheduler may want to know, too. */
    private static void rethrow(@Nullable Throwable fault) {
        if (fault != null) {
            Throwables.throwIfUnchecked(fault);
        }
    }

    private void setAlarm(Instant now) {
        Optional<Instant> due = engine.nextDue();
        Alarm set = alarm;
        if (set != null && (due.isEmpty() || due.get().isBefore(set.at()))) {
            set.timer().cancel(false);
            alarm = null;
        }
        if (due.isPresent() && alarm == null) {
            setAlarm(now, due.get());
        }
    }

    private void setAlarm(Instant now, Instant due) {
        long nanos = due.isAfter(now) ? Duration.between(now, due).toNanos() : 0;
        try {
            alarm = new Alarm(due, scheduler.schedule(this::alarm, nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            LOG.debug("The scheduler is shut down, a step is dropped", e);
        }
    }

    private void alarm() {
        alarm = null;
        step(new Input.Tick());
    }

    /** Carries out each output. */
    private final class Outputs implements Output.Cases {

        @Override
        public <T> void call(Output.Call<T> output) {
            counts.computeIfAbsent(output.call().operation(), operation -> new LongAdder())
                    .increment();
            Instant begun = steady.instant();
            calls.begin(output.call(), answer -> {
                meters.answered(
                        output.call().operation(),
                        Duration.between(begun, steady.instant()),
                        answer.fold(
                                ok -> Optional.empty(),
                                failed -> Optional.of(failed.failure().category())));
                take(new Input.Answered(output.id(), answer));
            });
        }

        @Override
        public void lookUp(Output.LookUp output) {
            lookup.orElseThrow().begin(output.machines(), answer -> take(new Input.Answered(output.id(), answer)));
        }

        @Override
        public void receiveEvents(Output.ReceiveEvents output) {
            queue.ifPresent(there -> {
                counted("ReceiveMessage");
                there.receive(answer -> take(new Input.Answered(output.id(), answer)));
            });
        }

        @Override
        public void deleteEvents(Output.DeleteEvents output) {
            queue.ifPresent(there -> {
                counted("DeleteMessageBatch");
                there.delete(output.receipts(), answer -> take(new Input.Answered(output.id(), answer)));
            });
        }

        @Override
        public void readLog(Output.ReadLog output) {
            logs.ifPresent(there -> {
                counted("GetLogEvents");
                there.read(output.stream(), output.lines(), answer -> take(new Input.Answered(output.id(), answer)));
            });
        }

        private void counted(String operation) {
            received.computeIfAbsent(operation, first -> new LongAdder()).increment();
        }

        @Override
        public void inventory(Output.Inventory output) {
            offers.tell(output.event());
        }

        @Override
        public void reached(Output.Reached output) {
            offers.reached();
        }

        @Override
        public void taskChanged(Output.TaskChanged output) {
            launcher.tell(output);
        }

        @Override
        public void recovered(Output.Recovered output) {
            launcher.tell(output);
        }

        @Override
        public void progressed(Output.Progressed output) {
            launcher.tell(output);
        }

        @Override
        public void launchAnswered(Output.LaunchAnswered output) {
            launcher.answered(output);
        }

        @Override
        public void stopAnswered(Output.StopAnswered output) {
            launcher.answered(output);
        }

        @Override
        public void listed(Output.Listed output) {
            launcher.answered(output);
        }

        @Override
        public void roundRead(Output.RoundRead output) {
            meters.roundRead(output.reads(), output.took());
        }

        @Override
        public void note(Output.Note output) {
            Logger log = LoggerFactory.getLogger(output.of());
            switch (output.level()) {
                case DEBUG -> log.debug(output.text());
                case INFO -> log.info(output.text());
                case WARN -> log.warn(output.text());
            }
        }

        @Override
        public void fault(Output.Fault output) {
            rethrow(output.cause());
        }
    }

    @Override
    public void close() {
        offers.close();
        launcher.close();
        lookup.ifPresent(HostLookup::close);
        queue.ifPresent(EventQueue::close);
        logs.ifPresent(LogReader::close);
        calls.close();
    }
}
