package dev.isthmus.simulation.law;

import dev.isthmus.simulation.cluster.SimulatedCluster;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.Task;

/** R-WD-07: the tasks that a framework takes for living and those that live in ECS are the same, but for a bounded time after nothing goes wrong any more. */
public final class LedgerIsCluster implements WorldLaw {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration LOOKS = Duration.ofSeconds(10);

    private final Court court;
    private final Fairness fairness;
    private final SimulatedCluster cluster;
    private final Supplier<Map<String, SortedSet<String>>> live;
    private final Map<String, Instant> differsSince = new HashMap<>();
    private Instant nextLook;

    /**
     * Nothing runs.
     *
     * @param live the tasks that each framework takes for living, by the framework's name, with which their ids begin
     */
    public LedgerIsCluster(
            Court court, Fairness fairness, SimulatedCluster cluster, Supplier<Map<String, SortedSet<String>>> live) {
        this.court = court;
        this.fairness = fairness;
        this.nextLook = court.now();
        this.cluster = cluster;
        this.live = live;
    }

    @Override
    public String rule() {
        return "R-WD-07";
    }

    @Override
    public void stepped() {
        Instant now = court.now();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS);
        NavigableSet<String> running = new TreeSet<>();
        for (Task task : cluster.live()) {
            EcsTasks.ids(task).forEach(running::add);
        }
        Map<String, String> differences = new TreeMap<>();
        live.get().forEach((framework, ids) -> {
            Duration fair = fairness.forHowLong(framework).orElse(Duration.ZERO);
            for (String id : ids) {
                if (!running.contains(id)) {
                    note(differences, framework, id, fair, "lives for its framework, and not in ECS");
                }
            }
            for (String id : running.tailSet(framework + "-", true)) {
                if (!id.startsWith(framework + "-")) {
                    break;
                }
                if (!ids.contains(id)) {
                    note(differences, framework, id, fair, "lives in ECS, and not for its framework");
                }
            }
        });
        differsSince.keySet().retainAll(differences.keySet());
    }

    private void note(Map<String, String> differences, String framework, String id, Duration fair, String what) {
        differences.put(id, what);
        Instant since = differsSince.computeIfAbsent(id, first -> court.now());
        Duration lasts = Duration.between(since, court.now());
        if (fair.compareTo(BOUND) > 0 && lasts.compareTo(BOUND) > 0) {
            court.broken(rule(), "task " + id + " of " + framework + " " + what + ", for " + lasts);
        }
    }
}
