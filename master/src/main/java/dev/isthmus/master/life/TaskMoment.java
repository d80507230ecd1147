package dev.isthmus.master.life;

import static java.util.Objects.requireNonNull;

/**
 * Something that happened to a task.
 *
 * @param at when, in seconds since 1970
 * @param kind who had a part in it
 * @param text what happened, in a sentence without its full stop; it may quote what strangers wrote
 */
public record TaskMoment(double at, Kind kind, String text) {

    /** Who had a part in it. */
    public enum Kind {
        /** An offer was made. */
        OFFER,
        /** Its framework has asked for something. */
        ASKED,
        /** The master has decided something. */
        DECIDED,
        /** The cluster was asked for something, and how that went. */
        CLUSTER,
        /** It is in another state on the cluster. */
        STATE,
        /** Its framework was told of a state. */
        TOLD,
        /** Something has gone wrong. */
        TROUBLE
    }

    /** Checks that all is there. */
    public TaskMoment {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }
}
