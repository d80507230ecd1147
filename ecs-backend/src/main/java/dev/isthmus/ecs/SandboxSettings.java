package dev.isthmus.ecs;

import dev.isthmus.api.settings.Setting;

/** What can be set of the sandboxes of tasks, and of what is fetched into them. */
public final class SandboxSettings {

    /** Which tasks have a sandbox. */
    public enum Mode {
        /** Those that something is fetched for. */
        URIS,
        /** All that run a definition of ours. */
        ALWAYS
    }

    /** Which tasks have a sandbox. */
    public static final Setting<Mode> SANDBOX = Setting.choice(
            "ISTHMUS_SANDBOX",
            "Which tasks have a sandbox, an empty directory of their own that MESOS_SANDBOX names: uris (those that something is fetched for) or "
                    + "always (all but those that run existing task definitions), where no rule says.",
            Mode.URIS);

    private SandboxSettings() {}
}
