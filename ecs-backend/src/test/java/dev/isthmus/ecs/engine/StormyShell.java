package dev.isthmus.ecs.engine;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Time and network under one seed. A call reaches ECS after a while and is answered after another, and the weather decides what becomes of it.
 * What a process was going to do is gone when it is killed; a call that it has sent reaches ECS all the same.
 */
final class StormyShell implements Shell {

    private final ScriptedEcs ecs;
    private final Random random;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
    private Instant now = ScriptedShell.START;
    private long numbers;
    private int process;
    Weather weather = Weather.FAIR;
    Instant outageUntil = Instant.MIN;
    long calls;

    private record Due(Instant at, long number, int process, Runnable step) {}

    private static final int WORLD = -1;

    StormyShell(ScriptedEcs ecs, Random random) {
        this.ecs = ecs;
        this.random = random;
        ecs.clock = () -> now;
        ecs.lag = () -> weather.behind().isZero() ? Duration.ZERO : upTo(weather.behind());
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable step) {
        due.add(new Due(now.plus(delay), numbers++, process, step));
    }

    /** Something that happens whether a process lives or not. */
    void inTheWorld(Duration delay, Runnable step) {
        due.add(new Due(now.plus(delay), numbers++, WORLD, step));
    }

    @Override
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        calls++;
        int caller = process;
        inTheWorld(upTo(weather.slowest()), () -> {
            Answer<T> answer = reach(call);
            if (caller == process) {
                after(upTo(weather.slowest()), () -> then.accept(answer));
            }
        });
    }

    private <T> Answer<T> reach(EcsCall<T> call) {
        if (now.isBefore(outageUntil)) {
            return failed(Category.TRANSIENT, "", Done.MAYBE, "nothing is answered");
        }
        if (random.nextInt(100) < weather.throttled()) {
            return failed(Category.THROTTLED, "ThrottlingException", Done.NO, "Rate exceeded");
        }
        boolean lost = random.nextInt(100) < weather.lost();
        if (lost || random.nextInt(100) < weather.failing()) {
            if (random.nextBoolean()) {
                call.on(ecs);
            }
            return lost
                    ? failed(Category.TRANSIENT, "", Done.MAYBE, "the answer was lost")
                    : failed(Category.TRANSIENT, "ServerException", Done.MAYBE, "500");
        }
        return new Answer.Ok<>(call.on(ecs));
    }

    private static <T> Answer<T> failed(Category category, String code, Done done, String message) {
        return new Answer.Failed<>(CallFailure.of(category, code, done, message));
    }

    Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextInt((int) longest.toMillis() + 1));
    }

    /** The process is no more. */
    void kill() {
        int killed = process++;
        due.removeIf(step -> step.process() == killed);
    }

    /** Does what is due next, if that is before a time; says whether there was something. */
    boolean step(Instant until) {
        if (due.isEmpty() || due.peek().at().isAfter(until)) {
            now = until;
            return false;
        }
        Due next = due.remove();
        now = next.at();
        next.step().run();
        return true;
    }
}
