package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.Recollection;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.status.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One run of random actions on a machine, beside a model that knows only what a framework and a cluster know. */
final class ModelRun {

    enum Kind {
        LAUNCH,
        LAUNCH_AGAIN,
        DECLINE,
        RESERVE,
        UNRESERVE,
        KILL,
        ACKNOWLEDGE,
        RECONCILE,
        SUPPRESS,
        REVIVE,
        ANSWER_LAUNCH,
        ANSWER_STOP,
        PHASE,
        END,
        AGENT,
        AGENT_STATE,
        AGENT_GONE,
        LOSE_CONTACT,
        COMPLETE,
        RESTART,
        WAIT
    }

    record Action(Kind kind, int first, int second) {}

    private static final int AGENTS = 3;
    private static final int TASK_IDS = 6;
    private static final String ROLE = "dev";

    private Rig rig;
    private long era = 7;
    private final boolean explicit;
    private final Map<String, Offer> standing = new LinkedHashMap<>();
    /** Every offer that no longer stands: used, declined, taken back or void. */
    private final Map<String, Offer> spent = new LinkedHashMap<>();
    /** The tasks of a launch on offers that do not stand, until it is told of them. */
    private final List<String> onInvalidOffers = new ArrayList<>();

    private final Map<Integer, Agent> agents = new HashMap<>();
    private final Map<String, TaskStatus> inFlight = new LinkedHashMap<>();
    private final Set<ByteString> acknowledged = new HashSet<>();
    private final Map<String, LaunchId> current = new HashMap<>();
    private final Map<LaunchId, TaskStatus> ends = new HashMap<>();
    private final Set<LaunchId> acknowledgedEnds = new HashSet<>();
    /** Where each task is, as the cluster has it; the order is that of the launches. */
    private final Map<LaunchedTask, TaskPhase> cluster = new LinkedHashMap<>();

    private final List<JournalEntry> journal = new ArrayList<>();
    private boolean connected = true;

    ModelRun(boolean explicit) {
        this.explicit = explicit;
        rig = driver(Rig.BEGIN);
        for (int i = 0; i < AGENTS; i++) {
            agents.put(i, Messages.agent("a" + i));
        }
        rig.start(agents.values().toArray(Agent[]::new));
        observe();
    }

    private Rig driver(Instant now) {
        FrameworkInfo.Builder info = Messages.multiRole(
                        List.of(ROLE),
                        Capability.Type.PARTITION_AWARE,
                        Capability.Type.TASK_KILLING_STATE,
                        Capability.Type.RESERVATION_REFINEMENT)
                .toBuilder()
                .setFailoverTimeout(3600);
        info.getIdBuilder().setValue("mine");
        return Rig.inEra(era++, Recollection.of(journal), now, info.build(), !explicit);
    }

    /** The driver dies between two steps, and another comes, to which the cluster tells all it knows. */
    private void restart() {
        rig = driver(rig.now());
        spendAll();
        inFlight.clear();
        connected = true;
        ends.keySet().retainAll(acknowledgedEnds);
        rig.feed(new Input.Start());
        agents.forEach((index, agent) -> rig.see(agent));
        cluster.forEach(rig::phase);
        rig.complete().feed(new Input.Recovered());
        observe();
        allEndsAreTold();
    }

    /** Nothing that has ended is kept from the framework: it has been acknowledged, or is being told. */
    private void allEndsAreTold() {
        cluster.forEach((task, phase) -> {
            if (phase instanceof TaskPhase.Ended) {
                boolean waits = inFlight.containsKey(task.task().value());
                assertThat(acknowledgedEnds.contains(task.launch()) || ends.containsKey(task.launch()) || waits)
                        .as("the end of %s was never told", task)
                        .isTrue();
            }
        });
    }

    /** Only the cluster's own truth reaches a driver of a task that it has not launched itself. */
    private TaskPhase seen(LaunchedTask task, TaskPhase phase) {
        TaskPhase before = cluster.get(task);
        boolean over = before == null || before instanceof TaskPhase.Ended;
        if (!over) {
            cluster.put(task, phase);
        }
        boolean own = rig.launches().stream().anyMatch(launch -> launch.task().equals(task));
        return over && !own && before != null ? before : phase;
    }

    void take(Action action) {
        int a = action.first();
        int b = action.second();
        switch (action.kind()) {
            case LAUNCH -> pick(new ArrayList<>(standing.keySet()), a).ifPresent(id -> launch(id, b));
            case LAUNCH_AGAIN ->
                launch(
                        pick(List.copyOf(spent.keySet()), a)
                                .filter(id -> a % 10 != 0)
                                .orElse("never-O" + a),
                        b);
            case DECLINE ->
                pick(new ArrayList<>(standing.values()), a).ifPresent(offer -> {
                    rig.decline(offer, b % 7);
                    spend(offer.getId().getValue());
                });
            case RESERVE ->
                pick(new ArrayList<>(standing.keySet()), a).ifPresent(id -> use(id, reserve(0.1 * (1 + b % 22))));
            case UNRESERVE ->
                pick(new ArrayList<>(standing.values()), a)
                        .ifPresent(offer -> use(offer.getId().getValue(), unreserve(offer)));
            case KILL -> rig.kill("t" + a % TASK_IDS);
            case ACKNOWLEDGE -> pick(new ArrayList<>(inFlight.values()), a).ifPresent(this::acknowledge);
            case RECONCILE -> rig.reconcile();
            case SUPPRESS -> rig.feed(new Input.Suppress(Optional.empty()));
            case REVIVE -> rig.feed(new Input.Revive(Optional.empty()));
            case ANSWER_LAUNCH -> pick(rig.launches(), a).map(Launch::task).ifPresent(task -> answer(task, outcome(b)));
            case ANSWER_STOP ->
                launched(a)
                        .ifPresent(task -> rig.feed(new Input.StopAnswered(
                                task.launch(), b % 2 == 0 ? new StopOutcome.Accepted() : new StopOutcome.NotFound())));
            case PHASE -> launched(a).ifPresent(task -> phase(task, b));
            case END -> launched(a).ifPresent(task -> end(task, b));
            case AGENT -> see(a % AGENTS, agent(a % AGENTS).toBuilder().holdings(holdings(a % AGENTS, b)));
            case AGENT_STATE -> see(a % AGENTS, agent(a % AGENTS).toBuilder().state(choose(AgentState.values(), b)));
            case AGENT_GONE -> gone(a % AGENTS);
            case LOSE_CONTACT -> rig.loseContact(Category.TRANSIENT);
            case COMPLETE -> rig.complete();
            case RESTART -> restart();
            case WAIT -> rig.advance(Duration.ofMillis(b % 10 == 0 ? 300_000 : b));
        }
        observe();
    }

    void finish() {
        standing.clear();
        // Until no task of an earlier driver can show any more, and then for as long as a stop waits for an end.
        rig.feed(new Input.Stop(false)).advance(Rig.WINDOW.plusSeconds(10));
        observe();
        assertThat(rig.outputs(Output.Close.class)).hasSize(1);
    }

    private static <T> T choose(T[] from, int index) {
        return pick(List.of(from), index).orElseThrow();
    }

    private static <T> Optional<T> pick(List<T> from, int index) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(index % from.size()));
    }

    private Optional<LaunchedTask> launched(int index) {
        return pick(List.copyOf(cluster.keySet()), index);
    }

    /** A launch that is refused never was. */
    private void answer(LaunchedTask task, LaunchOutcome outcome) {
        if (outcome instanceof LaunchOutcome.Refused && !(cluster.get(task) instanceof TaskPhase.Ended)) {
            cluster.remove(task);
        }
        rig.answer(task, outcome);
    }

    /** An agent that goes takes its tasks with it. */
    private void gone(int index) {
        String id = "a" + index;
        agents.remove(index);
        cluster.replaceAll((task, phase) -> task.agent().value().equals(id) && !(phase instanceof TaskPhase.Ended)
                ? new TaskPhase.Ended(Ending.AGENT_GONE, OptionalInt.empty(), true, "gone")
                : phase);
        rig.gone(id);
    }

    private Agent agent(int index) {
        return agents.getOrDefault(index, Messages.agent("a" + index));
    }

    private void see(int index, Agent.Builder changed) {
        agents.put(index, changed.build());
        rig.see(changed.build());
    }

    /** Some of the launches on the agent, as if it had been looked at in between. */
    private List<Holding> holdings(int agent, int mask) {
        List<Holding> some = new ArrayList<>();
        for (int i = 0; i < rig.launches().size(); i++) {
            LaunchedTask task = rig.launches().get(i).task();
            if (task.agent().value().equals("a" + agent) && (mask >> (i % 8) & 1) == 1) {
                some.add(new Holding(task.launch(), task.demand()));
            }
        }
        return some;
    }

    private void spend(String id) {
        Offer offer = standing.remove(id);
        if (offer != null) {
            spent.put(id, offer);
        }
    }

    private void spendAll() {
        spent.putAll(standing);
        standing.clear();
    }

    private void launch(String offer, int b) {
        int before = rig.launches().size();
        boolean good = connected && standing.containsKey(offer);
        Optional<Offer> made = Optional.ofNullable(standing.getOrDefault(offer, spent.get(offer)));
        String agent = made.map(each -> each.getSlaveId().getValue()).orElse("a0");
        TaskInfo task = task(b, agent, made);
        List<TaskInfo> tasks = new ArrayList<>(List.of(task));
        if (b % 5 == 0) {
            tasks.add(Messages.task("t" + (b + 1) % TASK_IDS, agent, 0.1, 32));
            rig.accept(List.of(offer), b % 3, group(tasks));
        } else {
            rig.launch(List.of(offer), b % 3, task);
        }
        if (connected && !good) {
            tasks.forEach(each -> onInvalidOffers.add(each.getTaskId().getValue()));
        }
        spend(offer);
        List<Launch> fresh = rig.launches().subList(before, rig.launches().size());
        assertThat(good || fresh.isEmpty())
                .as("launched on an offer that does not stand")
                .isTrue();
        fresh.forEach(launch -> {
            current.put(launch.task().task().value(), launch.task().launch());
            cluster.put(launch.task(), new TaskPhase.Staging());
        });
    }

    private static Operation group(List<TaskInfo> tasks) {
        return Operation.newBuilder()
                .setType(Operation.Type.LAUNCH_GROUP)
                .setLaunchGroup(Operation.LaunchGroup.newBuilder()
                        .setExecutor(GroupTest.executor("mine"))
                        .setTaskGroup(TaskGroupInfo.newBuilder().addAllTasks(tasks)))
                .build();
    }

    private void use(String offer, Operation operation) {
        rig.accept(List.of(offer), 0, operation);
        spend(offer);
    }

    private static Operation reserve(double cpus) {
        return Operation.newBuilder()
                .setType(Operation.Type.RESERVE)
                .setReserve(Operation.Reserve.newBuilder()
                        .addResources(Messages.scalar("cpus", cpus).toBuilder()
                                .addReservations(Resource.ReservationInfo.newBuilder()
                                        .setType(Resource.ReservationInfo.Type.DYNAMIC)
                                        .setRole(ROLE))))
                .build();
    }

    /** All that the offer holds reserved. */
    private static Operation unreserve(Offer offer) {
        return Operation.newBuilder()
                .setType(Operation.Type.UNRESERVE)
                .setUnreserve(Operation.Unreserve.newBuilder()
                        .addAllResources(offer.getResourcesList().stream()
                                .filter(resource -> resource.getReservationsCount() > 0)
                                .toList()))
                .build();
    }

    /** The task asks for what is reserved, as far as the offer has any, and else for what is not. */
    private static TaskInfo task(int b, String agent, Optional<Offer> offer) {
        TaskInfo task = Messages.task("t" + b % TASK_IDS, agent, 0.1 * (1 + b % 25), 32);
        Optional<Resource> reserved = offer.stream()
                .flatMap(each -> each.getResourcesList().stream())
                .filter(resource -> resource.getReservationsCount() > 0)
                .findFirst();
        return b % 2 == 0 && reserved.isPresent()
                ? task.toBuilder().setResources(0, reserved.get()).build()
                : task;
    }

    private void acknowledge(TaskStatus status) {
        if (connected) {
            inFlight.remove(status.getTaskId().getValue());
            acknowledged.add(status.getUuid());
            ended(status);
        }
        rig.acknowledge(status);
    }

    private static LaunchOutcome outcome(int choice) {
        return switch (choice % 4) {
            case 0 -> new LaunchOutcome.Unknown("timed out");
            case 1 -> new LaunchOutcome.Refused(choose(Refusal.values(), choice), "no");
            default -> new LaunchOutcome.Launched("arn");
        };
    }

    private void phase(LaunchedTask task, int choice) {
        TaskPhase phase = switch (choice % 4) {
            case 0 -> new TaskPhase.Staging();
            case 1 -> new TaskPhase.Starting();
            case 2 -> new TaskPhase.Stopping();
            default -> new TaskPhase.Running(List.of(), Optional.of(choice % 8 == 3));
        };
        rig.phase(task, seen(task, phase));
    }

    private void end(LaunchedTask task, int choice) {
        Ending ending = choose(Ending.values(), choice);
        OptionalInt exit = choice % 2 == 0 ? OptionalInt.of(choice % 3) : OptionalInt.empty();
        rig.phase(task, seen(task, new TaskPhase.Ended(ending, exit, choice % 5 != 0, "over")));
    }

    /** The end of the task that has this id now need not be told any more. */
    private void ended(TaskStatus status) {
        LaunchId launch = current.get(status.getTaskId().getValue());
        if (launch != null && Statuses.isTerminal(status.getState())) {
            acknowledgedEnds.add(launch);
        }
    }

    // What must hold after every step.

    private void observe() {
        rig.outputs(Output.Write.class).forEach(write -> journal.add(write.entry()));
        for (Callback callback : rig.outputs(Callback.class)) {
            if (callback instanceof Callback.Offers made) {
                assertThat(connected).as("offers while disconnected").isTrue();
                made.offers().forEach(offer -> {
                    String id = offer.getId().getValue();
                    assertThat(standing.put(id, offer)).isNull();
                    assertThat(spent).as("the id of an offer comes again").doesNotContainKey(id);
                });
                assertThat(made.offers()).isNotEmpty();
            } else if (callback instanceof Callback.Rescinded rescinded) {
                String id = rescinded.offer().getValue();
                assertThat(standing)
                        .as("rescinded an offer that does not stand")
                        .containsKey(id);
                spend(id);
            } else if (callback instanceof Callback.Disconnected) {
                assertThat(connected).isTrue();
                connected = false;
                spendAll();
            } else if (callback instanceof Callback.Reregistered) {
                assertThat(connected).isFalse();
                connected = true;
            } else if (callback instanceof Callback.Update update) {
                updated(update.status());
            }
        }
        assertThat(onInvalidOffers)
                .as("launched on offers that do not stand, and not told")
                .isEmpty();
        nothingIsPromisedTwice();
        assertThat(rig.state().offers.all()).hasSize(standing.size());
    }

    private void updated(TaskStatus status) {
        if (status.getReason() == Reason.REASON_INVALID_OFFERS
                && status.getSource() == TaskStatus.Source.SOURCE_MASTER) {
            assertThat(onInvalidOffers.remove(status.getTaskId().getValue()))
                    .as("told of invalid offers, but launched on good ones")
                    .isTrue();
        }
        if (status.hasUuid()) {
            assertThat(acknowledged).as("acknowledged and delivered again").doesNotContain(status.getUuid());
            if (explicit) {
                TaskStatus before = inFlight.putIfAbsent(status.getTaskId().getValue(), status);
                assertThat(before == null || before.equals(status))
                        .as("two updates of one task in flight: %s and %s", before, status)
                        .isTrue();
            }
        }
        LaunchId launch = current.get(status.getTaskId().getValue());
        boolean ofTheTaskItself = status.getReason() != Reason.REASON_RECONCILIATION || status.hasUuid();
        boolean ofACall = status.getSource() == TaskStatus.Source.SOURCE_MASTER
                && (status.getReason() == Reason.REASON_INVALID_OFFERS
                        || status.getReason() == Reason.REASON_MASTER_DISCONNECTED
                        || ((status.getReason() == Reason.REASON_TASK_INVALID
                                        || status.getReason() == Reason.REASON_TASK_GROUP_INVALID)
                                && !status.getMessage().equals("no")));
        if (launch == null || !ofTheTaskItself || ofACall) {
            return;
        }
        if ((!status.hasUuid() && Statuses.isTerminal(status.getState()))
                || status.getState() == TaskState.TASK_UNREACHABLE) {
            inFlight.remove(status.getTaskId().getValue());
        }
        TaskStatus end = ends.get(launch);
        if (end != null) {
            boolean again = status.hasUuid() && status.getUuid().equals(end.getUuid());
            boolean overruled = status.getReason() == Reason.REASON_SLAVE_REMOVED
                    || status.getReason() == Reason.REASON_SLAVE_REMOVED_BY_OPERATOR;
            assertThat(again || overruled)
                    .as("a second end of %s: %s after %s", launch, status, end)
                    .isTrue();
        }
        if (Statuses.isTerminal(status.getState())) {
            ends.put(launch, status);
            if (!explicit || !status.hasUuid()) {
                ended(status);
            }
        }
    }

    private void nothingIsPromisedTwice() {
        MasterState state = rig.state();
        for (KnownAgent known : state.agents.values()) {
            Agent agent = known.agent();
            Resources promised = state.offers.promisedOf(agent.id());
            Resources tasks = Resources.none(Dialect.MESOS);
            for (Holding holding : state.tasks.holdings(agent.id())) {
                tasks = tasks.plus(holding.demand());
            }
            Resources whole = Rig.TRANSLATORS
                    .offer(agent.total(), TranslationContext.of(Settings.none()))
                    .resources();
            assertThat(whole.contains(state.reservations.of(agent.id()).total()))
                    .as("of %s more is reserved than there is", agent.id())
                    .isTrue();
            assertThat(whole.contains(promised.plus(tasks)))
                    .as("of %s are promised %s and used %s, in all there is %s", agent.id(), promised, tasks, whole)
                    .isTrue();
        }
    }
}
