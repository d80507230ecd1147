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
     * @param printed what it printed last, and where that is from, as words that may follow others and go on over several lines; at most
     *     {@link #LONGEST_PRINTED} characters, empty if nothing is to be told of it. It may hold secrets: whoever tells of the end may tell it to the
     *     framework, and keeps it in no journal and no log. It is no part of what happened: an end that is told again may lack it
     */
    record Ended(Ending ending, OptionalInt exitCode, boolean ran, String message, String printed)
            implements TaskPhase {

        /** The most characters of what was printed, with the words around it. */
        public static final int LONGEST_PRINTED = 4_096;

        /** Of which nothing is told that it printed. */
        public Ended(Ending ending, OptionalInt exitCode, boolean ran, String message) {
            this(ending, exitCode, ran, message, "");
        }

        /**
         * Checks it.
         *
         * @throws IllegalArgumentException if more was printed than may be told
         */
        public Ended {
            if (printed.length() > LONGEST_PRINTED) {
                throw new IllegalArgumentException(
                        "of what was printed, " + printed.length() + " characters are more than " + LONGEST_PRINTED);
            }
        }

        /** The same end, with this of what it printed. */
        public Ended printing(String words) {
            return new Ended(ending, exitCode, ran, message, words);
        }

        /** For logs: without what was printed. */
        @Override
        public String toString() {
            return "Ended[ending=" + ending + ", exitCode=" + exitCode + ", ran=" + ran + ", message=" + message
                    + (printed.isEmpty() ? "" : ", and " + printed.length() + " characters that it printed") + "]";
        }

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
