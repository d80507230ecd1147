package dev.isthmus.testkit.ecs.client;

import dev.isthmus.testkit.ecs.control.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/**
 * Splits the calls of code that only knows how to call a client, and would wait for the answer, for a world in one thread where time passes
 * in between. The code is given {@link #client} and makes each call twice: once to see what it asks, which nobody answers, and once more
 * when the answer is there.
 *
 * <pre>{@code
 * Rehearsal rehearsal = new Rehearsal();
 * Caller caller = new Caller(rehearsal.client());
 *
 * Rehearsal.Call<Answer> call = rehearsal.of(() -> caller.call(something));
 * ecs.send(call.request(), outcome -> listener.accept(call.answered(outcome)));
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Rehearsal {
    private final EcsClient client = EcsClients.answeredBy(this::answer);
    private Optional<Function<EcsRequest, Outcome>> answers = Optional.empty();

    private Outcome answer(EcsRequest request) {
        return answers.orElseThrow(
                        () -> new IllegalStateException("This client is called within a Rehearsal only: " + request))
                .apply(request);
    }

    /** The client for the code; called beside {@link #of} and {@link Call}, it throws an {@code IllegalStateException}. */
    public EcsClient client() {
        return client;
    }

    /**
     * Sees what {@code code} asks. What it makes of the exception that ends this first call is ignored.
     *
     * @param code makes one call of the client, and the same one each time
     * @throws IllegalArgumentException if it made none, or several
     */
    public <T> Call<T> of(Supplier<T> code) {
        List<EcsRequest> made = new ArrayList<>();
        try {
            with(
                    request -> {
                        made.add(request);
                        throw new Seen();
                    },
                    code);
        } catch (RuntimeException e) {
            if (made.isEmpty()) {
                throw e;
            }
        }
        if (made.size() != 1) {
            throw new IllegalArgumentException("One call of the client was to be made, not " + made.size());
        }
        return new Call<>(made.get(0), code);
    }

    private <T> T with(Function<EcsRequest, Outcome> given, Supplier<T> code) {
        if (answers.isPresent()) {
            throw new IllegalStateException("A call is made within another");
        }
        answers = Optional.of(given);
        try {
            return code.get();
        } finally {
            answers = Optional.empty();
        }
    }

    /** A call whose request was seen. */
    public final class Call<T> {
        private final EcsRequest request;
        private final Supplier<T> code;

        private Call(EcsRequest request, Supplier<T> code) {
            this.request = request;
            this.code = code;
        }

        /** What is asked. */
        public EcsRequest request() {
            return request;
        }

        /**
         * What the code makes of the answer, or of the exception that the SDK's client makes of it.
         *
         * @throws IllegalStateException if it asks something else than before
         */
        public T answered(Outcome outcome) {
            return with(
                    again -> {
                        if (!again.equals(request)) {
                            throw new IllegalStateException("Seen was " + request + ", asked is now " + again);
                        }
                        return outcome;
                    },
                    code);
        }

        /** What the code makes of a call that fails so, as with one of {@link Unanswered}. */
        public T failed(RuntimeException failure) {
            return with(
                    again -> {
                        throw failure;
                    },
                    code);
        }
    }

    /** Ends a call whose request was seen. */
    private static final class Seen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Seen() {
            super("The request was seen; nobody answers it", null, false, false);
        }
    }
}
