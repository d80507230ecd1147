package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.MasterTally;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ReservedResources;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Any history of a master's journal with three frameworks at a time, beside a list of all that was written. */
final class MasterHistory {

    /** What may happen to it. */
    @FunctionalInterface
    interface Step {
        void play(MasterHistory to);
    }

    private final JournalScene scene;
    private final MasterTally model = new MasterTally();
    private final Map<CompletionStage<Void>, MasterEntry> underWay = new LinkedHashMap<>();
    private final int[] generations = new int[3];
    /** The last task of each whose end was written. */
    private final int[] lastEnds = new int[3];

    private ExaminedJournal journal;
    private int tasks;

    MasterHistory(JournalScene scene) {
        this.scene = scene;
        this.journal = scene.open();
    }

    static Arbitrary<List<Step>> arbitrary() {
        Arbitrary<Integer> whose = Arbitraries.integers().between(0, 2);
        return Arbitraries.<Step>frequencyOf(
                        Tuple.of(
                                6,
                                whose.map(each ->
                                        named("end acknowledged of " + each, to -> to.acknowledge(each, to.tasks++)))),
                        Tuple.of(4, whose.map(each -> named("end of " + each, to -> to.end(each)))),
                        Tuple.of(
                                2,
                                whose.map(each -> named(
                                        "last end acknowledged of " + each,
                                        to -> to.acknowledge(each, to.lastEnds[each])))),
                        Tuple.of(
                                4,
                                whose.flatMap(each -> Arbitraries.of(Duration.ZERO, JournalScene.WEEK)
                                        .map(time -> named(
                                                "lease of " + each + " for " + time, to -> to.lease(each, time))))),
                        Tuple.of(
                                1,
                                whose.map(each -> named(
                                        "removal of " + each,
                                        to -> to.write(each, new JournalEntry.Removed(to.now()))))),
                        Tuple.of(
                                1,
                                whose.map(each -> named(
                                        "move of " + each, to -> to.write(each, new JournalEntry.Moved(to.now()))))),
                        Tuple.of(
                                1,
                                Arbitraries.of(400, 1100)
                                        .withoutEdgeCases()
                                        .map(count -> named(count + " leases", to -> {
                                            for (int i = 0; i < count; i++) {
                                                to.lease(i % 3, JournalScene.WEEK);
                                            }
                                        }))),
                        Tuple.of(
                                1,
                                Arbitraries.integers()
                                        .between(1, 9)
                                        .map(weight -> named(
                                                "weight " + weight,
                                                to -> to.write(new MasterEntry.Weights(new TreeMap<>(
                                                        Map.of("role " + weight % 2, Amount.of(weight)))))))),
                        Tuple.of(
                                1,
                                Arbitraries.integers()
                                        .between(1, 9)
                                        .map(start -> named(
                                                "maintenance at " + start,
                                                to -> to.write(new MasterEntry.Maintenance(
                                                        MaintenancePlan.NONE.withWindows(List.of(new MaintenanceWindow(
                                                                List.of(new MachineId("machine", "")),
                                                                new Unavailability(start, OptionalLong.empty()))))))))),
                        Tuple.of(
                                1,
                                Arbitraries.integers()
                                        .between(0, 9)
                                        .map(cpus -> named(
                                                "reserved are " + cpus,
                                                to -> to.write(reserved("agent " + cpus % 2, cpus))))),
                        Tuple.of(
                                2,
                                Arbitraries.of(Duration.ofSeconds(1), Duration.ofHours(25))
                                        .map(time -> named(time + " later", to -> to.pass(time)))),
                        Tuple.of(
                                2,
                                Arbitraries.of(JournalHistory.How.values())
                                        .map(how -> named("" + how, to -> to.reopen(how)))))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    /** A step that says what it is. */
    private static Step named(String words, Step step) {
        return new Step() {
            @Override
            public void play(MasterHistory to) {
                step.play(to);
            }

            @Override
            public String toString() {
                return words;
            }
        };
    }

    void play(List<Step> steps) {
        steps.forEach(step -> step.play(this));
        reopen(JournalHistory.How.POWER_CUT);
        reopen(JournalHistory.How.CLOSED);
    }

    static MasterEntry.TaskEnd end(JournalScene scene, FrameworkId framework, int number) {
        return new MasterEntry.TaskEnd(
                framework,
                launch(framework, number),
                new TaskId("task-" + number),
                new AgentId("agent 1"),
                new Memo(number % 2 == 0 ? "" : "an odd=memo %"),
                new TaskPhase.Ended(
                        Ending.EXITED,
                        number % 2 == 0 ? OptionalInt.empty() : OptionalInt.of(137),
                        true,
                        "an odd\nmessage"),
                scene.clock().instant());
    }

    /** So many CPUs are reserved of an agent. */
    static MasterEntry.Reserved reserved(String agent, int cpus) {
        return new MasterEntry.Reserved(
                new AgentId(agent),
                cpus == 0
                        ? List.of()
                        : List.of(new ReservedResources(
                                "a/b c",
                                cpus % 3 == 0 ? Optional.empty() : Optional.of("an operator"),
                                cpus % 3 == 1 ? "" : "label/s =",
                                Resources.of(Dialect.MESOS, ResourceName.CPUS, Amount.of(cpus)))));
    }

    private static LaunchId launch(FrameworkId framework, int number) {
        return LaunchId.of(framework, new TaskId("task-" + number), "offer");
    }

    private void pass(Duration time) {
        // What is on its way is older than what comes.
        awaitWritten();
        scene.clock().advance(time);
    }

    private Instant now() {
        return scene.clock().instant();
    }

    /** What was forgotten may be another by the time that its id is used again: so it is not. */
    private FrameworkId framework(int number) {
        FrameworkId id = new FrameworkId("framework " + number + "/" + generations[number]);
        MasterJournalSnapshot.OfFramework its = model.framework(id);
        if (!its.equals(MasterJournalSnapshot.OfFramework.NOTHING) && its.isOver(now())) {
            generations[number]++;
            return framework(number);
        }
        return id;
    }

    private void end(int number) {
        lastEnds[number] = tasks;
        write(end(scene, framework(number), tasks++));
    }

    private void acknowledge(int number, int task) {
        FrameworkId framework = framework(number);
        write(new MasterEntry.OfFramework(framework, new JournalEntry.Acknowledged(launch(framework, task), now())));
    }

    private void lease(int number, Duration failoverTimeout) {
        write(number, scene.lease(failoverTimeout));
    }

    private void write(int number, JournalEntry entry) {
        write(new MasterEntry.OfFramework(framework(number), entry));
    }

    private void write(MasterEntry entry) {
        underWay.put(journal.put(entry), entry);
        model.add(entry);
    }

    private void reopen(JournalHistory.How how) {
        ExaminedJournal before = journal;
        journal = how.reopen(scene, before, this::awaitWritten);
        awaitWritten();
        MasterJournalSnapshot recalled = journal.recallMaster().kept(now());
        MasterJournalSnapshot wanted = model.snapshot().kept(now());
        require(
                recalled.entries().equals(wanted.entries()),
                "R-JN-16",
                () -> "after the journal was " + how + " was recalled " + recalled.entries() + ", want "
                        + wanted.entries());
    }

    private void awaitWritten() {
        underWay.forEach((stage, entry) -> scene.requireWritten("R-JN-16", entry, stage));
        underWay.clear();
    }
}
