package dev.isthmus.simulation.truth;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.FrameworkIds;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * R-WD-14: when another driver has opened the journal of one, that one changes nothing in ECS any more, but for what was on its way.
 */
public final class ReplacedIsStill implements WorldLaw {

    /** Well beyond what it takes to connect. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(100);

    private final Court court;
    private final FrameworkIds ids;
    private final Map<DriverLife, Instant> replacedAt = new HashMap<>();
    /** The processes of the master, in the order in which they began; the last is the one that opens its journal. */
    private final List<DriverLife> masters = new ArrayList<>();

    private final Set<DriverLife> stoodStill = new HashSet<>();

    /** Nobody is replaced. */
    public ReplacedIsStill(Court court, FrameworkIds ids) {
        this.court = court;
        this.ids = ids;
    }

    @Override
    public String rule() {
        return "R-WD-14";
    }

    @Override
    public void frozen(DriverLife life, boolean stands) {
        stoodStill.add(life);
    }

    @Override
    public void began(DriverLife life) {
        if (life.isOfMaster()) {
            masters.add(life);
        }
    }

    @Override
    public void opened(JournalKey journal) {
        List<DriverLife> before = journal.owner()
                .fold(its -> ids.livesOf(its.id().value()), master -> masters.subList(0, masters.size() - 1));
        before.forEach(life -> replacedAt.putIfAbsent(life, court.now()));
    }

    @Override
    public void sent(DriverLife life, String operation) {
        Instant at = replacedAt.get(life);
        if (at == null || isRead(operation)) {
            return;
        }
        Duration since = Duration.between(at, court.now());
        // Who stands still between the fence's leave and the call goes on with it as long as the leave holds.
        if (since.compareTo(stoodStill.contains(life) ? Fence.FRESH : ON_ITS_WAY) > 0) {
            court.broken(rule(), life + " calls " + operation + ", " + since + " after another has opened its journal");
        }
    }

    /** AWS names what changes nothing so. */
    private static boolean isRead(String operation) {
        return operation.startsWith("Describe") || operation.startsWith("List");
    }

    @Override
    public void ended(DriverLife life) {
        masters.remove(life);
        replacedAt.remove(life);
        stoodStill.remove(life);
    }
}
