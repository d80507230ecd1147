package dev.isthmus.testkit.ecs.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The script of a container: what it does without the test. Times are on the fake's clock.
 *
 * @param start when it starts, counted from its launch; absent: when the test says so
 * @param ending how it ends by itself; absent: when it is stopped, or when the test says so
 */
public record Script(Optional<Duration> start, Optional<Ending> ending) {
    /** How a container ends. */
    public sealed interface Ending {

        /** Does what its case asks for. */
        void match(Consumer<? super Exit> exit, Consumer<? super FailedStart> failedStart);

        /** It exits. */
        record Exit(int code, Optional<String> reason, Duration after) implements Ending {
            @Override
            public void match(Consumer<? super Exit> exit, Consumer<? super FailedStart> failedStart) {
                exit.accept(this);
            }
        }

        /** It never starts. */
        record FailedStart(String reason) implements Ending {
            @Override
            public void match(Consumer<? super Exit> exit, Consumer<? super FailedStart> failedStart) {
                failedStart.accept(this);
            }
        }
    }

    /** It waits for the test to start it, and to end it. */
    public static Script waits() {
        return new Script(Optional.empty(), Optional.empty());
    }

    /** It starts at once and runs until it is stopped or the test ends it. */
    public static Script runs() {
        return new Script(Optional.of(Duration.ZERO), Optional.empty());
    }

    /** It starts at once and exits with {@code code} after running for {@code duration}. */
    public static Script exits(int code, Duration duration) {
        return runs().ending(new Ending.Exit(code, Optional.empty(), duration));
    }

    /** It starts at once and is killed for its use of memory after running for {@code duration}. */
    public static Script runsOutOfMemory(Duration duration) {
        return runs().ending(new Ending.Exit(137, Optional.of(AgentMessages.OUT_OF_MEMORY), duration));
    }

    /** Its image cannot be pulled. */
    public static Script failsToPull(String image) {
        return runs().ending(new Ending.FailedStart(AgentMessages.cannotPull(image)));
    }

    /** It cannot start; {@code reason} as the agent words it, as {@code CannotStartContainerError: ...}. */
    public static Script failsToStart(String reason) {
        return runs().ending(new Ending.FailedStart(reason));
    }

    /** This, but starting (or failing to) only {@code delay} after the launch. */
    public Script startingAfter(Duration delay) {
        return new Script(Optional.of(delay), ending);
    }

    private Script ending(Ending how) {
        return new Script(start, Optional.of(how));
    }
}
