package dev.isthmus.ecs;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pending stages of one kind of request, by the number of the request. Thread-safe.
 *
 * @param <T> the outcome
 */
final class OpenRequests<T> {

    private final T ifClosed;
    private final Map<Long, CompletableFuture<T>> open = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param ifClosed completes those that are pending when the backend is closed
     */
    OpenRequests(T ifClosed) {
        this.ifClosed = ifClosed;
    }

    /** A request is made; the result completes with its outcome. */
    CompletionStage<T> add(long request) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        open.put(request, stage);
        return stage.minimalCompletionStage();
    }

    /** A request has its outcome; only the first counts. */
    void complete(long request, T outcome) {
        CompletableFuture<T> stage = open.remove(request);
        if (stage != null) {
            stage.complete(outcome);
        }
    }

    /** Completes those that are pending. */
    void close() {
        open.keySet().forEach(request -> complete(request, ifClosed));
    }
}
