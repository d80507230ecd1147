package dev.isthmus.ecs;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.ecs.fetch.FetchPaths;
import java.time.Duration;
import java.util.Optional;

/** Settings of the sandboxes of tasks, and of fetching into them. */
public final class SandboxSettings {

    /** Which tasks get a sandbox. */
    public enum Mode {
        /** Tasks with URIs to fetch. */
        URIS,
        /** All tasks that run a task definition registered by Isthmus. */
        ALWAYS
    }

    /** Which tasks get a sandbox. */
    public static final Setting<Mode> SANDBOX = Setting.choice(
            "ISTHMUS_SANDBOX",
            "Which tasks have a sandbox, an empty directory of their own in MESOS_SANDBOX: uris (those with files to fetch) or "
                    + "always (all but those that run existing task definitions), unless a rule says otherwise.",
            Mode.URIS);

    /** The image of the container that fetches. */
    public static final Setting<Optional<String>> FETCH_IMAGE = Setting.optionalText(
            "ISTHMUS_FETCH_IMAGE",
            "The Docker image that fetches the uris of tasks with an image of their own; it needs /bin/sh, curl or wget, tar and "
                    + "unzip. If not set, such tasks are refused.");

    /** The directories of agents from which tasks may fetch files. */
    public static final Setting<FetchPaths> FETCH_PATHS = new Setting<>(
            "ISTHMUS_FETCH_PATHS",
            "The directories of agents, with all below them, from which tasks may fetch by file: uris, separated by commas; if "
                    + "not set, such uris are refused.",
            "",
            FetchPaths::parse);

    /** How long the disk space of a sandbox is counted after its task has ended. */
    public static final Setting<Duration> SANDBOX_KEPT = Setting.duration(
            "ISTHMUS_SANDBOX_KEPT",
            "How long the disk space of a task with a sandbox stays allocated on its agent after its end: as long as ECS keeps "
                    + "the sandbox, which is ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION of its agents.",
            "3h");

    private SandboxSettings() {}
}
