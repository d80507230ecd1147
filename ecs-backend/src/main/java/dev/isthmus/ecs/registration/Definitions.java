package dev.isthmus.ecs.registration;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Tries;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.rules.DefinitionReference;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.DefinitionView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds task definitions, and registers those of Isthmus if they do not exist. Results are cached. Starts that want one task definition share
 * one search, so that one content is registered at most once; the states of a search are in docs/reference/registration-states.md. Not thread-safe: used
 * within steps only.
 */
public final class Definitions {

    /** How long a family without a revision is taken to mean the revision it meant last. */
    private static final Duration NEWEST_HOLDS = Duration.ofSeconds(60);

    private final EcsCallQueue calls;
    private final Steps steps;
    private final Notes notes;
    private final KnownDefinitions known = new KnownDefinitions();
    private final boolean tidies;
    private final DefinitionCleanup tidying;
    private final Map<String, Search> searches = new LinkedHashMap<>();

    /** A search, and the starts that wait for it. */
    private static final class Search {

        private final Wanted wanted;
        private final String name;
        private final List<LaunchId> waiting = new ArrayList<>();
        private RegistrationState state = new RegistrationState.Looking(1);

        private Search(Wanted wanted, String name) {
            this.wanted = wanted;
            this.name = name;
        }
    }

    /**
     * Creates it without any cached task definition.
     *
     * @param keep how many of the task definitions that Isthmus registered are kept; 0 keeps all
     */
    public Definitions(EcsCallQueue calls, Steps steps, int keep) {
        this.calls = calls;
        this.steps = steps;
        this.notes = steps.notes(Definitions.class);
        this.tidies = keep > 0;
        this.tidying = new DefinitionCleanup(steps, calls, keep, known);
    }

    /** The task definition, if it is known. If not, it is looked for or registered, and there is an {@link Event.Defined} for the start later. */
    public Optional<DefinitionView> find(Wanted wanted, LaunchId launch) {
        String name = nameOf(wanted);
        if (tidies && wanted.ours()) {
            known.use(name, steps.now());
        }
        Optional<DefinitionView> there = known.find(name, steps.now());
        if (there.isEmpty()) {
            await(wanted, name, launch);
        }
        return there;
    }

    private void await(Wanted wanted, String name, LaunchId launch) {
        Search begun = searches.get(name);
        if (begun != null) {
            begun.waiting.add(launch);
            return;
        }
        Search search = new Search(wanted, name);
        search.waiting.add(launch);
        searches.put(name, search);
        look(search);
    }

    /** Evicts a task definition that ECS no longer accepts from the cache. */
    public void forget(Wanted wanted) {
        known.forget(nameOf(wanted));
    }

    /** How many task definitions are cached, for tests. */
    int remembered() {
        return known.size() + searches.size();
    }

    private void look(Search search) {
        Tries tries = new Tries();
        calls.patiently(
                new EcsCall.DescribeDefinition(search.name),
                Priority.START,
                Backoff.START,
                failure -> failure.failure().passes() || tries.again(failure),
                answer -> looked(search, answer));
    }

    private void looked(Search search, Answer<DefinitionView> answer) {
        Optional<Registration> registration = unknown(answer) ? registration(search.wanted) : Optional.empty();
        if (registration.isPresent()) {
            search.state = search.state.unknown();
            register(search, registration.get());
        } else {
            finish(search, answer);
        }
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

    private void register(Search search, Registration registration) {
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
                answer -> registered(search, registration, answer));
    }

    private void registered(Search search, Registration registration, Answer<DefinitionView> answer) {
        if (answer instanceof Answer.Failed<DefinitionView> failed && mayBeThere(failed.failure())) {
            RegistrationState next = search.state.mayBeThere();
            if (next instanceof RegistrationState.Pausing pausing) {
                search.state = next;
                steps.after(wait(failed.failure(), pausing.attempt()), () -> lookAgain(search));
                return;
            }
        }
        answer.match(
                ok -> notes.info(
                        "Registered task definition {} for image {}", ok.value().arn(), registration.images()),
                failed -> {});
        finish(search, answer);
        tidying.begin();
    }

    private void lookAgain(Search search) {
        search.state = search.state.paused();
        look(search);
    }

    private static boolean mayBeThere(CallFailure failure) {
        return failure.lost() || failure.contended();
    }

    /** Those who register the same at the same moment must not all come again at the same moment: their clocks differ by less than that. */
    private Duration wait(CallFailure failure, int attempt) {
        Duration wait = Backoff.START.after(attempt);
        if (failure.contended()) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, steps.now());
            wait = wait.dividedBy(2).plusNanos(Math.floorMod(micros * 7_919, wait.toNanos() / 1_000) * 1_000);
            notes.info("Others register the same task definition, looking again in {}: {}", wait, failure.message());
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

    private void finish(Search search, Answer<DefinitionView> answer) {
        search.state = search.state.answered();
        searches.remove(search.name);
        if (answer instanceof Answer.Ok<DefinitionView> ok) {
            boolean fixed = search.wanted.ours() || DefinitionReference.isFixed(search.name);
            known.put(search.name, ok.value(), fixed ? Instant.MAX : steps.now().plus(NEWEST_HOLDS));
        }
        // Each by itself, so that one that fails keeps none from learning it.
        search.waiting.forEach(launch -> steps.tell(new Event.Defined(launch, answer)));
    }

    private static String nameOf(Wanted wanted) {
        return wanted.fold(
                Wanted.Existing::reference,
                own -> own.content().family(),
                group -> group.content().family());
    }
}
