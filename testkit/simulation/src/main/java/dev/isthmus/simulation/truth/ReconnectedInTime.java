package dev.isthmus.simulation.truth;

import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** R-WD-18: after {@code disconnected}, {@code reregistered} is told within the bound of a look at the cluster, counted while nothing goes wrong. */
public final class ReconnectedInTime implements WorldLaw {

    private static final Duration LOOKS = Duration.ofSeconds(5);

    private final Court court;
    private final Looks looks;
    private final Map<String, DriverLife> newest = new HashMap<>();
    private final Map<DriverLife, Instant> cutSince = new LinkedHashMap<>();
    private final Set<DriverLife> standing = new HashSet<>();
    private boolean undisturbed = true;
    private Instant undisturbedSince;
    private Instant nextLook;

    /** Everybody is connected. */
    public ReconnectedInTime(Court court, Looks looks) {
        this.court = court;
        this.looks = looks;
        this.undisturbedSince = court.now();
        this.nextLook = court.now();
    }

    @Override
    public String rule() {
        return "R-WD-18";
    }

    @Override
    public void undisturbed(boolean isUndisturbed) {
        if (isUndisturbed && !undisturbed) {
            undisturbedSince = court.now();
        }
        undisturbed = isUndisturbed;
    }

    @Override
    public void began(DriverLife life) {
        newest.put(life.framework(), life);
    }

    @Override
    public void connected(DriverLife life, boolean connected) {
        if (connected) {
            cutSince.remove(life);
        } else {
            cutSince.put(life, court.now());
        }
    }

    @Override
    public void frozen(DriverLife life, boolean stands) {
        if (stands) {
            standing.add(life);
        } else {
            standing.remove(life);
            cutSince.computeIfPresent(life, (its, since) -> court.now());
        }
    }

    @Override
    public void clockJumped(DriverLife life) {
        cutSince.computeIfPresent(life, (its, since) -> court.now());
    }

    @Override
    public void ended(DriverLife life) {
        cutSince.remove(life);
        standing.remove(life);
    }

    @Override
    public void stepped() {
        Instant now = court.now();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS);
        if (!undisturbed) {
            return;
        }
        cutSince.forEach((life, cut) -> {
            Duration since = Duration.between(cut.isAfter(undisturbedSince) ? cut : undisturbedSince, now);
            boolean counts = life.equals(newest.get(life.framework())) && !standing.contains(life);
            if (counts && since.compareTo(looks.withinIfCallsFail()) > 0) {
                court.broken(rule(), life + " is still disconnected, though ECS has answered for " + since);
            }
        });
    }
}
