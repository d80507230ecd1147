package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.call.Page;
import dev.isthmus.ecs.step.Notes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lists and describes of any length. Pages are read one after the other, as their tokens require; describes are sent in parallel, 100 resources each.
 * A failed call is retried by itself, and fails for good only if the failure persists; see {@link ReadPatience}.
 *
 * <p>Not thread-safe: used within steps only.
 */
public final class PagedReads {

    /** The largest number of resources that ECS describes in one call. */
    public static final int BATCH = 100;

    private final Notes notes;
    private final EcsCallQueue calls;
    private final Set<EcsOperation> answered = EnumSet.noneOf(EcsOperation.class);
    private boolean worked;

    /** Creates it. */
    public PagedReads(Notes notes, EcsCallQueue calls) {
        this.notes = notes;
        this.calls = calls;
    }

    /** To be called when the whole cluster was read once. From then on refused reads are retried, too. */
    public void worked() {
        worked = true;
    }

    private <T> void patiently(EcsCall<T> call, Priority priority, ReadPatience patience, Consumer<Answer<T>> then) {
        calls.patiently(
                call,
                priority,
                Backoff.LOOK,
                failure -> !isTokenRefused(call, failure) && again(call, patience, failure),
                answer -> {
                    if (answer instanceof Answer.Ok<T>) {
                        answered.add(call.operation());
                    }
                    then.accept(answer);
                });
    }

    private boolean again(EcsCall<?> call, ReadPatience patience, CallFailure failure) {
        boolean again = patience.again(failure, calls.now());
        if (again && !failure.failure().passes()) {
            notes.info("{} was refused, retrying: {}", call.operation().awsName(), failure.message());
        }
        return again;
    }

    private ReadPatience patience(EcsCall<?> call) {
        return new ReadPatience(worked || answered.contains(call.operation()));
    }

    /** A token of ECS's own making that it does not take any more, as its listing has become too old or has changed. */
    private static boolean isTokenRefused(EcsCall<?> call, CallFailure failure) {
        boolean later =
                call instanceof EcsCall.Listing listing && listing.next().isPresent();
        return later
                && failure.code().equals("InvalidParameterException")
                && !failure.failure().passes();
    }

    /** Reads all pages of a listing. */
    public void list(
            Priority priority, Function<Optional<String>, EcsCall<Page>> page, Consumer<Answer<List<String>>> then) {
        list(priority, page, arns -> {}, then);
    }

    /**
     * Reads all pages of a listing.
     *
     * @param each receives each page
     */
    public void list(
            Priority priority,
            Function<Optional<String>, EcsCall<Page>> page,
            Consumer<List<String>> each,
            Consumer<Answer<List<String>>> then) {
        list(priority, page, Integer.MAX_VALUE, each, then);
    }

    /**
     * Reads pages of a listing until they have so many entries, or to its end.
     *
     * @param enough how many, more than zero
     * @param each receives each page
     */
    public void list(
            Priority priority,
            Function<Optional<String>, EcsCall<Page>> page,
            int enough,
            Consumer<List<String>> each,
            Consumer<Answer<List<String>>> then) {
        Set<String> found = new LinkedHashSet<>();
        Consumer<List<String>> kept = arns -> {
            found.addAll(arns);
            each.accept(arns);
        };
        new Listing(priority, page, enough, kept, end -> then.accept(end.map(last -> new ArrayList<>(found))))
                .follow(Optional.empty());
    }

    /** Reads one page. */
    public void first(Priority priority, EcsCall<Page> page, Consumer<Answer<Page>> then) {
        patiently(page, priority, patience(page), then);
    }

    /**
     * Reads all pages of a listing. If a token is refused, the listing starts again, so that entries may be delivered twice.
     *
     * @param each receives each page while the next one is being read
     * @param then receives the last page, after {@code each} did, or the failure
     */
    public void pages(
            Priority priority,
            Function<Optional<String>, EcsCall<Page>> page,
            Consumer<List<String>> each,
            Consumer<Answer<Page>> then) {
        new Listing(priority, page, Integer.MAX_VALUE, each, then).follow(Optional.empty());
    }

    private final class Listing {

        private final Priority priority;
        private final Function<Optional<String>, EcsCall<Page>> page;
        private final int enough;
        private final Consumer<List<String>> each;
        private final Consumer<Answer<Page>> then;
        private final ReadPatience beginnings = new ReadPatience(true);
        private int begunAgain;
        private int read;

        Listing(
                Priority priority,
                Function<Optional<String>, EcsCall<Page>> page,
                int enough,
                Consumer<List<String>> each,
                Consumer<Answer<Page>> then) {
            this.priority = priority;
            this.page = page;
            this.enough = enough;
            this.each = each;
            this.then = then;
        }

        void follow(Optional<String> token) {
            EcsCall<Page> call = page.apply(token);
            patiently(call, priority, patience(call), answer -> {
                boolean goesOn = answer.fold(
                        ok -> take(ok.value()), failed -> mayBeginAgain(call, failed.failure()) && beginAgain());
                if (!goesOn) {
                    then.accept(answer);
                }
            });
        }

        private boolean take(Page page) {
            read += page.arns().size();
            boolean more = page.next().isPresent() && read < enough;
            if (more) {
                follow(page.next());
            }
            each.accept(page.arns());
            return more;
        }

        private boolean beginAgain() {
            begunAgain++;
            read = 0;
            calls.after(Backoff.LOOK.after(begunAgain), () -> follow(Optional.empty()));
            return true;
        }

        private boolean mayBeginAgain(EcsCall<Page> call, CallFailure failure) {
            return isTokenRefused(call, failure) && again(call, beginnings, failure);
        }
    }

    /**
     * Describes any number of resources; without any, no call is made.
     *
     * @param then receives what was found, and the first failure, if any; a failed call does not affect the results of others
     */
    public <T> void describe(
            Priority priority,
            List<String> arns,
            Function<List<String>, EcsCall<Described<T>>> batch,
            BiConsumer<Described<T>, Optional<CallFailure>> then) {
        if (arns.isEmpty()) {
            then.accept(new Described<>(List.of(), List.of()), Optional.empty());
            return;
        }
        new Batches<T>(then).run(priority, arns, batch);
    }

    private final class Batches<T> {

        private final BiConsumer<Described<T>, Optional<CallFailure>> then;
        private final List<T> found = new ArrayList<>();
        private final List<FailureEntry> failures = new ArrayList<>();
        private int left;
        private Optional<CallFailure> failed = Optional.empty();

        Batches(BiConsumer<Described<T>, Optional<CallFailure>> then) {
            this.then = then;
        }

        void run(Priority priority, List<String> arns, Function<List<String>, EcsCall<Described<T>>> batch) {
            List<List<String>> parts = new ArrayList<>();
            for (int from = 0; from < arns.size(); from += BATCH) {
                parts.add(arns.subList(from, Math.min(arns.size(), from + BATCH)));
            }
            left = parts.size();
            for (List<String> part : parts) {
                EcsCall<Described<T>> call = batch.apply(part);
                patiently(call, priority, patience(call), this::take);
            }
        }

        private void take(Answer<Described<T>> answer) {
            left--;
            answer.match(
                    ok -> {
                        found.addAll(ok.value().found());
                        failures.addAll(ok.value().failures());
                    },
                    failure -> failed = failed.or(() -> Optional.of(failure.failure())));
            if (left == 0) {
                then.accept(new Described<>(found, failures), failed);
            }
        }
    }
}
