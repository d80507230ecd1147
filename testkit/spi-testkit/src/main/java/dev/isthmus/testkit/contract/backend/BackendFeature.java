package dev.isthmus.testkit.contract.backend;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a backend may do or not do. A feature that is not declared is not passed over: the contract then wants the thing refused, or
 * absent.
 */
public enum BackendFeature {
    /** It reads settings that can be wrong. Without it, the provider declares none. */
    SETTINGS,
    /** It counts the calls it makes. Without it, the counts are empty. */
    CALL_COUNTS,
    /** Agents can be drained. Without it, none is ever told to be draining. */
    DRAINING,
    /** It drains agents when it is asked to, and activates them again. Without it, nothing comes of that. */
    DRAINS,
    /**
     * Contact can be lost: there is a network, or another process, between the backend and what it speaks to. Without it, {@code ContactLost} is
     * never told.
     */
    LOSES_CONTACT,
    /** The answer to a launch can be lost on its way. Without it, no launch comes out as unknown. */
    LOST_ANSWERS,
    /** It learns the exit codes of tasks. Without it, no end has one. */
    EXIT_CODES,
    /** It remembers for a while how tasks ended that an earlier process launched. Without it, those are not told of. */
    REMEMBERS_ENDED,
    /** What was started may show only after a while. Without it, the consistency window is zero. */
    SHOWS_LATE,
    /** Tasks may name a Docker image. Without it, such tasks are refused as invalid. */
    IMAGES,
    /** It launches groups of tasks. Without it, they are refused as invalid. */
    GROUPS;

    /** All of them, which is the default. */
    public static Set<BackendFeature> all() {
        return EnumSet.allOf(BackendFeature.class);
    }
}
