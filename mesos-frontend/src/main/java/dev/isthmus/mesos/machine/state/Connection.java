package dev.isthmus.mesos.machine.state;

import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
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
            Function<? super Away, ? extends R> away,
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
                Function<? super Away, ? extends R> away,
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
            CUT_OFF;

            private Link outdated() {
                return this == COMPLETE ? PARTIAL : this;
            }

            private Over.Reach reach() {
                return this == CUT_OFF ? Over.Reach.CUT_OFF : Over.Reach.REACHED;
            }
        }

        @Override
        public <R> R fold(
                Function<? super Before, ? extends R> before,
                Function<? super Registered, ? extends R> registered,
                Function<? super Away, ? extends R> away,
                Function<? super Over, ? extends R> over) {
            return registered.apply(this);
        }
    }

    /**
     * Registered with a master, and the framework's stream is lost: it hears nothing until it returns.
     *
     * @param link how much of the cluster is known meanwhile
     */
    record Away(Registered.Link link) implements Connection {

        @Override
        public <R> R fold(
                Function<? super Before, ? extends R> before,
                Function<? super Registered, ? extends R> registered,
                Function<? super Away, ? extends R> away,
                Function<? super Over, ? extends R> over) {
            return away.apply(this);
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
                Function<? super Away, ? extends R> away,
                Function<? super Over, ? extends R> over) {
            return over.apply(this);
        }

        private Over from(Reach before, Reach now) {
            return reach == before ? new Over(end, now) : this;
        }
    }

    /** What it is to the parts of the machine. */
    default Contact contact() {
        return fold(
                before -> before.watching() ? Contact.WAITING : Contact.NONE,
                registered -> registered.link() == Registered.Link.CUT_OFF ? Contact.DISCONNECTED : Contact.CONNECTED,
                away -> Contact.AWAY,
                over -> switch (over.end()) {
                    case INACTIVE -> Contact.INACTIVE;
                    case DRAINING -> Contact.DRAINING;
                    case LEAVING -> Contact.LEAVING;
                    case CLOSED -> Contact.CLOSED;
                });
    }

    /** Whether the framework has ever been registered. */
    default boolean isRegistered() {
        return fold(before -> false, registered -> true, away -> true, over -> over.reach() != Over.Reach.NEVER);
    }

    /** Whether the framework was registered, and the cluster could not be reached the last time. */
    default boolean isCutOff() {
        return fold(
                before -> false,
                registered -> registered.link() == Registered.Link.CUT_OFF,
                away -> away.link() == Registered.Link.CUT_OFF,
                over -> over.reach() == Over.Reach.CUT_OFF);
    }

    /** The cluster is watched. */
    default Connection start() {
        return fold(before -> new Before(true), registered -> registered, away -> away, over -> over);
    }

    /** The cluster has answered for the first time. */
    default Connection register() {
        return fold(
                before -> before.watching()
                        ? new Registered(Registered.Link.PARTIAL)
                        : late("register before it has started", before),
                registered -> registered,
                away -> away,
                over -> over);
    }

    /** All agents are known. */
    default Connection complete() {
        return fold(
                before -> before,
                registered -> new Registered(Registered.Link.COMPLETE),
                away -> new Away(Registered.Link.COMPLETE),
                over -> over.from(Over.Reach.CUT_OFF, Over.Reach.REACHED));
    }

    /** The cluster cannot be reached. */
    default Connection cutOff() {
        return fold(
                before -> before,
                registered -> new Registered(Registered.Link.CUT_OFF),
                away -> new Away(Registered.Link.CUT_OFF),
                over -> over.from(Over.Reach.REACHED, Over.Reach.CUT_OFF));
    }

    /** The cluster cannot be reached by a master, to which the framework stays connected: not all is known of the agents any more. */
    default Connection outdated() {
        return fold(
                before -> before,
                registered -> new Registered(registered.link().outdated()),
                away -> new Away(away.link().outdated()),
                over -> over);
    }

    /** The framework's stream is lost. */
    default Connection leave() {
        return fold(
                before -> late("be away", before),
                registered -> new Away(registered.link()),
                away -> away,
                over -> over);
    }

    /** The framework has a stream again. */
    default Connection returned() {
        return fold(
                before -> late("return", before),
                registered -> registered,
                away -> new Registered(away.link()),
                over -> over);
    }

    /** The driver is aborted, or about to be stopped. */
    default Connection deactivate() {
        return fold(
                before -> new Over(Over.End.INACTIVE, Over.Reach.NEVER),
                registered -> new Over(Over.End.INACTIVE, registered.link().reach()),
                away -> new Over(Over.End.INACTIVE, away.link().reach()),
                over -> over);
    }

    /** The driver, which has been deactivated, is that far with its end. */
    default Connection end(Over.End end) {
        return fold(
                before -> late("end", before),
                registered -> late("end", registered),
                away -> late("end", away),
                over -> over.end() == Over.End.INACTIVE || end == Over.End.CLOSED
                        ? new Over(end, over.reach())
                        : late("end", over));
    }

    private static Connection late(String what, Connection connection) {
        throw new IllegalStateException("a connection that is " + connection + " cannot " + what);
    }
}
