package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
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
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.status.Statuses;
import java.time.Duration;
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
        WAIT
    }

    record Action(Kind kind, int first, int second) {}

    private static final int AGENTS = 3;
    private static final int TASK_IDS = 6;

    private final Rig rig;
    private final boolean explicit;
    private final Map<String, Offer> standing = new LinkedHashMap<>();
    private final Map<Integer, Agent> agents = new HashMap<>();
    private final Map<String, TaskStatus> inFlight = new LinkedHashMap<>();
    private final Set<ByteString> acknowledged = new HashSet<>();
    private final Map<String, LaunchId> current = new HashMap<>();
    private final Map<LaunchId, TaskStatus> ends = new HashMap<>();
    private boolean connected = true;

    ModelRun(boolean explicit) {
        this.explicit = explicit;
        var info = Messages.framework(Capability.Type.PARTITION_AWARE, Capability.Type.TASK_KILLING_STATE);
        rig = explicit ? Rig.explicit(info) : new Rig(info);
        for (int i = 0; i < AGENTS; i++) {
            agents.put(i, Messages.agent("a" + i));
        }
        rig.start(agents.values().toArray(Agent[]::new));
        observe();
    }

    void take(Action action) {
        int a = action.first();
        int b = action.second();
        switch (action.kind()) {
            case LAUNCH -> pick(new ArrayList<>(standing.keySet()), a).ifPresent(id -> launch(id, b));
            case LAUNCH_AGAIN -> launch("never-O" + a, b);
            case DECLINE ->
                pick(new ArrayList<>(standing.values()), a).ifPresent(offer -> {
                    rig.decline(offer, b % 7);
                    if (connected) {
                        standing.remove(offer.getId().getValue());
                    }
                });
            case KILL -> rig.kill("t" + a % TASK_IDS);
            case ACKNOWLEDGE -> pick(new ArrayList<>(inFlight.values()), a).ifPresent(this::acknowledge);
            case RECONCILE -> rig.reconcile();
            case SUPPRESS -> rig.feed(new Input.Suppress(Optional.empty()));
            case REVIVE -> rig.feed(new Input.Revive(Optional.empty()));
            case ANSWER_LAUNCH -> launched(a).ifPresent(task -> rig.answer(task, outcome(b)));
            case ANSWER_STOP ->
                launched(a)
                        .ifPresent(task -> rig.feed(new Input.StopAnswered(
                                task.launch(), b % 2 == 0 ? new StopOutcome.Accepted() : new StopOutcome.NotFound())));
            case PHASE -> launched(a).ifPresent(task -> phase(task, b));
            case END -> launched(a).ifPresent(task -> end(task, b));
            case AGENT -> see(a % AGENTS, agent(a % AGENTS).toBuilder().holdings(holdings(a % AGENTS, b)));
            case AGENT_STATE -> see(a % AGENTS, agent(a % AGENTS).toBuilder().state(choose(AgentState.values(), b)));
            case AGENT_GONE -> rig.gone("a" + a % AGENTS);
            case LOSE_CONTACT -> rig.loseContact(Category.TRANSIENT);
            case COMPLETE -> rig.complete();
            case WAIT -> rig.advance(Duration.ofMillis(b % 10 == 0 ? 300_000 : b));
        }
        observe();
    }

    void finish() {
        standing.clear();
        rig.feed(new Input.Stop(false)).advance(Duration.ofSeconds(10));
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
        return pick(rig.launches(), index).map(Launch::task);
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

    private void launch(String offer, int b) {
        int before = rig.launches().size();
        boolean good = connected && standing.containsKey(offer);
        String agent =
                standing.containsKey(offer) ? standing.get(offer).getSlaveId().getValue() : "a0";
        rig.launch(List.of(offer), b % 3, Messages.task("t" + b % TASK_IDS, agent, 0.1 * (1 + b % 25), 32));
        if (connected) {
            standing.remove(offer);
        }
        List<Launch> fresh = rig.launches().subList(before, rig.launches().size());
        assertThat(good || fresh.isEmpty())
                .as("launched on an offer that does not stand")
                .isTrue();
        fresh.forEach(launch ->
                current.put(launch.task().task().value(), launch.task().launch()));
    }

    private void acknowledge(TaskStatus status) {
        if (connected) {
            inFlight.remove(status.getTaskId().getValue());
            acknowledged.add(status.getUuid());
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
        rig.phase(
                task,
                switch (choice % 4) {
                    case 0 -> new TaskPhase.Staging();
                    case 1 -> new TaskPhase.Starting();
                    case 2 -> new TaskPhase.Stopping();
                    default -> new TaskPhase.Running(List.of(), Optional.of(choice % 8 == 3));
                });
    }

    private void end(LaunchedTask task, int choice) {
        Ending ending = choose(Ending.values(), choice);
        OptionalInt exit = choice % 2 == 0 ? OptionalInt.of(choice % 3) : OptionalInt.empty();
        rig.phase(task, new TaskPhase.Ended(ending, exit, choice % 5 != 0, "over"));
    }

    // What must hold after every step.

    private void observe() {
        for (Callback callback : rig.outputs(Callback.class)) {
            if (callback instanceof Callback.Offers made) {
                assertThat(connected).as("offers while disconnected").isTrue();
                made.offers().forEach(offer -> {
                    assertThat(standing.put(offer.getId().getValue(), offer)).isNull();
                });
                assertThat(made.offers()).isNotEmpty();
            } else if (callback instanceof Callback.Rescinded rescinded) {
                assertThat(standing.remove(rescinded.offer().getValue()))
                        .as("rescinded an offer that does not stand")
                        .isNotNull();
            } else if (callback instanceof Callback.Disconnected) {
                assertThat(connected).isTrue();
                connected = false;
                standing.clear();
            } else if (callback instanceof Callback.Reregistered) {
                assertThat(connected).isFalse();
                connected = true;
            } else if (callback instanceof Callback.Update update) {
                updated(update.status());
            }
        }
        nothingIsPromisedTwice();
        assertThat(rig.state().offers.all()).hasSize(standing.size());
    }

    private void updated(TaskStatus status) {
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
                        || (status.getReason() == Reason.REASON_TASK_INVALID
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
            assertThat(whole.contains(promised.plus(tasks)))
                    .as("of %s are promised %s and used %s, in all there is %s", agent.id(), promised, tasks, whole)
                    .isTrue();
        }
    }
}
