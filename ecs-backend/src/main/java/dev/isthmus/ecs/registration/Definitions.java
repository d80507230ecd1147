package dev.isthmus.ecs.registration;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.budget.Tries;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.rules.DefinitionReference;
import dev.isthmus.ecs.view.DefinitionView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds task definitions, and registers those of Isthmus if they do not exist. Results are cached. Concurrent requests for one task definition share
 * one search, so that one content is registered at most once. Not thread-safe: used within steps only.
 */
public final class Definitions {

    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    /** How long a family without a revision is taken to mean the revision it meant last. */
    private static final Duration NEWEST_HOLDS = Duration.ofSeconds(60);

    private final EcsCallQueue calls;
    private final Shell shell;
    private final KnownDefinitions known = new KnownDefinitions();
    private final boolean tidies;
    private final DefinitionCleanup tidying;
    private final Map<String, List<Consumer<Answer<DefinitionView>>>> searches = new LinkedHashMap<>();

    /**
     * Creates it without any cached task definition.
     *
     * @param keep how many of the task definitions that Isthmus registered are kept; 0 keeps all
     */
    public Definitions(EcsCallQueue calls, Shell shell, int keep) {
        this.calls = calls;
        this.shell = shell;
        this.tidies = keep > 0;
        this.tidying = new DefinitionCleanup(calls, keep, () -> known.usedOfLate(shell.now()), known::forget);
    }

    /** Finds the task definition, or registers it. May call back before it returns. */
    public void find(Wanted wanted, Consumer<Answer<DefinitionView>> then) {
        String name = nameOf(wanted);
        if (tidies && wanted.ours()) {
            known.use(name, shell.now());
        }
        Optional<DefinitionView> there = known.find(name, shell.now());
        if (there.isPresent()) {
            then.accept(new Answer.Ok<>(there.get()));
            return;
        }
        List<Consumer<Answer<DefinitionView>>> waiting = searches.get(name);
        if (waiting != null) {
            waiting.add(then);
            return;
        }
        searches.put(name, new ArrayList<>(List.of(then)));
        search(wanted, name, 1);
    }

    /** Evicts a task definition that ECS no longer accepts from the cache. */
    public void forget(Wanted wanted) {
        known.forget(nameOf(wanted));
    }

    /** How many task definitions are cached, for tests. */
    int remembered() {
        return known.size() + searches.size();
    }

    private void search(Wanted wanted, String name, int attempt) {
        Tries tries = new Tries();
        Predicate<CallFailure> again = failure -> failure.failure().passes() || tries.again(failure);
        calls.patiently(new EcsCall.DescribeDefinition(name), Priority.START, Backoff.START, again, answer -> {
            Optional<Registration> registration = unknown(answer) ? registration(wanted) : Optional.empty();
            registration.ifPresentOrElse(
                    ours -> register(wanted, ours, name, attempt), () -> finish(wanted, name, answer));
        });
    }

    /** How one of ours is made. */
    private record Registration(EcsCall<DefinitionView> call, String images) {}

    private static Optional<Registration> registration(Wanted wanted) {
        return wanted.fold(
                existing -> Optional.empty(),
                own -> Optional.of(new Registration(
                        new EcsCall.RegisterDefinition(own.content()),
                        own.content().image())),
                group -> Optional.of(new Registration(
                        new EcsCall.RegisterGroup(group.content()),
                        group.content().images())));
    }

    private void register(Wanted wanted, Registration registration, String name, int attempt) {
        Tries tries = new Tries();
        // Not repeated by itself when the answer is lost, or others register the same: looking again finds out whether
        // it is there.
        calls.patiently(
                registration.call(),
                Priority.START,
                Backoff.START,
                // Nor when a limit of the account is reached, which does not pass within seconds.
                failure -> (failure.failure().passes() || tries.again(failure))
                        && !mayBeThere(failure)
                        && failure.category() != Category.RESOURCES,
                answer -> {
                    if (answer instanceof Answer.Failed<DefinitionView> failed
                            && mayBeThere(failed.failure())
                            && Backoff.START.again(attempt)) {
                        shell.after(wait(failed.failure(), attempt), () -> search(wanted, name, attempt + 1));
                        return;
                    }
                    answer.match(
                            ok -> LOG.info(
                                    "Registered task definition {} for image {}",
                                    ok.value().arn(),
                                    registration.images()),
                            failed -> {});
                    finish(wanted, name, answer);
                    tidying.begin();
                });
    }

    private static boolean mayBeThere(CallFailure failure) {
        return failure.lost() || failure.contended();
    }

    /** Those who register the same at the same moment must not all come again at the same moment: their clocks differ by less than that. */
    private Duration wait(CallFailure failure, int attempt) {
        Duration wait = Backoff.START.after(attempt);
        if (failure.contended()) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, shell.now());
            wait = wait.dividedBy(2).plusNanos(Math.floorMod(micros * 7_919, wait.toNanos() / 1_000) * 1_000);
            LOG.info("Others register the same task definition, looking again in {}: {}", wait, failure.message());
        }
        return wait;
    }

    /** ECS answers "Unable to describe task definition." as a ClientException, whatever is unknown about it. */
    private static boolean unknown(Answer<DefinitionView> answer) {
        return answer instanceof Answer.Failed<DefinitionView> failed && isUnknown(failed.failure());
    }

    /** Whether a failed describe means that there is no such task definition. */
    public static boolean isUnknown(CallFailure failure) {
        return failure.category() == Category.CALLER
                && (failure.code().equals("ClientException") || failure.code().equals("InvalidParameterException"));
    }

    private void finish(Wanted wanted, String name, Answer<DefinitionView> answer) {
        if (answer instanceof Answer.Ok<DefinitionView> ok) {
            boolean fixed = wanted.ours() || DefinitionReference.isFixed(name);
            known.put(name, ok.value(), fixed ? Instant.MAX : shell.now().plus(NEWEST_HOLDS));
        }
        List<Consumer<Answer<DefinitionView>>> waiting = searches.remove(name);
        if (waiting != null) {
            waiting.forEach(then -> then.accept(answer));
        }
    }

    private static String nameOf(Wanted wanted) {
        return wanted.fold(
                Wanted.Existing::reference,
                own -> own.content().family(),
                group -> group.content().family());
    }
}
