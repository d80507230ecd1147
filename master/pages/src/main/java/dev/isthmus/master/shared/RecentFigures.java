package dev.isthmus.master.shared;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.master.snapshot.ToldHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a master measures, for those who read one figure after the other: the master is looked at once for all that is read within a second. Thread-safe; two who begin at the same
 * time may look twice.
 *
 * @param <L> a look at the master
 */
public final class RecentFigures<L> {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private static final Duration KEPT = Duration.ofSeconds(1);

    /** Whoever reads waits for a look at the master, but not without end. */
    private static final long PATIENCE_SECONDS = 5;

    /** Says what a look shows, as figures. */
    @FunctionalInterface
    public interface Figures<L> {

        /**
         * The figures.
         *
         * @param now in seconds since 1970
         */
        List<MetricFamily> of(L look, double now);
    }

    private record Seen(List<MetricFamily> families, Instant until) {}

    private final SharedPages.Master<L> master;
    private final Figures<L> figures;
    private final InstantSource clock;
    private final InstantSource steady;
    private volatile @Nullable Seen seen;

    /**
     * Nobody has looked yet.
     *
     * @param clock what people see
     * @param steady for how old something is
     */
    public RecentFigures(SharedPages.Master<L> master, Figures<L> figures, InstantSource clock, InstantSource steady) {
        this.master = master;
        this.figures = figures;
        this.clock = clock;
        this.steady = steady;
    }

    /** The figures, at most a second old; none if the master does not say within {@value #PATIENCE_SECONDS} s. Waits for it. */
    public List<MetricFamily> families() {
        Seen known = seen;
        return known != null && steady.instant().isBefore(known.until()) ? known.families() : look();
    }

    private List<MetricFamily> look() {
        CompletableFuture<Supplier<L>> look = new CompletableFuture<>();
        master.look(look::complete);
        try {
            L shown = look.get(PATIENCE_SECONDS, TimeUnit.SECONDS).get();
            return kept(figures.of(shown, ToldHistory.seconds(clock.instant())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the master did not say within {} s what it measures", PATIENCE_SECONDS, e);
            return kept(List.of());
        }
    }

    private List<MetricFamily> kept(List<MetricFamily> families) {
        seen = new Seen(families, steady.instant().plus(KEPT));
        return families;
    }
}
