package dev.isthmus.testkit.ecs.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;

/** Every limit, through the real client: at it, and one beyond it. */
class LimitsTest {
    static Stream<Limit> limits() {
        return all().stream();
    }

    static List<Limit> all() {
        return Stream.of(
                        LaunchLimits.all(),
                        ReadLimits.all(),
                        ResourceLimits.all(),
                        DefinitionLimits.all(),
                        FargateLimits.all(),
                        CapacityProviderLimits.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void at_the_limit_it_is_answered_and_beyond_it_is_refused(Limit limit) {
        try (LimitsWorld world = new LimitsWorld()) {
            for (Limit.Call call : limit.accepted()) {
                assertThat(outcome(call, world)).as("at the limit").isEqualTo("answered");
            }
        }
        try (LimitsWorld world = new LimitsWorld()) {
            for (Limit.Call call : limit.refused()) {
                assertThat(outcome(call, world)).as("beyond the limit").isEqualTo(limit.error());
            }
        }
    }

    @Test
    void no_limit_is_listed_twice_and_each_has_both_sides() {
        assertThat(all()).extracting(Limit::row).doesNotHaveDuplicates();
        assertThat(all()).allSatisfy(limit -> {
            assertThat(limit.accepted()).isNotEmpty();
            assertThat(limit.refused()).isNotEmpty();
        });
    }

    /** "answered", the error's code, or the reason of the first failure. */
    private static String outcome(Limit.Call call, LimitsWorld world) {
        try {
            Object answer = call.on(world);
            List<Failure> failures = List.of();
            if (answer instanceof StartTaskResponse started) {
                failures = started.failures();
            } else if (answer instanceof RunTaskResponse ran) {
                // Of an instance that does not fit there is another that may.
                failures = ran.failures().stream()
                        .filter(failure -> failure.arn() == null)
                        .toList();
            }
            return failures.isEmpty() ? "answered" : failures.get(0).reason();
        } catch (EcsException e) {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorMessage())
                    .as("it says what was wrong")
                    .isNotBlank();
            return e.awsErrorDetails().errorCode();
        }
    }
}
