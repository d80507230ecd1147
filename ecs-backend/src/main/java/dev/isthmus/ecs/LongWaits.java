package dev.isthmus.ecs;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.time.Duration;
import java.util.List;

/** Warns of settings that let a framework wait longer than some frameworks tolerate; docs/reference/waits.md lists all waits. */
final class LongWaits {

    private record Bearable(Setting<Duration> setting, Duration most, String why) {}

    private static final List<Bearable> ALL = List.of(
            new Bearable(
                    EcsSettings.CALL_TIMEOUT,
                    Duration.ofSeconds(20),
                    "where ECS is silent at the start, Marathon ends itself after 75 s without an answer, and three tries take longer"),
            new Bearable(
                    EcsSettings.POLL_BUSY,
                    Duration.ofSeconds(15),
                    "Marathon asks for a kill again that it has not seen the end of for 30 s"),
            new Bearable(
                    EcsSettings.LAUNCH_PATIENCE,
                    Duration.ofSeconds(240),
                    "Marathon counts a task as overdue that has been staging for 300 s"),
            new Bearable(
                    EcsSettings.CONSISTENCY_WINDOW,
                    Duration.ofMinutes(10),
                    "a restarted framework hears no sooner of tasks that nobody knows, and Marathon asks again every 10 min"));

    private LongWaits() {}

    /** A sentence for each setting that goes past what some frameworks bear. */
    static List<String> of(Settings settings) {
        return ALL.stream()
                .filter(wait -> settings.get(wait.setting()).compareTo(wait.most()) > 0)
                .map(wait -> wait.setting().name() + " is longer than "
                        + wait.most().toSeconds() + " s, which some frameworks do not bear: " + wait.why())
                .toList();
    }
}
