package dev.isthmus.api.launch;

import java.util.function.Consumer;
import java.util.function.Function;

/** The result of a launch. */
public sealed interface LaunchOutcome {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Launched, ? extends R> launched,
            Function<? super Refused, ? extends R> refused,
            Function<? super Unknown, ? extends R> unknown);

    /** Does what its case asks for. */
    default void match(
            Consumer<? super Launched> launched, Consumer<? super Refused> refused, Consumer<? super Unknown> unknown) {
        fold(
                its -> {
                    launched.accept(its);
                    return true;
                },
                its -> {
                    refused.accept(its);
                    return true;
                },
                its -> {
                    unknown.accept(its);
                    return true;
                });
    }

    /**
     * The backend has taken the task. Its state is told by events from here on.
     *
     * @param backendId what the backend calls the task, for the log
     */
    record Launched(String backendId) implements LaunchOutcome {
        @Override
        public <R> R fold(
                Function<? super Launched, ? extends R> launched,
                Function<? super Refused, ? extends R> refused,
                Function<? super Unknown, ? extends R> unknown) {
            return launched.apply(this);
        }
    }

    /**
     * The task was not started and will not be, and nothing is told of it (R-TL-09).
     *
     * @param refusal why, by kind
     * @param message what was wrong, where, and what to do
     */
    record Refused(Refusal refusal, String message) implements LaunchOutcome {
        @Override
        public <R> R fold(
                Function<? super Launched, ? extends R> launched,
                Function<? super Refused, ? extends R> refused,
                Function<? super Unknown, ? extends R> unknown) {
            return refused.apply(this);
        }
    }

    /**
     * It is not known yet whether the task is started: an answer was lost, or it waits for room that others have taken. The backend goes on
     * finding out, or asking, and what comes of it is told by a {@link TaskEvent}: either the task's state, or its end as {@link
     * Ending#NOT_LAUNCHED} or, for want of room, {@link Ending#NO_ROOM} (R-TL-10).
     *
     * @param message what happened
     */
    record Unknown(String message) implements LaunchOutcome {
        @Override
        public <R> R fold(
                Function<? super Launched, ? extends R> launched,
                Function<? super Refused, ? extends R> refused,
                Function<? super Unknown, ? extends R> unknown) {
            return unknown.apply(this);
        }
    }

    /** Why a launch was refused. */
    enum Refusal {
        /** What was to be run is wrong in itself; no other agent would do. */
        INVALID,
        /** Not allowed: permissions. */
        DENIED,
        /** The agent has not enough free any more. */
        RESOURCES,
        /** The agent lacks something other than resources, such as a capability; another may do. */
        UNSUITABLE_AGENT,
        /** The agent cannot be reached just now. */
        AGENT_DISCONNECTED,
        /** The agent takes nothing new. */
        AGENT_DRAINING,
        /** The agent is no longer there. */
        AGENT_GONE,
        /** The backend could not be asked: throttled or failing for too long. */
        UNAVAILABLE
    }
}
