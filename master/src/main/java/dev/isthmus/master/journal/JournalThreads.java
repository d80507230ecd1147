package dev.isthmus.master.journal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a master's journal: a few, so that one framework whose own journal does not answer is not waited for by the others. */
public final class JournalThreads {

    private static final int MOST = 8;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private JournalThreads() {}

    /** Some that end while there is nothing to do. */
    public static ExecutorService open() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST, MOST, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "isthmus-master-journal");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
