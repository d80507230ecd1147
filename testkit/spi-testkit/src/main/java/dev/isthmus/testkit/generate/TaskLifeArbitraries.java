package dev.isthmus.testkit.generate;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** The lives of tasks, by rules R-TL-11 and R-TL-12 of {@code docs/spec.md}: only forward, and an end is told once, last. */
public final class TaskLifeArbitraries {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PHASES = 4;

    private TaskLifeArbitraries() {}

    /** Every end there is; exit codes only where a process ran, among them 0, 1, 137, 143 and 255. */
    public static Arbitrary<TaskPhase.Ended> endings() {
        Arbitrary<Integer> codes = Arbitraries.of(-1, 0, 1, 2, 125, 126, 127, 137, 143, 255);
        return Combinators.combine(
                        Arbitraries.of(Ending.class), codes, Arbitraries.of(true, false), Arbitraries.of("", "why"))
                .as((ending, code, mayRun, message) -> {
                    boolean never = ending == Ending.NOT_LAUNCHED || ending == Ending.NOT_STARTED;
                    boolean ran = ending == Ending.EXITED || (mayRun && !never);
                    OptionalInt exit = ran && code >= 0 ? OptionalInt.of(code) : OptionalInt.empty();
                    return new TaskPhase.Ended(ending, exit, ran, message);
                });
    }

    /** The life of one task of any identity. */
    public static Arbitrary<List<TaskEvent>> lives() {
        return lives(LaunchArbitraries.launchedTasks());
    }

    /**
     * The life of this task: some of the phases, running perhaps told several times with changing health; often ended, and then often at once.
     * Not empty.
     */
    public static Arbitrary<List<TaskEvent>> lives(LaunchedTask task) {
        return lives(Arbitraries.just(task));
    }

    private static Arbitrary<List<TaskEvent>> lives(Arbitrary<LaunchedTask> tasks) {
        Arbitrary<Integer> told = Arbitraries.integers().between(0, (1 << PHASES) - 1);
        Arbitrary<List<Optional<Boolean>>> health = Arbitraries.of(
                        Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<Integer> seconds = Arbitraries.of(0, 1, 60, 86_400);
        return Combinators.combine(tasks, told, health, endings().optional(0.7), seconds)
                .as((task, phases, checks, ended, pace) -> events(task, phases, checks, ended, pace));
    }

    private static List<TaskEvent> events(
            LaunchedTask task, int told, List<Optional<Boolean>> checks, Optional<TaskPhase.Ended> ended, int pace) {
        List<TaskPhase> phases = new ArrayList<>();
        // A task that never ran is not told to have.
        boolean runs = ended.map(TaskPhase.Ended::ran).orElse(true);
        if ((told & 1) != 0) {
            phases.add(new TaskPhase.Staging());
        }
        if ((told & 2) != 0) {
            phases.add(new TaskPhase.Starting());
        }
        if ((told & 4) != 0 && runs) {
            checks.forEach(healthy -> phases.add(new TaskPhase.Running(List.of("10.0.0.1"), healthy)));
        }
        if ((told & 8) != 0) {
            phases.add(new TaskPhase.Stopping());
        }
        ended.ifPresent(phases::add);
        if (phases.isEmpty()) {
            phases.add(new TaskPhase.Staging());
        }
        List<TaskEvent> events = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            events.add(new TaskEvent(task, phases.get(i), BEGIN.plusSeconds((long) i * pace)));
        }
        return events;
    }
}
