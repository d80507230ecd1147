package dev.isthmus.mesos;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.discovery.Provider;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.translation.ResourceTranslator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Settings of the Mesos frontend. */
public final class FrontendSettings {

    /** When {@code TASK_STARTING} is reported. */
    public enum TaskStarting {
        /** If the framework's own Mesos is 1.5 or newer, as Mesos itself does. */
        AUTO,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER
    }

    /** When {@code TASK_STARTING} is reported. */
    public static final Setting<TaskStarting> TASK_STARTING = Setting.choice(
            "ISTHMUS_TASK_STARTING",
            "Whether the task state TASK_STARTING is reported: auto (if the framework's own Mesos jar is 1.5 or newer), always "
                    + "or never.",
            TaskStarting.AUTO);

    /** Which state reports {@code TASK_ERROR}. */
    public enum TaskError {
        /** As itself. */
        ERROR,
        /** As {@code TASK_FAILED}, with the same reason and message. */
        FAILED
    }

    /** Which state reports {@code TASK_ERROR}. */
    public static final Setting<TaskError> TASK_ERROR = Setting.choice(
            "ISTHMUS_TASK_ERROR",
            "How a task that can never be launched is reported: error (TASK_ERROR, as Mesos does) or failed (TASK_FAILED, for "
                    + "frameworks such as Chronos that ignore TASK_ERROR).",
            TaskError.ERROR);

    /** How long {@code stop(false)} waits for the tasks to end. */
    public static final Setting<Duration> STOP_DRAIN = Setting.duration(
            "ISTHMUS_STOP_DRAIN",
            "How long the driver waits, after stop() kills all tasks, for them to end before it closes; counted from the last "
                    + "task that ECS was asked to stop. At the end of the JVM it waits for 2 minutes at most.",
            "10s");

    /** How long an agent may be disconnected before it counts as lost. */
    public static final Setting<Duration> AGENT_TIMEOUT = Setting.duration(
            "ISTHMUS_AGENT_TIMEOUT",
            "How long an agent may be disconnected before its tasks are reported as lost (unreachable) and slaveLost is called.",
            "10min");

    /** How long an offer is valid. */
    public static final Setting<Duration> OFFER_TIMEOUT = Setting.duration(
            "ISTHMUS_OFFER_TIMEOUT",
            "How long an unanswered offer stays valid before it is rescinded; 0s never rescinds it.",
            "0s");

    /** How long a task may take to start. */
    public static final Setting<Duration> START_TIMEOUT = Setting.duration(
            "ISTHMUS_START_TIMEOUT",
            "How long a task may take from its launch until it runs, including pulling its image, before it is stopped and "
                    + "reported as TASK_FAILED; 0s waits for ever.",
            "0s");

    /** Whether tasks of a draining agent are killed. */
    public static final Setting<Boolean> KILL_ON_DRAIN = Setting.flag(
            "ISTHMUS_KILL_ON_DRAIN",
            "Whether the tasks of a draining agent are killed, as Mesos does; ECS does not kill them.",
            false);

    /** Whether {@code slaveLost} is called. */
    public static final Setting<Boolean> SLAVE_LOST = Setting.flag(
            "ISTHMUS_SLAVE_LOST",
            "Whether slaveLost is called for an agent that is lost or gone; false for frameworks that do not handle it well. The "
                    + "states of its tasks are reported in any case.",
            true);

    private FrontendSettings() {}

    /** All settings of the frontend. */
    public static List<Setting<?>> all() {
        return List.of(
                TASK_STARTING,
                TASK_ERROR,
                STOP_DRAIN,
                AGENT_TIMEOUT,
                OFFER_TIMEOUT,
                START_TIMEOUT,
                KILL_ON_DRAIN,
                SLAVE_LOST);
    }

    /**
     * All that a driver or a master reads: those of the frontend, of the pages, what chooses backend and journal, and those of the installed backends, journals and translators.
     *
     * @param installed finds them
     */
    public static List<Setting<?>> known(ProviderSource installed) {
        List<Setting<?>> known = new ArrayList<>(all());
        known.addAll(PageSettings.all());
        known.add(BackendProvider.BACKEND);
        known.add(JournalProvider.JOURNAL);
        for (Class<? extends Provider> kind :
                List.of(BackendProvider.class, JournalProvider.class, ResourceTranslator.class)) {
            installed.load(kind).forEach(provider -> known.addAll(provider.settings()));
        }
        return known;
    }
}
