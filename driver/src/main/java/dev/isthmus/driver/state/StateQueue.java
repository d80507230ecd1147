package dev.isthmus.driver.state;

import dev.isthmus.zookeeper.Ensemble;
import dev.isthmus.zookeeper.UnreachableException;
import dev.isthmus.zookeeper.ZooKeeperSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** Runs the requests to a store one by one on a daemon thread of its own, so that the requests of one thread keep their order. */
final class StateQueue {

    private final ZooKeeperSession session;
    private final ZooKeeperStore store;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> StateInZooKeeper.daemon(task, "isthmus-state"));

    StateQueue(Ensemble ensemble, Duration timeout) {
        this.session = ZooKeeperSession.open(ensemble, timeout, state -> {});
        this.store = new ZooKeeperStore(session);
    }

    /** A request to a store. */
    @FunctionalInterface
    interface Question<T> {
        @Nullable
        T of(ZooKeeperStore store) throws StateException, KeeperException, UnreachableException, InterruptedException;
    }

    /** Queues a request. Any number of threads may wait for its future; a request that is cancelled before its turn is not made. */
    <T> Future<T> ask(Question<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Future<?> turn = thread.submit(() -> answer(question, answer));
        // The future that this makes is nobody's.
        CompletableFuture<T> unused = answer.whenComplete((value, error) -> {
            if (answer.isCancelled()) {
                turn.cancel(true);
            }
        });
        return answer;
    }

    private <T> void answer(Question<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.of(store));
        } catch (InterruptedException e) {
            // Cancelled, or at the end of the JVM: whoever waits still has heard of it, or hears now.
            answer.completeExceptionally(new StateException("it was interrupted", e));
        } catch (UnreachableException e) {
            answer.completeExceptionally(new StateException(String.valueOf(e.getMessage()), e));
        } catch (KeeperException e) {
            answer.completeExceptionally(
                    new StateException("ZooKeeper at " + session.ensemble() + " answered: " + e.getMessage(), e));
        } catch (StateException | RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** Ends the session and its thread after all queued requests. */
    void finish() {
        thread.execute(session::close);
        thread.shutdown();
    }
}
