package dev.isthmus.master.serving;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.setting.OperatorChange;
import dev.isthmus.master.setting.SettingsInput;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.master.subscription.Remembered;
import dev.isthmus.master.subscription.SubscriptionOptions;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.master.subscription.Subscriptions;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A master without a server, a backend and journals: a test says what happens, and reads a line for each output. */
final class ServingScene {

    final ScriptedMachine machine = new ScriptedMachine();
    private final ServingMaster master;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long streams;
    private long exchanges;
    boolean hasUuids = true;

    /** Over a machine that the test scripts. */
    ServingScene() {
        this(Optional.empty(), Remembered.NOTHING);
    }

    /** One that remembers, over a machine that the test scripts. */
    ServingScene(Remembered remembered) {
        this(Optional.empty(), remembered);
    }

    /** Over this machine. */
    ServingScene(SharedMachine real) {
        this(Optional.of(real), Remembered.NOTHING);
    }

    private ServingScene(Optional<SharedMachine> real, Remembered remembered) {
        UUID id = new UUID(0, 0xabc);
        master = new ServingMaster(
                new Subscriptions(
                        new SubscriptionOptions(
                                id,
                                MasterInfos.write(id, new ClusterDescription("c", Optional.empty(), "10.0.0.1", 5050)),
                                Duration.ofSeconds(15),
                                this::uuid),
                        remembered),
                real.orElse(machine));
    }

    private UUID uuid() {
        if (!hasUuids) {
            throw new IllegalStateException("planted");
        }
        return new UUID(0, ++streams);
    }

    /** A framework that may be away for a minute. */
    static FrameworkInfo framework(String id) {
        FrameworkInfo.Builder info =
                FrameworkInfo.newBuilder().setUser("u").setName("n").setFailoverTimeout(60);
        info.getIdBuilder().setValue(id);
        return info.build();
    }

    List<String> subscribe(String id) {
        return subscribe(framework(id));
    }

    List<String> subscribe(FrameworkInfo info) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        if (info.hasId()) {
            call.setFrameworkId(info.getId());
        }
        call.getSubscribeBuilder().setFrameworkInfo(info);
        return post(call.build(), Headers.NONE);
    }

    /** Subscribes, and has its journal opened, as number this of all subscriptions. */
    void serve(String id) {
        subscribe(id);
        opened(id);
        machine.told.clear();
    }

    List<String> opened(String id) {
        return step(new ServingInput.JournalOpened(new FrameworkId(id), RecalledJournal.NONE));
    }

    /** With what was recalled. */
    List<String> opened(String id, JournalSnapshot recalled) {
        return opened(id, new MasterJournalSnapshot.OfFramework(recalled, Map.of()));
    }

    /** With an end that was not acknowledged. */
    List<String> opened(String id, MasterEntry.TaskEnd end) {
        return opened(
                id, new MasterJournalSnapshot.OfFramework(JournalSnapshot.of(List.of()), Map.of(end.launch(), end)));
    }

    private List<String> opened(String id, MasterJournalSnapshot.OfFramework past) {
        return step(new ServingInput.JournalOpened(
                new FrameworkId(id), new RecalledJournal(Optional.of(past), false, Optional.empty())));
    }

    /** An operator kills a task, as number this of all exchanges. */
    List<String> operatorKills(String framework, String task) {
        return step(new ServingInput.Killed(++exchanges, new FrameworkId(framework), task));
    }

    List<String> takenOver(String id) {
        return step(new ServingInput.TakenOver(new FrameworkId(id)));
    }

    List<String> gone(String id) {
        return step(new ServingInput.Gone(new FrameworkId(id)));
    }

    List<String> unable(String id, String why) {
        return step(new ServingInput.Unable(new FrameworkId(id), why));
    }

    List<String> call(String id, int stream, Call.Type type) {
        return call(id, stream, type, call -> call);
    }

    List<String> call(String id, int stream, Call.Type type, UnaryOperator<Call.Builder> change) {
        Call.Builder call = Call.newBuilder().setType(type);
        call.getFrameworkIdBuilder().setValue(id);
        return post(change.apply(call).build(), Headers.NONE.with("Mesos-Stream-Id", new UUID(0, stream).toString()));
    }

    List<String> kill(String id, int stream, String task) {
        return call(id, stream, Call.Type.KILL, call -> {
            call.getKillBuilder().getTaskIdBuilder().setValue(task);
            return call;
        });
    }

    private List<String> post(Call call, Headers headers) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/api/v1/scheduler",
                headers.with("Content-Type", MediaType.PROTOBUF.text()),
                Evolution.evolve(call).toByteString());
        long exchange = ++exchanges;
        return SchedulerGate.admit(request, Optional.empty(), new Leadership.Leading())
                .fold(
                        answer -> List.of("#" + exchange + " " + answer.status()),
                        admitted -> step(new ServingInput.Arrived(exchange, admitted)));
    }

    List<String> breaks(int stream) {
        return step(new ServingInput.Broken(new UUID(0, stream).toString()));
    }

    /** The backend or a journal says something of a framework. */
    List<String> hears(String id, Input input) {
        return step(new ServingInput.OfMachine(new MasterInput.Of(new FrameworkId(id), input)));
    }

    /** The cluster says something. */
    List<String> hears(InventoryEvent event) {
        return step(new ServingInput.OfMachine(new MasterInput.Inventory(event)));
    }

    /** An operator asks for a change. */
    List<String> asks(RoleChange change) {
        return step(
                new ServingInput.OfSettings(new SettingsInput.Asked(++exchanges, new OperatorChange.OfRoles(change))));
    }

    RolesView roles() {
        return new RolesView(master.settings().roles(), ClusterUse.of(master.view()));
    }

    /** The journal has taken it. */
    List<String> keeps(long write) {
        return step(new ServingInput.OfSettings(new SettingsInput.Kept(write)));
    }

    /** The journal has not taken it. */
    List<String> loses(long write, String why) {
        return step(new ServingInput.OfSettings(new SettingsInput.NotKept(write, why)));
    }

    /** Time passes, and each time that something falls due, it is done. */
    List<String> live(Duration time) {
        Instant end = now.plus(time);
        List<String> lines = new ArrayList<>();
        for (var due = master.nextDue(); due.isPresent() && !due.get().isAfter(end); due = master.nextDue()) {
            now = due.get();
            lines.addAll(tick());
        }
        now = end;
        return lines;
    }

    List<String> end() {
        return step(new ServingInput.End());
    }

    List<String> tick() {
        return step(new ServingInput.Tick());
    }

    /** Time passes, and what has fallen due is done at the end of it. */
    List<String> pass(Duration time) {
        now = now.plus(time);
        return tick();
    }

    Duration untilDue() {
        return Duration.between(now, master.nextDue().orElseThrow());
    }

    boolean isAnythingDue() {
        return master.nextDue().isPresent();
    }

    /** Signs of life, and what the machine was asked, are left out. */
    private List<String> step(ServingInput input) {
        List<String> lines = new ArrayList<>();
        master.step(now, now, input).forEach(output -> output.match(new Lines(lines)));
        return lines;
    }

    private record Lines(List<String> lines) implements ServingOutput.Cases {

        @Override
        public void subscription(ServingOutput.OfSubscription output) {
            output.output().match(new ClientLines(lines));
        }

        @Override
        public void request(ServingOutput.OfBackend output) {
            lines.add("backend: " + output.framework().map(FrameworkId::value).orElse("all") + " "
                    + output.request().getClass().getSimpleName());
        }

        @Override
        public void forget(ServingOutput.Forget output) {
            lines.add("backend: forget " + output.framework());
        }

        @Override
        public void open(ServingOutput.OpenJournal output) {
            lines.add("journal: open " + output.framework());
        }

        @Override
        public void write(ServingOutput.WriteJournal output) {
            lines.add("journal: write " + output.framework() + " "
                    + (output.entry() instanceof JournalEntry.Lease lease
                            ? "Lease for " + lease.failoverTimeout()
                            : output.entry().getClass().getSimpleName()));
        }

        @Override
        public void keep(ServingOutput.Keep output) {
            lines.add("journal: keep " + output.write() + ": " + output.fact());
        }

        @Override
        public void keep(ServingOutput.KeepEnd output) {
            lines.add("journal: keep the end of " + output.end().task() + " of "
                    + output.end().framework());
        }

        @Override
        public void ask(ServingOutput.AskJournal output) {
            lines.add("journal: ask " + output.framework() + " for " + output.seen());
        }

        @Override
        public void seek(ServingOutput.Seek output) {
            lines.add("journal: seek " + output.framework());
        }

        @Override
        public void close(ServingOutput.CloseJournal output) {
            lines.add("journal: close " + output.framework());
        }

        @Override
        public void changed(ServingOutput.Changed output) {}

        @Override
        public void note(ServingOutput.Noted output) {
            lines.add("log: " + output.note().text());
        }

        @Override
        public void defect(ServingOutput.Defect output) {
            lines.add("defect: " + output.what());
        }

        @Override
        public void ended(ServingOutput.Ended output) {
            lines.add("ended");
        }
    }

    private record ClientLines(List<String> lines) implements SubscriptionOutput.Cases {

        @Override
        public void reply(SubscriptionOutput.Reply output) {
            lines.add("#" + output.exchange() + " " + output.answer().status());
        }

        @Override
        public void open(SubscriptionOutput.Open output) {
            lines.add("#" + output.exchange() + " opens " + stream(output.stream()));
        }

        @Override
        public void send(SubscriptionOutput.Send output) {
            switch (output.event().getType()) {
                case HEARTBEAT -> {
                    // By time alone.
                }
                case ERROR ->
                    lines.add(stream(output.stream()) + " ERROR "
                            + output.event().getError().getMessage());
                case OFFERS ->
                    lines.add(stream(output.stream()) + " OFFERS "
                            + output.event().getOffers().getOffersList().stream()
                                    .map(offer -> offer.getSlaveId().getValue())
                                    .sorted()
                                    .collect(Collectors.joining(" ")));
                default ->
                    lines.add(stream(output.stream()) + " " + output.event().getType());
            }
        }

        @Override
        public void end(SubscriptionOutput.End output) {
            lines.add(stream(output.stream()) + " ends");
        }

        @Override
        public void seek(SubscriptionOutput.Seek output) {
            lines.add("unexpected");
        }

        @Override
        public void act(SubscriptionOutput.Act output) {
            // What the machine was told shows it.
        }

        private static String stream(String id) {
            return "S" + UUID.fromString(id).getLeastSignificantBits();
        }
    }
}
