package dev.isthmus.driver.pages;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.shared.SharedPages;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver that is shown over HTTP, from its start to its end. What the settings say must make sense, or the driver does not start; but it never waits for its pages: if their address cannot
 * be had, because another driver of this machine has it say, it goes on without them and tries again.
 */
public final class ShownDriver implements DriverObserver {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.driver.Driver");

    private static final Duration AGAIN = Duration.ofSeconds(10);
    /** Until then a framework's callback may have returned. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    private final ScheduledExecutorService timers;
    private final DriverHistory history;
    private final SharedPages<DriverLook> pages;
    private final PageThreads threads;
    private final CompletableFuture<InetSocketAddress> listening = new CompletableFuture<>();
    private volatile Optional<PageAccess> access = Optional.empty();
    private final Object lock = new Object();
    /** Under the lock, as is what follows. */
    private @Nullable PagesServer server;

    private @Nullable Future<?> next;
    private boolean isEnded;
    private boolean isWarned;

    /**
     * Nothing is shown yet, and there are no threads.
     *
     * @param framework as it describes itself
     * @param cluster asked once the driver is open
     * @param measured what the driver measures, by any thread
     * @param clock what people see
     * @param timers of the driver
     */
    public ShownDriver(
            FrameworkInfo framework,
            Supplier<ClusterDescription> cluster,
            Supplier<List<MetricFamily>> measured,
            InstantSource clock,
            ScheduledExecutorService timers) {
        this.timers = timers;
        this.history = new DriverHistory(framework, clock, cluster, measured);
        this.pages = new SharedPages<>("isthmus-driver-pages", clock, SteadyTime.of(clock));
        this.threads = new PageThreads(timers, LONGEST_REQUEST);
    }

    /**
     * Reads where it is shown, and to whom, before the driver is opened.
     *
     * @throws IllegalArgumentException if that makes no sense, or would show the driver to strangers
     */
    public void read(Settings settings) {
        access = PageAccess.of(settings);
        access.ifPresent(wanted -> {
            try {
                wanted.refusal(InetAddress.getByName(wanted.host())).ifPresent(why -> {
                    throw new IllegalArgumentException(why);
                });
            } catch (UnknownHostException e) {
                log.debug("{} has no address now; it may have one later", wanted.host(), e);
            }
        });
    }

    /** Where it listens, once it does. */
    CompletableFuture<InetSocketAddress> listening() {
        return listening;
    }

    @Override
    public void opened(Runnable wake) {
        history.opened(wake);
        open();
    }

    @Override
    public void stepped(Input input, List<Output> outputs, Supplier<MasterView> view) {
        history.stepped(input, outputs, view);
    }

    private void open() {
        access.ifPresent(wanted -> {
            try {
                keep(listen(wanted), wanted);
            } catch (IOException | RuntimeException e) {
                warn(wanted, e);
                again();
            }
        });
    }

    private PagesServer listen(PageAccess wanted) throws IOException {
        InetAddress host = InetAddress.getByName(wanted.host());
        Optional<String> refusal = wanted.refusal(host);
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
        ReadOnlyPages shown = wanted.pages();
        return new PagesServer(
                new InetSocketAddress(host, wanted.port()), request -> answer(shown, request), threads, PATIENCE);
    }

    private CompletableFuture<HttpAnswer> answer(ReadOnlyPages shown, HttpRequest request) {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        shown.atOnce(request, history.identity())
                .ifPresentOrElse(
                        answer::complete,
                        () -> pages.answer(
                                request,
                                new SharedPages.Page<>(
                                        request.target(), (look, now) -> ReadOnlyPages.answer(request, look, now)),
                                answer::complete,
                                history));
        return answer;
    }

    private void keep(PagesServer opened, PageAccess wanted) {
        PageAddress reached = PageAddress.of(opened.address());
        history.shownAt(reached);
        if (!isKept(opened)) {
            opened.close();
            return;
        }
        log.info(
                "the driver shows its state, tasks and metrics at http://{}/ to {}",
                reached.text(),
                wanted.readers().isPresent() ? "those with credentials" : "everybody on this machine");
        wanted.warning(opened.address().getAddress()).ifPresent(log::warn);
        listening.complete(opened.address());
    }

    private boolean isKept(PagesServer opened) {
        synchronized (lock) {
            if (isEnded) {
                return false;
            }
            server = opened;
            return true;
        }
    }

    /** Once: what is tried again fails again, mostly. */
    private void warn(PageAccess wanted, Exception e) {
        synchronized (lock) {
            if (isWarned) {
                log.debug("the driver still cannot show its pages", e);
                return;
            }
            isWarned = true;
        }
        log.warn(
                "the driver cannot show its pages at {} ({}) and goes on without them. It tries again every {} s: free that address, or give this driver another by"
                        + " ISTHMUS_HTTP",
                wanted.text(),
                e.getMessage(),
                AGAIN.toSeconds());
    }

    private void again() {
        synchronized (lock) {
            if (!isEnded) {
                // Names may take their time, which the timers have not.
                next = timers.schedule(() -> threads.execute(this::open), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public void ended() {
        PagesServer opened;
        synchronized (lock) {
            isEnded = true;
            opened = server;
            server = null;
            if (next != null) {
                next.cancel(false);
            }
        }
        if (opened != null) {
            opened.close();
        }
        pages.close();
        threads.close();
    }
}
