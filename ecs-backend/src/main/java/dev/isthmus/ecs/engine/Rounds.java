package dev.isthmus.ecs.engine;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Reading;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Call;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.InstanceView;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.call.TaskView;
import dev.isthmus.ecs.inventory.Fleet;
import dev.isthmus.ecs.launch.Launches;
import dev.isthmus.ecs.task.TaskLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the cluster in rounds: first at its tasks, then at its instances, in this order, so that what is held on an instance was read before
 * what is free of it. Often while something is changing, seldom when all is quiet.
 *
 * <p>Not thread-safe: used within steps only.
 */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** How often at most the stopped tasks of the cluster are listed while a start is being settled. */
    private static final Duration SEARCH = Duration.ofSeconds(5);

    /** How often every live task of ours is described, though nothing points to a change. */
    private static final Duration VERIFY = Duration.ofSeconds(60);

    /** How often it is told that there still is no contact. */
    private static final Duration REMIND = Duration.ofSeconds(60);

    /** How long looks at single instances are collected. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private final Shell shell;
    private final Reading reading;
    private final Fleet fleet;
    private final TaskLedger ledger;
    private final Launches launches;
    private final Pace pace;
    private final Consumer<InventoryEvent> sink;
    private final Runnable recovered;

    private Optional<String> mark = Optional.empty();
    private boolean started;
    private boolean running;
    private boolean recover;
    private boolean hurry;
    private boolean complete;
    private Optional<Category> lost = Optional.empty();
    private Instant nextAt = Instant.MAX;
    private Instant nextWhole = Instant.MIN;
    private Instant nextVerify = Instant.MIN;
    private Instant nextSearch = Instant.MIN;
    private Instant sweepAt = Instant.MAX;
    private Instant remindAt = Instant.MAX;
    private final Set<AgentId> looks = new LinkedHashSet<>();
    private boolean closed;

    /**
     * How often to look.
     *
     * @param busy while something is changing
     * @param idle otherwise
     * @param window how long ECS may take to show what was done
     */
    record Pace(Duration busy, Duration idle, Duration window) {}

    Rounds(
            Shell shell,
            Reading reading,
            Fleet fleet,
            TaskLedger ledger,
            Launches launches,
            Pace pace,
            Consumer<InventoryEvent> sink,
            Runnable recovered) {
        this.shell = shell;
        this.reading = reading;
        this.fleet = fleet;
        this.ledger = ledger;
        this.launches = launches;
        this.pace = pace;
        this.sink = sink;
        this.recovered = recovered;
    }

    /** Begins, if it has not begun. */
    void start() {
        if (!started) {
            started = true;
            scheduleIn(Duration.ZERO);
        }
    }

    /** Begins to recover the tasks with this mark; the next round looks at everything. */
    void recover(String startedBy) {
        mark = Optional.of(startedBy);
        recover = true;
        started = true;
        scheduleIn(Duration.ZERO);
    }

    /** Whether everything there is has been told of, and contact has not been lost since. */
    boolean complete() {
        return complete;
    }

    /** Something is changing: the next round is soon. */
    void soon() {
        if (started) {
            // What a round under way has read may be older than the change.
            hurry = running;
            scheduleIn(pace.busy());
        }
    }

    /** Looks at one instance soon; several looks are one call. */
    void lookAgain(AgentId agent) {
        if (fleet.instance(agent).isPresent() && looks.add(agent) && looks.size() == 1) {
            shell.after(GATHER, this::look);
        }
    }

    void close() {
        closed = true;
    }

    private void look() {
        List<String> arns = looks.stream()
                .flatMap(agent -> fleet.instance(agent).map(InstanceView::arn).stream())
                .toList();
        looks.clear();
        Fleet.Look look = fleet.begin(arns, ledger.holdings()::of);
        reading.<InstanceView>describe(Priority.READ, arns, Call.DescribeInstances::new, answer -> {
            if (answer instanceof Answer.Failed<?> failed) {
                LOG.debug("Looking again failed: {}", failed.failure().message());
            } else if (!closed) {
                fleet.take(look, ((Answer.Ok<Described<InstanceView>>) answer).value());
            }
        });
    }

    private void scheduleIn(Duration wait) {
        Instant at = shell.now().plus(wait);
        if (closed || running || !at.isBefore(nextAt)) {
            return;
        }
        nextAt = at;
        shell.after(wait, () -> {
            if (!running && nextAt.equals(at)) {
                nextAt = Instant.MAX;
                begin();
            }
        });
    }

    private void begin() {
        if (closed) {
            return;
        }
        running = true;
        Instant now = shell.now();
        boolean search = recover || !now.isBefore(sweepAt) || (launches.settling() && !now.isBefore(nextSearch));
        boolean whole = search || mark.isEmpty() || !now.isBefore(nextWhole);
        boolean verify = recover || !now.isBefore(nextVerify);
        new Round(now, whole, search, verify, recover).listRunning();
    }

    /** One round, step by step. */
    private final class Round {

        private final Instant begun;
        private final boolean whole;
        private final boolean search;
        private final boolean verify;
        private final boolean recovering;

        Round(Instant begun, boolean whole, boolean search, boolean verify, boolean recovering) {
            this.begun = begun;
            this.whole = whole;
            this.search = search;
            this.verify = verify;
            this.recovering = recovering;
        }

        void listRunning() {
            TaskFilter filter = whole ? TaskFilter.RUNNING : TaskFilter.startedBy(mark.orElseThrow());
            list(filter, listed -> {
                if (search) {
                    list(TaskFilter.STOPPED, stopped -> describeTasks(listed, stopped));
                } else {
                    describeTasks(listed, List.of());
                }
            });
        }

        private void list(TaskFilter filter, Consumer<List<String>> then) {
            reading.list(Priority.READ, token -> new Call.ListTasks(filter, token), ok(then));
        }

        private void describeTasks(List<String> listed, List<String> stopped) {
            Set<String> wanted = new LinkedHashSet<>(ledger.toDescribe(listed, whole, verify));
            if (search) {
                wanted.addAll(ledger.stoppedToDescribe(stopped));
            }
            reading.<TaskView>describe(
                    Priority.READ, new ArrayList<>(wanted), Call.DescribeTasks::new, ok(described -> {
                        ledger.take(described, shell.now());
                        tasksSeen();
                        listInstances();
                    }));
        }

        private void tasksSeen() {
            if (whole) {
                nextWhole = begun.plus(pace.idle());
            }
            if (verify) {
                nextVerify = begun.plus(VERIFY);
            }
            if (search) {
                nextSearch = begun.plus(SEARCH.compareTo(pace.window()) < 0 ? SEARCH : pace.window());
                sweepAt = Instant.MAX;
                launches.searched(begun);
            }
            if (recovering) {
                recover = false;
                // A start of an earlier process whose answer it never saw may become visible only now, and end at once.
                sweepAt = begun.plus(pace.window());
                LOG.info("Recovered {} live tasks", ledger.liveCount());
                recovered.run();
            }
        }

        private void listInstances() {
            reading.list(Priority.READ, Call.ListInstances::new, ok(listed -> {
                // Those that are listed no longer are described too: the answer says whether they are gone.
                Set<String> known = new LinkedHashSet<>(listed);
                known.addAll(fleet.arns());
                List<String> arns = List.copyOf(known);
                Fleet.Look look = fleet.begin(arns, ledger.holdings()::of);
                reading.<InstanceView>describe(Priority.READ, arns, Call.DescribeInstances::new, ok(described -> {
                    fleet.take(look, described);
                    succeed();
                }));
            }));
        }

        private <T> Consumer<Answer<T>> ok(Consumer<T> then) {
            return answer -> {
                if (closed) {
                    return;
                }
                try {
                    if (answer instanceof Answer.Ok<T> ok) {
                        then.accept(ok.value());
                    } else {
                        fail(((Answer.Failed<T>) answer).failure().failure());
                    }
                } catch (RuntimeException | Error e) {
                    // A fault, ours or the listener's, which the shell reports; the next round comes all the same.
                    running = false;
                    scheduleIn(pace.idle());
                    throw e;
                }
            };
        }
    }

    private void succeed() {
        running = false;
        if (!complete) {
            complete = true;
            if (lost.isPresent()) {
                LOG.info("Contact with ECS is back");
            }
            lost = Optional.empty();
            sink.accept(new InventoryEvent.Complete());
        }
        boolean busy = recover || hurry || launches.busy() || ledger.moving();
        hurry = false;
        scheduleIn(busy ? pace.busy() : quiet());
    }

    /** A task that has only just begun to run may be a short one: its end is not waited for longer than a quarter of the time it has run. */
    private Duration quiet() {
        Duration young = ledger.newestRun()
                .map(since -> Duration.between(since, shell.now()).dividedBy(4))
                .orElse(pace.idle());
        Duration patient = young.compareTo(pace.busy()) > 0 ? young : pace.busy();
        return patient.compareTo(pace.idle()) < 0 ? patient : pace.idle();
    }

    private void fail(BackendFailure failure) {
        running = false;
        if (failure.category() == Category.THROTTLED) {
            LOG.warn("The cluster cannot be looked at just now: {}", failure.message());
        } else if (!lost.equals(Optional.of(failure.category())) || !shell.now().isBefore(remindAt)) {
            LOG.debug("There is no contact with ECS: {}", failure.message());
            remindAt = shell.now().plus(REMIND);
            lost = Optional.of(failure.category());
            complete = false;
            sink.accept(new InventoryEvent.ContactLost(failure));
        }
        boolean passes = failure.passes();
        scheduleIn(passes ? pace.busy() : pace.idle());
    }
}
