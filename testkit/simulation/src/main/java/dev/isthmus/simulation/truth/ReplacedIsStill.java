package dev.isthmus.simulation.truth;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * R-WD-14: when another driver has opened the journal of one, that one changes nothing in ECS any more, but for what was on its way.
 */
public final class ReplacedIsStill implements WorldLaw {

    /** Well beyond what it takes to connect. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(100);

    private static final Set<String> READS = new TreeSet<>(Set.of(
            "ListTasks",
            "DescribeTasks",
            "ListContainerInstances",
            "DescribeContainerInstances",
            "DescribeTaskDefinition",
            "ListTaskDefinitionFamilies",
            "ListTaskDefinitions"));

    private final Court court;
    private final Map<DriverLife, String> frameworkIds = new HashMap<>();
    private final Map<DriverLife, Instant> replacedAt = new HashMap<>();
    private final Set<DriverLife> stoodStill = new HashSet<>();

    /** Nobody is replaced. */
    public ReplacedIsStill(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-14";
    }

    @Override
    public void registered(DriverLife life, String frameworkId) {
        frameworkIds.put(life, frameworkId);
    }

    @Override
    public void frozen(DriverLife life, boolean stands) {
        stoodStill.add(life);
    }

    @Override
    public void opened(JournalKey journal) {
        frameworkIds.forEach((life, id) -> {
            if (id.equals(journal.framework().value())) {
                replacedAt.putIfAbsent(life, court.now());
            }
        });
    }

    @Override
    public void sent(DriverLife life, String operation) {
        Instant at = replacedAt.get(life);
        if (at == null || READS.contains(operation)) {
            return;
        }
        Duration since = Duration.between(at, court.now());
        // Who stands still between the fence's leave and the call goes on with it as long as the leave holds.
        if (since.compareTo(stoodStill.contains(life) ? Fence.FRESH : ON_ITS_WAY) > 0) {
            court.broken(rule(), life + " calls " + operation + ", " + since + " after another has opened its journal");
        }
    }

    @Override
    public void ended(DriverLife life) {
        frameworkIds.remove(life);
        replacedAt.remove(life);
        stoodStill.remove(life);
    }
}
