package dev.isthmus.api.launch;

/** Why a task ended. */
public enum Ending {
    /** Its main process exited by itself; the exit code tells how. */
    EXITED,
    /** It was stopped because this driver asked. */
    STOPPED,
    /** It was stopped because someone else asked: a person, another program. */
    STOPPED_BY_OTHERS,
    /** It was stopped because another task of its group had ended (R-TL-24). */
    WITH_GROUP,
    /** It used more memory than its limit. */
    OUT_OF_MEMORY,
    /** It could not be started: its image could not be pulled, its file not executed, its mounts not made. */
    NOT_STARTED,
    /** Its agent turned out not to have the resources for it. */
    NO_ROOM,
    /** Finding out after an unknown launch showed that it was never launched. */
    NOT_LAUNCHED,
    /** Its agent was taken away with notice (Spot). */
    PREEMPTED,
    /** Its agent was drained. */
    DRAINED,
    /** Its agent is gone, and so is the task (R-TL-19). */
    AGENT_GONE,
    /** The backend's own infrastructure failed. */
    INFRASTRUCTURE,
    /** The backend no longer knows it, and how it ended cannot be learnt. */
    VANISHED,
    /** It ended, and nothing says how. */
    UNEXPLAINED
}
