package dev.isthmus.simulation.cluster;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.FailureTable;
import dev.isthmus.ecs.sdk.SdkCaller;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.simulation.trace.Column;
import dev.isthmus.simulation.trace.Trace;
import dev.isthmus.testkit.ecs.client.Rehearsal;
import dev.isthmus.testkit.ecs.client.Unanswered;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The calls of one driver: the SDK's mapping is the real one, and the fence is asked where the real client asks it, before the request leaves the process
 * and once more if that was more than a moment ago.
 */
final class DriverCalls implements EcsCalls {

    private static final Duration THREAD_WITHIN = Duration.ofMillis(3);
    private static final Duration CONNECTED_WITHIN = Duration.ofMillis(40);
    private static final int STALE_ANSWERS = 3;

    private final DriverLife life;
    private final ProcessTime process;
    private final CallPoints points;
    private final ManualClock clock;
    private final EcsNetwork network;
    private final Draws draws;
    private final Fence fence;
    private final Duration timeout;
    private final SdkCaller caller;
    private final Rehearsal rehearsal = new Rehearsal();
    private final Observer observer;
    private final Trace trace;
    private boolean closed;

    DriverCalls(
            DriverLife life,
            ProcessTime process,
            CallPoints points,
            ManualClock clock,
            EcsNetwork network,
            Draws draws,
            Fence fence,
            Duration timeout,
            FailureTable table,
            Target target,
            Observer observer,
            Trace trace) {
        this.life = life;
        this.process = process;
        this.points = points;
        this.clock = clock;
        this.network = network;
        this.draws = draws;
        this.fence = fence;
        this.timeout = timeout;
        this.caller = new SdkCaller(target, table, rehearsal::client);
        this.observer = observer;
        this.trace = trace;
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        if (closed || process.isDead()) {
            return;
        }
        String name = call.operation().awsName();
        observer.called(life, name);
        process.after(
                draws.upTo(THREAD_WITHIN),
                () -> prepare(call, answer -> {
                    if (!closed) {
                        Optional<Category> failure = answer.fold(
                                ok -> Optional.empty(),
                                failed -> Optional.of(failed.failure().failure().category()));
                        trace.add(
                                Column.BACKEND,
                                life.toString(),
                                name,
                                failure.map(Category::name).orElse("ok"));
                        observer.came(life, name, failure);
                        then.accept(answer);
                    }
                }));
    }

    private <T> void prepare(EcsCall<T> call, Consumer<Answer<T>> then) {
        if (closed) {
            return;
        }
        String name = call.operation().awsName();
        if (name.startsWith("List") || name.startsWith("Describe")) {
            send(call, then);
            return;
        }
        ask(call, 0, then);
    }

    /** Asks the fence, and sends the request when there is a connection, if the answer is fresh then. */
    private <T> void ask(EcsCall<T> call, int asked, Consumer<Answer<T>> then) {
        long askedAt = process.nanos();
        Standing standing = fence.standing();
        if (standing != Standing.STANDS || asked == STALE_ANSWERS) {
            then.accept(new Answer.Failed<>(CallFailure.of(
                    Category.TRANSIENT,
                    "",
                    CallFailure.Done.NO,
                    call.operation().awsName() + " was not sent: the fence says " + standing)));
            return;
        }
        points.checked();
        process.after(draws.upTo(CONNECTED_WITHIN), () -> {
            if (process.nanos() - askedAt > Fence.FRESH.toNanos()) {
                ask(call, asked + 1, then);
            } else {
                send(call, then);
            }
        });
    }

    private <T> void send(EcsCall<T> call, Consumer<Answer<T>> then) {
        if (!points.leaves()) {
            return;
        }
        Rehearsal.Call<Answer<T>> made = rehearsal.of(() -> caller.call(call));
        trace.add(Column.BACKEND, life.toString(), call.operation().awsName(), "leaves");
        observer.sent(life, call.operation().awsName());
        OnceOnly once = new OnceOnly();
        ManualClock.Timer limit = clock.after(timeout, () -> {
            if (once.first()) {
                process.now(() -> then.accept(made.failed(Unanswered.timedOut(timeout))));
            }
        });
        network.send(made.request(), draws, delivery -> {
            if (once.first()) {
                limit.cancel();
                process.now(() -> then.accept(delivery.fold(made::answered, made::failed)));
            }
        });
    }

    /** What comes first, counts. */
    private static final class OnceOnly {
        private boolean over;

        boolean first() {
            boolean first = !over;
            over = true;
            return first;
        }
    }

    @Override
    public void close() {
        closed = true;
        caller.close();
    }
}
