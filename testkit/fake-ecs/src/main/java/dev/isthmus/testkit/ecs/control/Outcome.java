package dev.isthmus.testkit.ecs.control;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.EcsResponse;

/** What becomes of a request. */
public sealed interface Outcome {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Answered, ? extends R> answered,
            Function<? super Refused, ? extends R> refused,
            Function<? super Lost, ? extends R> lost);

    /** Does what its case asks for. */
    default void match(
            Consumer<? super Answered> answered, Consumer<? super Refused> refused, Consumer<? super Lost> lost) {
        fold(
                one -> {
                    answered.accept(one);
                    return true;
                },
                one -> {
                    refused.accept(one);
                    return true;
                },
                one -> {
                    lost.accept(one);
                    return true;
                });
    }

    /** How long after the work the answer, or the end of the connection, leaves. */
    default Duration after() {
        return fold(Answered::after, Refused::after, lost -> Duration.ZERO);
    }

    /**
     * It was done.
     *
     * @param response the answer
     * @param requestId by which ECS knows the call
     * @param after how long the answer is held back
     */
    record Answered(EcsResponse response, String requestId, Duration after) implements Outcome {
        @Override
        public <R> R fold(
                Function<? super Answered, ? extends R> answered,
                Function<? super Refused, ? extends R> refused,
                Function<? super Lost, ? extends R> lost) {
            return answered.apply(this);
        }
    }

    /**
     * Nothing was done.
     *
     * @param error the answer
     * @param requestId by which ECS knows the call
     * @param after how long the answer is held back
     */
    record Refused(ServiceError error, String requestId, Duration after) implements Outcome {
        @Override
        public <R> R fold(
                Function<? super Answered, ? extends R> answered,
                Function<? super Refused, ? extends R> refused,
                Function<? super Lost, ? extends R> lost) {
            return refused.apply(this);
        }
    }

    /**
     * The connection ends without an answer.
     *
     * @param truth what would have been answered; absent: the request was lost before any work
     */
    record Lost(Optional<Outcome> truth) implements Outcome {
        @Override
        public <R> R fold(
                Function<? super Answered, ? extends R> answered,
                Function<? super Refused, ? extends R> refused,
                Function<? super Lost, ? extends R> lost) {
            return lost.apply(this);
        }
    }
}
