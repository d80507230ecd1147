package dev.isthmus.ecs.engine.storm;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.engine.ScriptedEcs;
import dev.isthmus.ecs.engine.ScriptedRig;
import dev.isthmus.ecs.step.Rig;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A network under one seed. A call reaches ECS after a while and is answered after another, and the weather decides what becomes of it. What a
 * process was going to do is gone when it is killed; a call that it has sent reaches ECS all the same.
 */
final class StormyRig extends Rig {

    private final ScriptedEcs ecs;
    private final Random random;
    Weather weather = Weather.FAIR;
    Instant outageUntil = Instant.MIN;
    long calls;

    StormyRig(ScriptedEcs ecs, Random random) {
        super(ScriptedRig.START);
        this.ecs = ecs;
        this.random = random;
        ecs.clock = this::now;
        ecs.lag = () -> weather.behind().isZero() ? Duration.ZERO : upTo(weather.behind());
    }

    @Override
    protected <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        calls++;
        in(upTo(weather.slowest()), () -> {
            Answer<T> answer = reach(call);
            in(upTo(weather.slowest()), () -> then.accept(answer));
        });
    }

    private <T> Answer<T> reach(EcsCall<T> call) {
        if (now().isBefore(outageUntil)) {
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
}
