package dev.isthmus.mesos.machine.state;

import java.util.function.Function;

/**
 * The framework's connection to its cluster. Each method from {@link #start} on is something that happens to it, a column of the table in
 * docs/reference/connection-states.md, and gives the state that follows; what has no place in a state leaves it as it is or, where no caller can do it,
 * is refused with an exception.
 */
sealed interface Connection {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Before, ? extends R> before,
            Function<? super Registered, ? extends R> registered,
            Function<? super Over, ? extends R> over);

    /**
     * Not registered yet.
     *
     * @param watching whether the cluster is watched, and its first answer awaited
     */
    record Before(boolean watching) implements Connection {

        @Override
        public <R> R fold(
                Function<? super Before, ? extends R> before,
                Function<? super Registered, ? extends R> registered,
                Function<? super Over, ? extends R> over) {
            return before.apply(this);
        }
    }

    /**
     * Registered, and the framework hears what is told.
     *
     * @param link how much of the cluster is known
     */
    record Registered(Link link) implements Connection {

        /** How much of the cluster is known. */
        enum Link {
            /** It answers, and not all agents are known yet. */
            PARTIAL,
            /** It answers, and all agents are known. */
            COMPLETE,
            /** It cannot be reached. */
            CUT_OFF
        }

        @Override
        public <R> R fold(
                Function<? super Before, ? extends R> before,
                Function<? super Registered, ? extends R> registered,
                Function<? super Over, ? extends R> over) {
            return registered.apply(this);
        }
    }

    /**
     * The framework hears no more.
     *
     * @param end how far the driver's own end is
     * @param reach whether the framework was registered, and if so, whether the cluster could be reached the last time
     */
    record Over(End end, Reach reach) implements Connection {

        /** How far the driver's own end is. */
        enum End {
            /** Aborted; a stop still counts. */
            INACTIVE,
            /** Stopped, and the framework removed: waiting for tasks to end. */
            DRAINING,
            /** Stopped, and the tasks live on: waiting for the backend's answers. */
            LEAVING,
            /** Closed. */
            CLOSED
        }

        /** Whether the framework was registered, and the cluster could be reached. */
        enum Reach {
            /** It was never registered. */
            NEVER,
            /** It was registered, and the cluster answered the last time. */
            REACHED,
            /** It was registered, and the cluster cannot be reached. */
            CUT_OFF
        }

        @Override
        public <R> R fold(
                Function<? super Before, ? extends R> before,
                Function<? super Registered, ? extends R> registered,
                Function<? super Over, ? extends R> over) {
            return over.apply(this);
        }

        private Over from(Reach before, Reach now) {
            return reach == before ? new Over(end, now) : this;
        }
    }

    /** The cluster is watched. */
    default Connection start() {
        return fold(before -> new Before(true), registered -> registered, over -> over);
    }

    /** The cluster has answered for the first time. */
    default Connection register() {
        return fold(
                before -> before.watching()
                        ? new Registered(Registered.Link.PARTIAL)
                        : late("register before it has started", before),
                registered -> registered,
                over -> over);
    }

    /** All agents are known. */
    default Connection complete() {
        return fold(
                before -> before,
                registered -> new Registered(Registered.Link.COMPLETE),
                over -> over.from(Over.Reach.CUT_OFF, Over.Reach.REACHED));
    }

    /** The cluster cannot be reached. */
    default Connection cutOff() {
        return fold(
                before -> before,
                registered -> new Registered(Registered.Link.CUT_OFF),
                over -> over.from(Over.Reach.REACHED, Over.Reach.CUT_OFF));
    }

    /** The driver is aborted, or about to be stopped. */
    default Connection deactivate() {
        return fold(
                before -> new Over(Over.End.INACTIVE, Over.Reach.NEVER),
                registered -> new Over(
                        Over.End.INACTIVE,
                        registered.link() == Registered.Link.CUT_OFF ? Over.Reach.CUT_OFF : Over.Reach.REACHED),
                over -> over);
    }

    /** The driver, which has been deactivated, is that far with its end. */
    default Connection end(Over.End end) {
        return fold(
                before -> late("end", before),
                registered -> late("end", registered),
                over -> over.end() == Over.End.INACTIVE || end == Over.End.CLOSED
                        ? new Over(end, over.reach())
                        : late("end", over));
    }

    private static Connection late(String what, Connection connection) {
        throw new IllegalStateException("a connection that is " + connection + " cannot " + what);
    }
}
