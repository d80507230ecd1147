package dev.isthmus.master.journal;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.serving.OneMachine;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingMaster;
import dev.isthmus.master.serving.ServingOutput;
import dev.isthmus.master.subscription.Remembered;
import dev.isthmus.master.subscription.SubscriptionOptions;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.master.subscription.Subscriptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.testkit.memory.MemoryJournals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Masters one after the other with their journal, one framework, and a cluster that forgets a stopped task after an hour. A step at a time: no thread, and no second
 * passes. A framework's client is told events; what it answers is the test's.
 */
final class ForgetfulWorld {

    /** For how long the cluster tells of a stopped task. */
    static final Duration FORGETS = Duration.ofHours(1);

    static final FrameworkId FRAMEWORK = new FrameworkId("f");
    private static final String CLUSTER = "c";
    private static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());

    private final MemoryJournals journals = new MemoryJournals(work -> {});
    private final Map<LaunchId, TaskEvent> tasks = new LinkedHashMap<>();
    /** What the framework was told of tasks, and has not looked at. */
    private final List<TaskStatus> told = new ArrayList<>();
    /** The ends that were written, by all masters. */
    final List<MasterEntry.TaskEnd> kept = new ArrayList<>();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Optional<ServingMaster> master = Optional.empty();
    private MasterJournal journal = MasterJournal.none();
    private boolean isWatched;
    private Optional<String> stream = Optional.empty();
    private long uuids;

    Instant now() {
        return now;
    }

    private UUID uuid() {
        return new UUID(0, ++uuids);
    }

    /** A master's process begins. */
    void start() {
        journal = MasterJournal.open(journals, CLUSTER, Settings.none(), () -> now, () -> {});
        UUID id = uuid();
        ClusterDescription cluster = new ClusterDescription(CLUSTER, Optional.empty(), "10.0.0.1", 5050);
        master = Optional.of(new ServingMaster(
                new Subscriptions(
                        new SubscriptionOptions(id, MasterInfos.write(id, cluster), Duration.ofSeconds(15), this::uuid),
                        Remembered.of(journal.frameworks(), now, now)),
                new OneMachine(new MasterMachineOptions(
                        id,
                        Presence.STREAMING,
                        Policy.DEFAULT,
                        cluster,
                        Duration.ofMinutes(1),
                        TRANSLATORS,
                        Settings.none(),
                        this::uuid))));
        hears(new InventoryEvent.AgentSeen(agent()));
        hears(new InventoryEvent.Complete());
    }

    private static Agent agent() {
        return Agent.builder(
                        new AgentId("a1"),
                        ResourcesText.parse(Dialect.ECS, "CPU:2048; MEMORY:4096; PORTS:[0-65535]; PORTS_UDP:[0-65535]"))
                .build();
    }

    /** The master's process is killed. */
    void kill() {
        master = Optional.empty();
        isWatched = false;
        stream = Optional.empty();
    }

    /** Time passes, with or without a master, and what falls due is done. */
    void live(Duration time) {
        Instant end = now.plus(time);
        while (master.isPresent()) {
            Optional<Instant> due = master.get().nextDue().filter(next -> !next.isAfter(end));
            if (due.isEmpty()) {
                break;
            }
            now = due.get().isAfter(now) ? due.get() : now;
            step(new ServingInput.Tick());
        }
        now = end;
        tasks.values()
                .removeIf(task ->
                        task.phase() instanceof TaskPhase.Ended && task.at().isBefore(now.minus(FORGETS)));
    }

    /** A task of the framework is in that state from now on. */
    void task(String id, TaskPhase phase) {
        LaunchId launch = LaunchId.of(FRAMEWORK, new TaskId(id), "offer");
        TaskEvent event = new TaskEvent(
                new LaunchedTask(launch, FRAMEWORK, new TaskId(id), new AgentId("a1"), Resources.none(Dialect.MESOS)),
                phase,
                now);
        tasks.put(launch, event);
        if (isWatched) {
            hears(new Input.TaskChanged(event));
        }
    }

    /** The cluster says something. */
    void hears(InventoryEvent event) {
        step(new ServingInput.OfMachine(new MasterInput.Inventory(event)));
    }

    private void hears(Input input) {
        step(new ServingInput.OfMachine(new MasterInput.Of(FRAMEWORK, input)));
    }

    /** The framework's client subscribes. */
    void subscribe(FrameworkInfo info) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE).setFrameworkId(info.getId());
        call.getSubscribeBuilder().setFrameworkInfo(info);
        post(call, Headers.NONE);
    }

    /** The client has gone. */
    void breaks() {
        stream.ifPresent(open -> step(new ServingInput.Broken(open)));
        stream = Optional.empty();
    }

    private void call(Call.Builder call) {
        call.getFrameworkIdBuilder().setValue(FRAMEWORK.value());
        post(call, Headers.NONE.with("Mesos-Stream-Id", stream.orElseThrow()));
    }

    void acknowledge(TaskStatus status) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.ACKNOWLEDGE);
        call.getAcknowledgeBuilder()
                .setTaskId(status.getTaskId())
                .setSlaveId(status.getSlaveId())
                .setUuid(status.getUuid());
        call(call);
    }

    void reconcile(String task) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.RECONCILE);
        call.getReconcileBuilder().addTasksBuilder().getTaskIdBuilder().setValue(task);
        call(call);
    }

    void tearDown() {
        call(Call.newBuilder().setType(Call.Type.TEARDOWN));
    }

    /** What the framework was told since this was asked last. */
    List<TaskStatus> told() {
        List<TaskStatus> all = List.copyOf(told);
        told.clear();
        return all;
    }

    /** What the journal holds of the framework. */
    MasterJournalSnapshot.OfFramework remembered() {
        return journals.look(JournalKey.ofMaster(CLUSTER), Settings.none())
                .ofMaster()
                .framework(FRAMEWORK);
    }

    private void post(Call.Builder call, Headers headers) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/api/v1/scheduler",
                headers.with("Content-Type", MediaType.PROTOBUF.text()),
                Evolution.evolve(call.build()).toByteString());
        step(SchedulerGate.admit(request, Optional.empty(), new Leadership.Leading())
                .<ServingInput>fold(
                        answer -> {
                            throw new AssertionError(answer.status());
                        },
                        admitted -> new ServingInput.Arrived(1, admitted)));
    }

    private void step(ServingInput first) {
        Deque<ServingInput> inputs = new ArrayDeque<>(List.of(first));
        Carrier carrier = new Carrier(inputs);
        for (ServingInput input = inputs.poll(); input != null && master.isPresent(); input = inputs.poll()) {
            master.get().step(now, now, input).forEach(output -> output.match(carrier));
        }
    }

    /** Answers are taken after all that a step comes to. */
    private final class Carrier implements ServingOutput.Cases {

        private final Deque<ServingInput> answers;

        Carrier(Deque<ServingInput> answers) {
            this.answers = answers;
        }

        @Override
        public void subscription(ServingOutput.OfSubscription output) {
            if (output.output() instanceof SubscriptionOutput.Open open) {
                stream = Optional.of(open.stream());
            } else if (output.output() instanceof SubscriptionOutput.Send send
                    && send.event().getType() == Event.Type.UPDATE) {
                told.add(send.event().getUpdate().getStatus());
            }
        }

        @Override
        public void request(ServingOutput.OfBackend output) {
            if (output.request() instanceof Output.Watch) {
                isWatched = true;
                tasks.values().forEach(task -> of(new Input.TaskChanged(task)));
                of(new Input.Recovered());
            }
        }

        private void of(Input input) {
            answers.add(new ServingInput.OfMachine(new MasterInput.Of(FRAMEWORK, input)));
        }

        @Override
        public void forget(ServingOutput.Forget output) {
            isWatched = false;
        }

        @Override
        public void open(ServingOutput.OpenJournal output) {
            answers.add(new ServingInput.JournalOpened(output.framework(), journal.open(output.framework())));
        }

        @Override
        public void write(ServingOutput.WriteJournal output) {
            journal.write(output.framework(), output.entry());
        }

        @Override
        public void keep(ServingOutput.Keep output) {
            throw new AssertionError(output);
        }

        @Override
        public void keep(ServingOutput.KeepEnd output) {
            kept.add(output.end());
            journal.write(output.end());
        }

        @Override
        public void ask(ServingOutput.AskJournal output) {
            throw new AssertionError(output);
        }

        @Override
        public void seek(ServingOutput.Seek output) {
            answers.add(new ServingInput.Gone(output.framework()));
        }

        @Override
        public void close(ServingOutput.CloseJournal output) {}

        @Override
        public void changed(ServingOutput.Changed output) {}

        @Override
        public void note(ServingOutput.Noted output) {}

        @Override
        public void defect(ServingOutput.Defect output) {
            throw new AssertionError(output.what(), output.cause());
        }

        @Override
        public void ended(ServingOutput.Ended output) {}
    }
}
