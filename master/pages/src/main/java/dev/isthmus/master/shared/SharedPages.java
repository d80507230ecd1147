package dev.isthmus.master.shared;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.snapshot.ToldHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pages for all who ask, on a thread of its own. Nobody looks at the master unless somebody asks, and then once for all who ask within a while: ten times as long as
 * it took to write what was asked for, but no longer than a second. So pages of a small master are as of now, and those of a large one take a tenth of a core at most. What
 * is written is shared as bytes, compressed or not. Thread-safe.
 *
 * @param <L> a look at the master: all that its pages are written from
 */
public final class SharedPages<L> implements AutoCloseable {

    /** How old what a page shows is, in seconds. */
    public static final String AGE = "Isthmus-Snapshot-Age";

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** After that long a look that has not come is asked for again. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final int SHARE = 10;
    /** So many bytes of different pages are shared. */
    private static final long MOST_WRITTEN = 64L << 20;

    private static final double MILLIS = 1000;

    /** Where the master can be looked at: the look comes later, on another thread. What the look shows is made of it on the thread of the pages. */
    @FunctionalInterface
    public interface Master<L> {

        /** Looks, once. */
        void look(Consumer<Supplier<L>> seen);
    }

    /** Writes a page from a look. */
    @FunctionalInterface
    public interface Writer<L> {

        /**
         * The page.
         *
         * @param now in seconds since 1970
         */
        HttpAnswer write(L look, double now);
    }

    /**
     * A page.
     *
     * @param name the same for all requests that are answered by it
     */
    public record Page<L>(String name, Writer<L> writer) {

        /** Checks that both are there. */
        public Page {
            requireNonNull(name, "name");
            requireNonNull(writer, "writer");
        }
    }

    private record Asked<L>(HttpRequest request, Page<L> page, Consumer<HttpAnswer> exchange) {}

    /** Those who are answered by one look. */
    private static final class Batch<L> {

        private final Instant since;
        private final List<Asked<L>> asked = new ArrayList<>();

        Batch(Instant since) {
            this.since = since;
        }
    }

    /**
     * A look that has come.
     *
     * @param at when it was asked for: what it shows is not older
     */
    private record Seen<L>(L look, Instant at) {}

    private final InstantSource clock;
    private final InstantSource steady;
    private final ExecutorService thread;
    /** Until somebody asks there is no thread. */
    private volatile boolean isAsked;
    /** Used by the thread alone, as is what follows. Those who wait for a look; null: nobody does. */
    private @Nullable Batch<L> waiting;

    private final Map<String, WrittenPage> written = new LinkedHashMap<>();
    private long writtenBytes;
    private @Nullable Seen<L> seen;
    private Instant freshUntil = Instant.MIN;

    /**
     * Nothing is written yet.
     *
     * @param name of the thread
     * @param clock what people see
     * @param steady for how old something is
     */
    public SharedPages(String name, InstantSource clock, InstantSource steady) {
        this(clock, steady, Executors.newSingleThreadExecutor(work -> {
            Thread pages = new Thread(work, name);
            pages.setDaemon(true);
            return pages;
        }));
    }

    /** @param thread does one thing after the other */
    SharedPages(InstantSource clock, InstantSource steady, ExecutorService thread) {
        this.clock = clock;
        this.steady = steady;
        this.thread = thread;
    }

    /** Answers a request for a page, later; any thread. */
    public void answer(HttpRequest request, Page<L> page, Consumer<HttpAnswer> exchange, Master<L> master) {
        isAsked = true;
        write(() -> ask(new Asked<>(request, page, exchange), master));
    }

    /** Answers a request for what is not shared, later; any thread. The page is written at a time in seconds since 1970. */
    public void answerAlone(HttpRequest request, Consumer<HttpAnswer> exchange, DoubleFunction<HttpAnswer> page) {
        write(() -> exchange.accept(written(request.target(), page)));
    }

    /** What has been seen is no longer true: whoever asks from now on is answered by another look; any thread. */
    public void outdate() {
        if (isAsked) {
            write(() -> {
                waiting = null;
                freshUntil = Instant.MIN;
            });
        }
    }

    /** Does something that takes a while on the thread of the pages; any thread. */
    public void write(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("the master has ended, and writes no pages any more", e);
        }
    }

    private void ask(Asked<L> one, Master<L> master) {
        Seen<L> known = seen;
        if (known != null && steady.instant().isBefore(freshUntil)) {
            one.exchange().accept(shared(one, known));
            return;
        }
        Batch<L> joined = waiting;
        // A look that fails, which none should, comes to nothing.
        if (joined == null || !steady.instant().isBefore(joined.since.plus(LATE))) {
            Batch<L> batch = new Batch<>(steady.instant());
            if (joined != null) {
                batch.asked.addAll(joined.asked);
                joined.asked.clear();
            }
            waiting = batch;
            joined = batch;
            master.look(look -> write(() -> seen(batch, look)));
        }
        joined.asked.add(one);
    }

    private void seen(Batch<L> batch, Supplier<L> look) {
        Instant begun = steady.instant();
        Seen<L> now = new Seen<>(look.get(), batch.since);
        List<Asked<L>> all = List.copyOf(batch.asked);
        batch.asked.clear();
        if (batch != waiting) {
            // It is of before a change, and so were they.
            all.forEach(one -> one.exchange()
                    .accept(aged(
                            new WrittenPage(page(one, now)).as(one.request().headers()), now)));
            return;
        }
        waiting = null;
        written.clear();
        writtenBytes = 0;
        seen = now;
        all.forEach(one -> one.exchange().accept(shared(one, now)));
        Duration cost = Duration.between(begun, steady.instant()).multipliedBy(SHARE);
        freshUntil = batch.since.plus(cost.compareTo(LONGEST) < 0 ? cost : LONGEST);
    }

    private HttpAnswer shared(Asked<L> one, Seen<L> look) {
        WrittenPage known = written.get(one.page().name());
        if (known == null) {
            known = new WrittenPage(page(one, look));
            if (writtenBytes + known.size() <= MOST_WRITTEN) {
                writtenBytes += known.size();
                written.put(one.page().name(), known);
            }
        }
        return aged(known.as(one.request().headers()), look);
    }

    private HttpAnswer aged(HttpAnswer page, Seen<L> look) {
        double age = Duration.between(look.at(), steady.instant()).toMillis() / MILLIS;
        return page.with(AGE, String.format(Locale.ROOT, "%.3f", Math.max(0, age)));
    }

    private HttpAnswer page(Asked<L> one, Seen<L> look) {
        return written(one.page().name(), now -> one.page().writer().write(look.look(), now));
    }

    private HttpAnswer written(String name, DoubleFunction<HttpAnswer> page) {
        try {
            return page.apply(ToldHistory.seconds(clock.instant()));
        } catch (RuntimeException e) {
            log.error("the page {} could not be written; this is a defect of Isthmus", name, e);
            return HttpAnswer.unavailable();
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
