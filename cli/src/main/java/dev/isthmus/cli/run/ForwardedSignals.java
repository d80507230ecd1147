package dev.isthmus.cli.run;

import dev.isthmus.operator.exec.Interrupts;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Forwards signals to a process: a signal that ends this JVM ends the process, which may take its time, and its exit code becomes this JVM's. To be
 * closed once all that belongs to the process is cleaned up, because the end of the JVM waits for that too.
 */
final class ForwardedSignals implements AutoCloseable {

    private static final long SECONDS_TO_CLEAR_AWAY = 30;

    private final CountDownLatch cleared = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "isthmus-forward");
    private @Nullable Process process;
    private boolean ending;

    ForwardedSignals() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts the process; no signal is lost between its start and the first forwarded one.
     *
     * @throws IOException if it cannot be started
     * @throws IllegalStateException if this JVM has been told to end already
     */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (ending) {
            throw new IllegalStateException("ended by a signal before the command was started");
        }
        // Before the start: the command may be at work, and its user press Ctrl-C, before this thread goes on.
        Interrupts.leaveToTheCommand("INT");
        Process started = builder.start();
        process = started;
        return started;
    }

    private synchronized @Nullable Process endStarting() {
        ending = true;
        return process;
    }

    private void end() {
        Process running = endStarting();
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            int exit = running.waitFor();
            if (!cleared.await(SECONDS_TO_CLEAR_AWAY, TimeUnit.SECONDS)) {
                System.err.println("isthmus: what was started beside the command does not end; it is left behind");
            }
            Runtime.getRuntime().halt(exit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cleared.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is going already, by that very hook: nothing is left to undo.
            return;
        }
    }
}
