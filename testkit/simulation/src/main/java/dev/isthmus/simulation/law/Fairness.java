package dev.isthmus.simulation.law;

import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Since when nothing goes wrong for a framework: not in the world, and not with the process that it has. Bounds are counted from then on. */
public final class Fairness implements Observer {

    private final Court court;
    private boolean fair = true;
    private Instant fairSince;
    private boolean undisturbed = true;
    private Instant undisturbedSince;
    private final Map<String, DriverLife> newest = new HashMap<>();
    private final Map<String, Instant> upSince = new HashMap<>();

    /** All is fair. */
    public Fairness(Court court) {
        this.court = court;
        this.fairSince = court.now();
        this.undisturbedSince = court.now();
    }

    /** For how long all has been fair for a framework, without a break, up to now; nothing if it is not. */
    public Optional<Duration> forHowLong(String framework) {
        return fair ? forHowLongSince(fairSince, framework) : Optional.empty();
    }

    /** Since when nothing goes wrong with the process of a framework; nothing if something does. */
    public Optional<Instant> upSince(String framework) {
        return Optional.ofNullable(upSince.get(framework));
    }

    /** The same, but that agents may have lost their connection. */
    public Optional<Duration> undisturbedFor(String framework) {
        return undisturbed ? forHowLongSince(undisturbedSince, framework) : Optional.empty();
    }

    private Optional<Duration> forHowLongSince(Instant since, String framework) {
        return Optional.ofNullable(upSince.get(framework))
                .map(up -> Duration.between(up.isAfter(since) ? up : since, court.now()));
    }

    @Override
    public void fair(boolean isFair) {
        if (isFair && !fair) {
            fairSince = court.now();
        }
        fair = isFair;
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
        upSince.remove(life.framework());
    }

    private void up(DriverLife life, boolean up) {
        if (life.equals(newest.get(life.framework()))) {
            if (up) {
                upSince.put(life.framework(), court.now());
            } else {
                upSince.remove(life.framework());
            }
        }
    }

    @Override
    public void registered(DriverLife life, String frameworkId) {
        up(life, true);
    }

    @Override
    public void connected(DriverLife life, boolean connected) {
        up(life, connected);
    }

    @Override
    public void frozen(DriverLife life, boolean stands) {
        up(life, !stands);
    }

    @Override
    public void clockJumped(DriverLife life) {
        if (upSince.containsKey(life.framework())) {
            up(life, true);
        }
    }

    @Override
    public void ended(DriverLife life) {
        up(life, false);
    }
}
