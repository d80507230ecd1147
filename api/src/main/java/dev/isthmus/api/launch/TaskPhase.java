package dev.isthmus.api.launch;

import dev.isthmus.api.task.PortMapping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** The state of a task. States only go forward, in the order in which they are declared here (R-TL-11). */
public sealed interface TaskPhase {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Staging, ? extends R> staging,
            Function<? super Starting, ? extends R> starting,
            Function<? super Running, ? extends R> running,
            Function<? super Stopping, ? extends R> stopping,
            Function<? super Ended, ? extends R> ended);

    /** Does what its case asks for. */
    default void match(
            Consumer<? super Staging> staging,
            Consumer<? super Starting> starting,
            Consumer<? super Running> running,
            Consumer<? super Stopping> stopping,
            Consumer<? super Ended> ended) {
        fold(
                its -> {
                    staging.accept(its);
                    return true;
                },
                its -> {
                    starting.accept(its);
                    return true;
                },
                its -> {
                    running.accept(its);
                    return true;
                },
                its -> {
                    stopping.accept(its);
                    return true;
                },
                its -> {
                    ended.accept(its);
                    return true;
                });
    }

    /** Taken by the backend; images are being pulled, networks made. */
    record Staging() implements TaskPhase {
        @Override
        public <R> R fold(
                Function<? super Staging, ? extends R> staging,
                Function<? super Starting, ? extends R> starting,
                Function<? super Running, ? extends R> running,
                Function<? super Stopping, ? extends R> stopping,
                Function<? super Ended, ? extends R> ended) {
            return staging.apply(this);
        }
    }

    /** About to run. */
    record Starting() implements TaskPhase {
        @Override
        public <R> R fold(
                Function<? super Staging, ? extends R> staging,
                Function<? super Starting, ? extends R> starting,
                Function<? super Running, ? extends R> running,
                Function<? super Stopping, ? extends R> stopping,
                Function<? super Ended, ? extends R> ended) {
            return starting.apply(this);
        }
    }

    /**
     * Running.
     *
     * @param addresses IP addresses the task can be reached at; empty means its agent's
     * @param ports the ports of its containers that its host really has open for it; empty if the backend does not say
     * @param healthy what its health check says, if there is one and it has spoken
     */
    record Running(List<String> addresses, List<PortMapping> ports, Optional<Boolean> healthy) implements TaskPhase {

        /** Without a word on ports. */
        public Running(List<String> addresses, Optional<Boolean> healthy) {
            this(addresses, List.of(), healthy);
        }

        /** Copies the lists. */
        public Running {
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
        }

        @Override
        public <R> R fold(
                Function<? super Staging, ? extends R> staging,
                Function<? super Starting, ? extends R> starting,
                Function<? super Running, ? extends R> running,
                Function<? super Stopping, ? extends R> stopping,
                Function<? super Ended, ? extends R> ended) {
            return running.apply(this);
        }
    }

    /** Being stopped; still holding its resources. */
    record Stopping() implements TaskPhase {
        @Override
        public <R> R fold(
                Function<? super Staging, ? extends R> staging,
                Function<? super Starting, ? extends R> starting,
                Function<? super Running, ? extends R> running,
                Function<? super Stopping, ? extends R> stopping,
                Function<? super Ended, ? extends R> ended) {
            return stopping.apply(this);
        }
    }

    /**
     * At its end.
     *
     * @param ending why
     * @param exitCode of its main process, if it ever ran and the code is known (R-TL-13); 128 + n for signal n
     * @param ran whether its main process ever ran
     * @param message what the backend says, for people; may be empty
     */
    record Ended(Ending ending, OptionalInt exitCode, boolean ran, String message) implements TaskPhase {
        @Override
        public <R> R fold(
                Function<? super Staging, ? extends R> staging,
                Function<? super Starting, ? extends R> starting,
                Function<? super Running, ? extends R> running,
                Function<? super Stopping, ? extends R> stopping,
                Function<? super Ended, ? extends R> ended) {
            return ended.apply(this);
        }
    }
}
