package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Call;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.Page;
import dev.isthmus.ecs.call.Shortfall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lists and describes of any length: pages one after the other, as their tokens demand; describes by full hundreds, all at once. */
public final class Reading {

    /** How many resources ECS describes in one call. */
    public static final int BATCH = 100;

    private final Calls calls;

    /** Over these calls. */
    public Reading(Calls calls) {
        this.calls = calls;
    }

    /** Follows the pages of a listing to its end. */
    public void list(
            Priority priority, Function<Optional<String>, Call<Page>> page, Consumer<Answer<List<String>>> then) {
        List<String> found = new ArrayList<>();
        pages(priority, page, found::addAll, end -> then.accept(end.map(last -> found)));
    }

    /**
     * Follows the pages of a listing to its end.
     *
     * @param each told of each page as it comes, while the next is being asked for
     * @param then told of the last page, when it has been told to the other, or of the failure
     */
    public void pages(
            Priority priority,
            Function<Optional<String>, Call<Page>> page,
            Consumer<List<String>> each,
            Consumer<Answer<Page>> then) {
        follow(priority, page, Optional.empty(), each, then);
    }

    private void follow(
            Priority priority,
            Function<Optional<String>, Call<Page>> page,
            Optional<String> token,
            Consumer<List<String>> each,
            Consumer<Answer<Page>> then) {
        calls.patiently(page.apply(token), priority, Backoff.LOOK, answer -> {
            if (answer instanceof Answer.Ok<Page> ok) {
                boolean more = ok.value().next().isPresent();
                if (more) {
                    follow(priority, page, ok.value().next(), each, then);
                }
                each.accept(ok.value().arns());
                if (more) {
                    return;
                }
            }
            then.accept(answer);
        });
    }

    /** Describes any number of resources; none needs no call. The first failure, if any, is the answer. */
    public <T> void describe(
            Priority priority,
            List<String> arns,
            Function<List<String>, Call<Described<T>>> batch,
            Consumer<Answer<Described<T>>> then) {
        if (arns.isEmpty()) {
            then.accept(new Answer.Ok<>(new Described<>(List.of(), List.of())));
            return;
        }
        new Batches<T>(then).run(priority, arns, batch);
    }

    private final class Batches<T> {

        private final Consumer<Answer<Described<T>>> then;
        private final List<T> found = new ArrayList<>();
        private final List<Shortfall> failures = new ArrayList<>();
        private int left;
        private boolean failed;

        Batches(Consumer<Answer<Described<T>>> then) {
            this.then = then;
        }

        void run(Priority priority, List<String> arns, Function<List<String>, Call<Described<T>>> batch) {
            List<List<String>> parts = new ArrayList<>();
            for (int from = 0; from < arns.size(); from += BATCH) {
                parts.add(arns.subList(from, Math.min(arns.size(), from + BATCH)));
            }
            left = parts.size();
            parts.forEach(part -> calls.patiently(batch.apply(part), priority, Backoff.LOOK, this::take));
        }

        private void take(Answer<Described<T>> answer) {
            left--;
            if (failed) {
                return;
            }
            if (answer instanceof Answer.Ok<Described<T>> ok) {
                found.addAll(ok.value().found());
                failures.addAll(ok.value().failures());
                if (left == 0) {
                    then.accept(new Answer.Ok<>(new Described<>(found, failures)));
                }
            } else {
                failed = true;
                then.accept(answer);
            }
        }
    }
}
