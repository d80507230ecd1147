package dev.isthmus.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsCaller;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Blocking calls on threads. */
class PooledCallsTest {

    /** Fails as a class path with two versions of a library does. */
    private static final class BrokenCaller implements EcsCaller {

        @Override
        public <T> Answer<T> call(EcsCall<T> call) {
            throw new NoSuchMethodError("software.amazon.awssdk...");
        }

        @Override
        public void close() {}
    }

    @Test
    void call_that_fails_with_an_error_is_answered_all_the_same() throws Exception {
        try (PooledCalls calls = new PooledCalls(new BrokenCaller(), 1)) {
            CompletableFuture<Answer<?>> answered = new CompletableFuture<>();
            calls.begin(new EcsCall.DescribeTasks(List.of("arn")), answered::complete);
            CallFailure failure = ((Answer.Failed<?>) answered.get(20, TimeUnit.SECONDS)).failure();
            assertThat(failure.message()).contains("NoSuchMethodError");
            assertThat(failure.lost()).as("it may have been done").isTrue();
        }
    }
}
