package dev.isthmus.simulation.truth;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.law.Fairness;
import dev.isthmus.simulation.law.Updates;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.FrameworkIds;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** R-WD-12: a journal has each end of a launched task that was acknowledged, within a bound of fair time of one life of the driver. */
public final class EndsKept implements WorldLaw {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration LOOKS = Duration.ofSeconds(5);

    private final Court court;
    private final Fairness fairness;
    private final FrameworkIds ids;
    private final Map<LaunchId, String> taskByLaunch = new HashMap<>();
    /** The tasks that were launched and whose ends no journal has. */
    private final Set<String> open = new HashSet<>();

    private final Map<DriverLife, Map<String, Instant>> acknowledgedAt = new LinkedHashMap<>();
    private Instant nextLook;

    /** Nothing has ended. */
    public EndsKept(Court court, Fairness fairness, FrameworkIds ids) {
        this.court = court;
        this.fairness = fairness;
        this.ids = ids;
        this.nextLook = court.now();
    }

    @Override
    public String rule() {
        return "R-WD-12";
    }

    private static String task(DriverLife life, String id) {
        return life.framework() + " " + id;
    }

    @Override
    public void answered(DriverLife life, List<String> offerIds, List<TaskInfo> tasks) {
        if (offerIds.isEmpty()) {
            return;
        }
        ids.of(life).ifPresent(framework -> {
            for (TaskInfo each : tasks) {
                String id = each.getTaskId().getValue();
                LaunchId launch = LaunchId.of(new FrameworkId(framework), new TaskId(id), offerIds.get(0));
                taskByLaunch.put(launch, task(life, id));
                open.add(task(life, id));
            }
        });
    }

    @Override
    public void acknowledged(DriverLife life, TaskStatus status) {
        String task = task(life, Updates.task(status));
        if (status.hasUuid() && Updates.isEnd(status) && open.contains(task)) {
            acknowledgedAt.computeIfAbsent(life, first -> new LinkedHashMap<>()).putIfAbsent(task, court.now());
        }
    }

    @Override
    public void durable(JournalKey journal, JournalEntry entry) {
        entry.match(
                end -> {
                    String task = taskByLaunch.remove(end.launch());
                    if (task != null) {
                        open.remove(task);
                        acknowledgedAt.values().forEach(its -> its.remove(task));
                    }
                },
                lease -> {},
                moved -> {},
                removal -> {});
    }

    @Override
    public void ended(DriverLife life) {
        acknowledgedAt.remove(life);
    }

    @Override
    public void stepped() {
        Instant now = court.now();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS);
        acknowledgedAt.forEach((life, ends) -> {
            Duration fair = fairness.forHowLong(life.framework()).orElse(Duration.ZERO);
            ends.forEach((task, at) -> {
                Duration since = Duration.between(at, now);
                // What was acknowledged while things went wrong may have failed to be written.
                if (fair.compareTo(since) > 0 && since.compareTo(BOUND) > 0) {
                    court.broken(
                            rule(),
                            "the journal of " + life + " does not have the end of task " + task + ", acknowledged "
                                    + since + " ago");
                }
            });
        });
    }
}
