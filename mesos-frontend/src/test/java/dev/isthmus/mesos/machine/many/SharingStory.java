package dev.isthmus.mesos.machine.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.offer.InverseOfferLedger;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.task.MesosTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What happens to a machine of a few frameworks on a few agents, and the laws that hold after each of its steps. */
final class SharingStory {

    /** What can happen. */
    enum Happening {
        SUBSCRIBE,
        LEAVE,
        RETURN,
        LAUNCH,
        LAUNCH_ON_AN_OFFER_OF_ANOTHER,
        DECLINE,
        RUN,
        END,
        KILL,
        RECONCILE,
        ACKNOWLEDGE,
        STOP,
        STOP_AND_LEAVE_TASKS,
        SEE_AGENT,
        LOSE_SIGHT_OF_AGENT,
        AGENT_GONE,
        MAINTAIN,
        CUT_OFF,
        COMPLETE,
        SECOND,
        MINUTE;

        /** Whether it happens to all, whoever is named. */
        boolean isOfAll() {
            return compareTo(SEE_AGENT) >= 0;
        }

        /** Whether it depends on what is free for whom. */
        boolean isAboutOffers() {
            return this == LAUNCH || this == LAUNCH_ON_AN_OFFER_OF_ANOTHER || this == DECLINE;
        }
    }

    /**
     * Something that happens.
     *
     * @param who which framework or agent
     * @param what which of its tasks, or how much
     */
    record Step(Happening happening, int who, int what) {}

    static final int FRAMEWORKS = 3;
    private static final int AGENTS = 3;
    private static final FrameworkInfo INFO = Messages.framework(Capability.Type.PARTITION_AWARE);

    private final MasterRig rig = new MasterRig();
    private final Map<String, Set<String>> ended = new LinkedHashMap<>();
    private final Map<String, Set<String>> toldEnded = new LinkedHashMap<>();
    private final Map<String, List<TaskStatus>> unacknowledged = new LinkedHashMap<>();
    private final Map<String, List<String>> told = new LinkedHashMap<>();
    private int tasks;
    private MaintenancePlan plan = MaintenancePlan.NONE;

    /** What a framework is told of its tasks, of which all have one at first. */
    List<String> told(int framework, List<Step> steps) {
        for (int i = 0; i < FRAMEWORKS; i++) {
            play(new Step(Happening.SUBSCRIBE, i, 0));
            play(new Step(Happening.SEE_AGENT, i, 0));
        }
        play(new Step(Happening.COMPLETE, 0, 0));
        for (int i = 0; i < FRAMEWORKS; i++) {
            play(new Step(Happening.LAUNCH, i, 0));
        }
        steps.forEach(this::play);
        return told.getOrDefault("f" + framework, List.of());
    }

    void play(List<Step> steps) {
        steps.forEach(this::play);
        end();
    }

    private void play(Step step) {
        String framework = "f" + step.who() % FRAMEWORKS;
        String agent = "a" + step.who() % AGENTS;
        switch (step.happening()) {
            case SUBSCRIBE -> {
                if (state(framework).isEmpty()) {
                    rig.subscribe(framework, INFO, Optional.empty());
                    check(framework);
                    of(framework, new Input.Recovered());
                }
            }
            case LEAVE -> of(framework, new Input.Leave());
            case RETURN -> {
                rig.comeBack(framework, INFO);
                check(framework);
            }
            case LAUNCH -> offer(framework).ifPresent(offer -> launch(framework, offer, step.what()));
            case LAUNCH_ON_AN_OFFER_OF_ANOTHER ->
                offer("f" + (step.who() + 1) % FRAMEWORKS).ifPresent(offer -> {
                    launch(framework, offer, step.what());
                    assertThat(rig.state().offers().isOutstanding(offer.id())).isTrue();
                });
            case DECLINE ->
                offer(framework).ifPresent(offer -> of(framework, new Call.Decline(offer.id(), step.what())));
            case RUN ->
                task(framework, step.what()).ifPresent(task -> {
                    rig.running(framework, task);
                    check(framework);
                });
            case END -> task(framework, step.what()).ifPresent(task -> exit(framework, task));
            case KILL ->
                task(framework, step.what())
                        .ifPresent(
                                task -> of(framework, new Call.Kill(task.task().value())));
            case RECONCILE -> of(framework, new Call.Reconcile(List.of()));
            case ACKNOWLEDGE -> acknowledge(framework);
            case STOP -> of(framework, new Input.Stop(false));
            case STOP_AND_LEAVE_TASKS -> of(framework, new Input.Stop(true));
            case SEE_AGENT -> cluster(() -> rig.see(Messages.agent(agent)));
            case LOSE_SIGHT_OF_AGENT ->
                cluster(() -> rig.see(Messages.agent(agent).toBuilder()
                        .state(AgentState.DISCONNECTED)
                        .build()));
            case AGENT_GONE -> cluster(() -> rig.gone(agent));
            case MAINTAIN -> cluster(() -> maintain(agent, step.what()));
            case CUT_OFF -> cluster(() -> rig.loseContact(Category.TRANSIENT));
            case COMPLETE -> cluster(rig::complete);
            case SECOND -> cluster(() -> rig.advance(Duration.ofSeconds(1)));
            case MINUTE -> cluster(() -> rig.advance(Duration.ofSeconds(61)));
        }
    }

    /** One machine, or none, is in the schedule, or down; or one agent is out of service. */
    private void maintain(String agent, int how) {
        MachineId machine = MachineId.of(Messages.agent(agent).address());
        MaintenancePlan draining = MaintenancePlan.NONE.withWindows(
                List.of(new MaintenanceWindow(List.of(machine), new Unavailability(how, OptionalLong.empty()))));
        plan = switch (how % 7) {
            case 0 -> MaintenancePlan.NONE;
            case 1 -> draining;
            case 2 -> draining.withDown(List.of(machine));
            case 3 -> withdrawn(agent, AgentWithdrawal.DEACTIVATED);
            case 4 -> withdrawn(agent, AgentWithdrawal.draining(OptionalLong.empty(), false));
            case 5 -> withdrawn(agent, AgentWithdrawal.draining(OptionalLong.empty(), true));
            default -> withdrawn(agent, AgentWithdrawal.GONE);
        };
        rig.feed(new MasterInput.Maintenance(plan));
    }

    private static MaintenancePlan withdrawn(String agent, AgentWithdrawal how) {
        return MaintenancePlan.NONE.withAgents(new TreeMap<>(Map.of(new AgentId(agent), how)));
    }

    private Optional<FrameworkState> state(String framework) {
        return Optional.ofNullable(rig.state().framework(new FrameworkId(framework)));
    }

    private Optional<OutstandingOffer> offer(String framework) {
        return rig.state().offers().all().stream()
                .filter(offer -> offer.framework().value().equals(framework))
                .findFirst();
    }

    private Optional<LaunchedTask> task(String framework, int which) {
        List<MesosTask> live =
                state(framework).map(known -> known.tasks().live()).orElse(List.of());
        return live.isEmpty()
                ? Optional.empty()
                : Optional.of(live.get(which % live.size()).task());
    }

    private void launch(String framework, OutstandingOffer offer, int size) {
        String task = "t" + tasks++;
        double cpus = 0.5 * (1 + size % 4);
        rig.launch(framework, offer.id(), 0, Messages.task(task, offer.agent().value(), cpus, 100));
        check(framework);
        for (Output.Launch launched : rig.take(framework, Output.Launch.class)) {
            of(
                    framework,
                    new Input.LaunchAnswered(launched.launch().task().launch(), new LaunchOutcome.Launched("arn")));
        }
    }

    private void exit(String framework, LaunchedTask task) {
        if (state(framework).filter(known -> !known.isOver()).isPresent()) {
            ended.computeIfAbsent(framework, none -> new LinkedHashSet<>())
                    .add(task.task().value());
        }
        rig.exit(framework, task);
        check(framework);
    }

    private void acknowledge(String framework) {
        List<TaskStatus> told = unacknowledged.remove(framework);
        if (told != null) {
            told.forEach(status -> of(framework, new Call.Acknowledge(status)));
        }
    }

    private void of(String framework, Input input) {
        rig.of(framework, input);
        check(framework);
    }

    private void cluster(Runnable what) {
        what.run();
        listen();
        checkSums();
    }

    /** What this framework did was put out for it, and for others no more than offers, and the loss of an agent that it was the last to have something on. */
    private void check(String framework) {
        Optional<FrameworkId> cause = Optional.of(new FrameworkId(framework));
        for (MasterOutput output : rig.last()) {
            boolean isShared = output.framework().isEmpty()
                    || output.output() instanceof Callback.Offers
                    || output.output() instanceof Callback.InverseOffers
                    || output.output() instanceof Callback.AgentLost
                    || output.output() instanceof Output.Note;
            if (!isShared) {
                assertThat(output.framework()).as("%s", output.output()).isEqualTo(cause);
            }
        }
        listen();
        checkSums();
    }

    private void listen() {
        for (int i = 0; i < FRAMEWORKS; i++) {
            String framework = "f" + i;
            for (TaskStatus status : rig.updates(framework)) {
                assertThat(state(framework).map(FrameworkState::contact))
                        .as("whom %s is told", status)
                        .contains(Contact.CONNECTED);
                told.computeIfAbsent(framework, none -> new ArrayList<>())
                        .add(status.getTaskId().getValue() + " " + status.getState());
                if (status.hasUuid()) {
                    unacknowledged
                            .computeIfAbsent(framework, none -> new ArrayList<>())
                            .add(status);
                }
                if (Statuses.isTerminal(status.getState())) {
                    toldEnded
                            .computeIfAbsent(framework, none -> new LinkedHashSet<>())
                            .add(status.getTaskId().getValue());
                }
            }
            if (!rig.take(framework, Output.Close.class).isEmpty()) {
                ended.remove(framework);
                toldEnded.remove(framework);
                unacknowledged.remove(framework);
                assertThat(state(framework)).isEmpty();
            }
        }
    }

    private void checkMaintenance() {
        for (KnownAgent known : rig.state().agents().all()) {
            MachineId machine = MachineId.of(known.agent().address());
            AgentId id = known.agent().id();
            assertThat(known.unavailability()).isEqualTo(plan.unavailabilityOf(machine));
            if (plan.isDown(machine) || plan.agents().containsKey(id)) {
                assertThat(rig.state().offers().of(id))
                        .as("offers of what is out of service")
                        .isEmpty();
            }
            assertThat(rig.state().inverseOffers().agents().contains(id))
                    .as("%s is asked for", id)
                    .isEqualTo(plan.isDraining(machine));
        }
        for (InverseOfferLedger.Outstanding each : rig.state().inverseOffers().outstanding()) {
            assertThat(state(each.framework().value()).map(FrameworkState::contact))
                    .as("who has %s", each)
                    .contains(Contact.CONNECTED);
        }
    }

    /** Nothing is promised to two, and what is kept is what would be counted anew. */
    private void checkSums() {
        MasterView view = rig.machine().view();
        checkMaintenance();
        Map<AgentId, ResourcesByReservation> promised = new LinkedHashMap<>();
        view.offers().forEach(offer -> promised.merge(offer.agent(), offer.portions(), ResourcesByReservation::plus));
        Map<AgentId, ResourcesByReservation> used = new LinkedHashMap<>();
        rig.state()
                .frameworks()
                .forEach(framework -> framework
                        .tasks()
                        .live()
                        .forEach(task -> used.merge(task.agent(), task.portions(), ResourcesByReservation::plus)));
        for (MasterView.OfAgent agent : view.agents()) {
            AgentId id = agent.agent().id();
            assertThat(agent.promised()).isEqualTo(promised.getOrDefault(id, ResourcesByReservation.none()));
            assertThat(agent.inUse()
                            .total()
                            .contains(used.getOrDefault(id, ResourcesByReservation.none())
                                    .total()))
                    .isTrue();
            assertThat(agent.total()
                            .contains(
                                    agent.promised().total().plus(agent.inUse().total())))
                    .as("%s promised and in use: %s, %s", id, agent.promised(), agent.inUse())
                    .isTrue();
        }
        long ready = rig.state().frameworks().stream()
                .filter(FrameworkState::isReady)
                .count();
        assertThat(rig.state().isAnyReady()).isEqualTo(ready > 0);
    }

    /** All come back and hear what they were not told; then all go, and nothing of them is left. */
    private void end() {
        cluster(rig::complete);
        for (int i = 0; i < FRAMEWORKS; i++) {
            String framework = "f" + i;
            if (state(framework)
                    .filter(known -> known.contact() == Contact.AWAY)
                    .isPresent()) {
                rig.comeBack(framework, INFO);
                check(framework);
            }
            while (unacknowledged.containsKey(framework)) {
                acknowledge(framework);
            }
            if (state(framework).filter(known -> !known.isOver()).isPresent()) {
                assertThat(toldEnded.getOrDefault(framework, Set.of()))
                        .containsAll(ended.getOrDefault(framework, Set.of()));
            }
        }
        for (int i = 0; i < FRAMEWORKS; i++) {
            String framework = "f" + i;
            of(framework, new Input.Stop(false));
            for (Optional<LaunchedTask> task = task(framework, 0); task.isPresent(); task = task(framework, 0)) {
                exit(framework, task.get());
            }
        }
        cluster(() -> rig.advance(MasterRig.WINDOW.multipliedBy(2)));
        MasterView view = rig.machine().view();
        assertThat(view.frameworks()).isEmpty();
        assertThat(view.offers()).isEmpty();
        assertThat(rig.state().holdings().isEmpty()).isTrue();
        assertThat(rig.state().allocator().share("*").value()).isZero();
        assertThat(rig.state().isAnyReady()).isFalse();
        assertThat(rig.state().isAnyListening()).isFalse();
    }
}
