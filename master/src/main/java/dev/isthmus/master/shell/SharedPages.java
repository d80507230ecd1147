package dev.isthmus.master.shell;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.snapshot.MasterLook;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ToldHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pages for all who ask, on a thread of its own. Nobody looks at the master unless somebody asks, and then once for all who ask within a while: ten times as long as
 * it took to write what was asked for, but no longer than a second. So pages of a small master are as of now, and those of a large one take a tenth of a core at most.
 */
final class SharedPages implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** After that long a look that has not come is asked for again. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final int SHARE = 10;
    /** So many bytes of different pages are shared. */
    private static final long MOST_WRITTEN = 64L << 20;

    /** Where the master can be looked at: the look comes later, on another thread. */
    interface Master {

        void look(Consumer<MasterLook> seen);
    }

    /** Writes what a request asks for, at a time in seconds since 1970. */
    interface Writer {

        HttpAnswer write(HttpRequest request, MasterSnapshot master, double now);
    }

    private record Asked(HttpRequest request, Exchange exchange, Writer writer) {}

    private final InstantSource clock;
    private final InstantSource steady;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread pages = new Thread(work, "isthmus-master-pages");
        pages.setDaemon(true);
        return pages;
    });
    /** Used by the thread alone, as is what follows. */
    private final List<Asked> waiting = new ArrayList<>();

    private final Map<String, HttpAnswer> written = new LinkedHashMap<>();
    private long writtenBytes;
    private Optional<MasterSnapshot> snapshot = Optional.empty();
    private Instant asked = Instant.MIN;
    private Instant freshUntil = Instant.MIN;

    /**
     * Nothing is written yet.
     *
     * @param clock what people see
     * @param steady for how old something is
     */
    SharedPages(InstantSource clock, InstantSource steady) {
        this.clock = clock;
        this.steady = steady;
    }

    /** Answers a request for a page, later; any thread. */
    void answer(HttpRequest request, Exchange exchange, Master master, Writer writer) {
        onThread(() -> ask(new Asked(request, exchange, writer), master));
    }

    /** Answers a request for what is not shared, later; any thread. The page is written at a time in seconds since 1970. */
    void answerAlone(HttpRequest request, Exchange exchange, DoubleFunction<HttpAnswer> page) {
        onThread(() -> exchange.answer(write(request, page)));
    }

    private void onThread(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("the master has ended, and writes no pages any more", e);
        }
    }

    private void ask(Asked one, Master master) {
        if (steady.instant().isBefore(freshUntil)) {
            answer(one);
            return;
        }
        waiting.add(one);
        // A look that fails, which none should, comes to nothing.
        if (waiting.size() == 1 || !steady.instant().isBefore(asked.plus(LATE))) {
            asked = steady.instant();
            master.look(look -> onThread(() -> seen(look)));
        }
    }

    private void seen(MasterLook look) {
        Instant begun = steady.instant();
        written.clear();
        writtenBytes = 0;
        snapshot = Optional.of(look.snapshot());
        List<Asked> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(this::answer);
        Duration cost = Duration.between(begun, steady.instant()).multipliedBy(SHARE);
        freshUntil = asked.plus(cost.compareTo(LONGEST) < 0 ? cost : LONGEST);
    }

    private void answer(Asked one) {
        one.exchange().answer(page(one.request(), one.writer()));
    }

    private HttpAnswer page(HttpRequest request, Writer writer) {
        HttpAnswer known = written.get(request.target());
        if (known != null) {
            return known;
        }
        HttpAnswer page = write(request, now -> writer.write(request, snapshot.orElseThrow(), now));
        if (writtenBytes + page.bytes().size() <= MOST_WRITTEN) {
            writtenBytes += page.bytes().size();
            written.put(request.target(), page);
        }
        return page;
    }

    private HttpAnswer write(HttpRequest request, DoubleFunction<HttpAnswer> page) {
        try {
            return page.apply(ToldHistory.seconds(clock.instant()));
        } catch (RuntimeException e) {
            log.error("the page {} could not be written; this is a defect of Isthmus", request.target(), e);
            return HttpAnswer.unavailable();
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
