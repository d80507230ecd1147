package dev.isthmus.testkit.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks that the suites make; a failure begins with the number of the rule. */
public final class RuleChecks {

    /** How long, in real time, a method may take that must not block: much longer than it needs where the machine has other things to do. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private RuleChecks() {}

    public static void require(boolean holds, String rule, String finding) {
        if (!holds) {
            throw new AssertionError(rule + ": " + finding);
        }
    }

    /** The same, for findings that are long to write out. */
    public static void require(boolean holds, String rule, Supplier<String> finding) {
        if (!holds) {
            throw new AssertionError(rule + ": " + finding.get());
        }
    }

    /** Wants this to be answered by an {@link IllegalStateException}. */
    public static void requireMisuse(String rule, String what, Runnable misuse) {
        try {
            misuse.run();
        } catch (IllegalStateException e) {
            return;
        } catch (RuntimeException e) {
            throw new AssertionError(rule + ": " + what + " threw " + e + ", want an IllegalStateException", e);
        }
        throw new AssertionError(rule + ": " + what + " was accepted, want an IllegalStateException");
    }

    /** Wants a null to be answered by a {@link NullPointerException}, at once. */
    public static void requireNoNull(String rule, String what, Runnable misuse) {
        try {
            misuse.run();
        } catch (NullPointerException e) {
            return;
        } catch (RuntimeException e) {
            throw new AssertionError(rule + ": " + what + " threw " + e + ", want a NullPointerException", e);
        }
        throw new AssertionError(rule + ": " + what + " was accepted, want a NullPointerException");
    }

    /** Wants this not to throw. */
    public static void requireQuiet(String rule, String what, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw new AssertionError(rule + ": " + what + " threw " + e, e);
        }
    }

    /** Wants this to return at once though the clock stands still and nobody answers. */
    public static void requireAtOnce(String rule, String what, Runnable call) throws InterruptedException {
        CountDownLatch returned = new CountDownLatch(1);
        AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        call.run();
                    } catch (RuntimeException e) {
                        thrown.set(e);
                    } finally {
                        returned.countDown();
                    }
                },
                "contract-call");
        thread.setDaemon(true);
        thread.start();
        boolean inTime = returned.await(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
        thread.interrupt();
        require(inTime, rule, what + " did not return within " + AT_ONCE + " while the backend does not answer");
        require(thrown.get() == null, rule, what + " threw " + thrown.get());
    }

    /** Calls this on several threads at once; what one of them throws is a finding. */
    public static void requireOnAnyThread(String rule, String what, List<Runnable> calls) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(calls.size());
        AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
        for (Runnable call : calls) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            go.await();
                            call.run();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } catch (RuntimeException e) {
                            thrown.set(e);
                        } finally {
                            done.countDown();
                        }
                    },
                    "contract-caller");
            thread.setDaemon(true);
            thread.start();
        }
        go.countDown();
        boolean all = done.await(AT_ONCE.toMillis() * 5, TimeUnit.MILLISECONDS);
        require(all, rule, what + " did not return on " + calls.size() + " threads at once");
        require(thrown.get() == null, rule, what + " on another thread threw " + thrown.get());
    }

    /** Wants the cluster to refuse what it does not declare. */
    public static void requireUnsupported(String rule, String what, Runnable feature) {
        try {
            feature.run();
        } catch (UnsupportedOperationException e) {
            return;
        }
        throw new AssertionError(rule + ": " + what + " is not declared, and yet the cluster can do it: declare it");
    }
}
