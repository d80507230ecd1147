package dev.isthmus.driver.pages;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the server: a few, and for each request for a while only. Whoever sends or takes a byte now and then is cut off by that, as the JDK's server does only for a whole JVM. Idle
 * ones end.
 */
final class PageThreads implements Executor, AutoCloseable {

    private static final int MOST = 4;

    private static final long IDLE_SECONDS = 3;

    private final ScheduledExecutorService timers;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    /**
     * There is none yet.
     *
     * @param timers interrupt what takes too long
     * @param limit how long a request may take, from its first byte to its last
     */
    PageThreads(ScheduledExecutorService timers, Duration limit) {
        this.timers = timers;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), PageThreads::daemon);
        threads.allowCoreThreadTimeOut(true);
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "isthmus-driver-http");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable request) {
        threads.execute(() -> {
            Thread itself = Thread.currentThread();
            // A channel that is read or written by a thread that is interrupted is closed.
            Future<?> end = timers.schedule(itself::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                request.run();
            } finally {
                end.cancel(false);
                Thread.interrupted();
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
