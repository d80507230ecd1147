package dev.isthmus.journal.zookeeper.znode;

import dev.isthmus.api.journal.JournalException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Waits for what ZooKeeper answers, and asks again where that is worth it, until the time is over. One thread. */
public final class AwaitedAnswers {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final long deadline;
    private final String silence;
    private final Function<String, JournalException> failure;

    /**
     * Waits for so long, all in all.
     *
     * @param silence why it fails when there is no answer
     * @param failure what is thrown, for a reason
     */
    public AwaitedAnswers(Duration patience, String silence, Function<String, JournalException> failure) {
        this.deadline = System.nanoTime() + patience.toNanos();
        this.silence = silence;
        this.failure = failure;
    }

    /** What is answered; asks again while it cannot be read just now. */
    public <T> T get(Supplier<CompletionStage<T>> call) {
        while (true) {
            try {
                return answer(call.get());
            } catch (JournalZnodes.Unreadable e) {
                if (e.isLasting()) {
                    throw failure.apply(String.valueOf(e.getMessage()));
                }
                pause();
            }
        }
    }

    /** What was asked for already, if that is answered; else what is answered to another asking. */
    public <T> T get(CompletionStage<T> first, Supplier<CompletionStage<T>> call) {
        boolean[] used = new boolean[1];
        return get(() -> {
            if (used[0]) {
                return call.get();
            }
            used[0] = true;
            return first;
        });
    }

    /** What became of changes. */
    public CommitOutcome outcome(CompletionStage<CommitOutcome> call) {
        try {
            return answer(call);
        } catch (JournalZnodes.Unreadable e) {
            throw new IllegalStateException("changes that are asked for have an outcome", e);
        }
    }

    private <T> T answer(CompletionStage<T> call) throws JournalZnodes.Unreadable {
        try {
            return call.toCompletableFuture().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JournalZnodes.Unreadable unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("ZooKeeper's client failed", e);
        } catch (TimeoutException e) {
            throw failure.apply(silence);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.apply("the thread was interrupted");
        }
    }

    /** Lets a moment pass. */
    public void pause() {
        if (deadline - System.nanoTime() < 0) {
            throw failure.apply(silence);
        }
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.apply("the thread was interrupted");
        }
    }
}
