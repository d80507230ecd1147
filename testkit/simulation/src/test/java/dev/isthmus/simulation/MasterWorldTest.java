package dev.isthmus.simulation;

import static dev.isthmus.simulation.happening.Happening.ToProcess.MASTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.MasterHappening;
import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.search.ScenarioGenerator;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Worlds whose frameworks are clients of one master keep all laws. For more seeds, set {@code isthmus.simulation.master-seeds}, and the first in {@code isthmus.simulation.seed}. */
class MasterWorldTest {

    private static final int SEEDS = Integer.getInteger("isthmus.simulation.master-seeds", 2);
    private static final long FIRST = Long.getLong("isthmus.simulation.seed", 0);

    private static RunResult run(long seed, WorldScenario scenario, List<String> lines) {
        try (World world =
                new World(seed, scenario, World.Backends.OF_A_MASTER, Wrapping.NONE, Optional.of(lines::add))) {
            return world.run();
        }
    }

    @Test
    void all_laws_are_kept_whatever_goes_wrong() {
        ScenarioGenerator generator = ScenarioGenerator.ofMaster(1, 4, Duration.ofMinutes(4));
        List<String> broken = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            long its = seed;
            run(seed, generator.of(seed), new ArrayList<>())
                    .broken()
                    .ifPresent(law -> broken.add("seed " + its + ": " + law));
        }
        assertThat(broken)
                .as("./isthmus simulate --seeds 1 --seed N --instances 1..4 --minutes 4 --master shows more")
                .isEmpty();
    }

    private static WorldScenario with(List<WorldScenario.Event> events) {
        return new WorldScenario(
                Collections.nCopies(3, InstanceSpec.of(4096, 8192)),
                List.of(
                        new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "one", 6),
                        new WorldScenario.Inhabitant(FrameworkKind.SLOW, "two", 6),
                        new WorldScenario.Inhabitant(FrameworkKind.POD, "three", 6)),
                List.of(),
                WorldScenario.Behaviour.PLAIN,
                FaultSchedule.NONE,
                events,
                Duration.ofMinutes(4));
    }

    private static WorldScenario.Event at(int seconds, Happening what) {
        return new WorldScenario.Event(Duration.ofSeconds(seconds), what);
    }

    private static long count(List<String> lines, String pattern) {
        return lines.stream().filter(Pattern.compile(pattern).asPredicate()).count();
    }

    @Test
    void frameworks_launch_over_the_wire_and_all_comes_to_its_end() {
        List<String> lines = new ArrayList<>();
        assertThat(run(1, with(List.of()), lines).broken()).isEmpty();
        assertThat(count(lines, "one#1 launches")).isPositive();
        assertThat(count(lines, "two#1 tells two-\\d+ TASK_FINISHED")).isPositive();
        assertThat(count(lines, "three#1 accepts")).isPositive();
        assertThat(count(lines, "has no master")).isZero();
        assertThat(count(lines, "answers 4")).as("calls that are refused").isZero();
    }

    @Test
    void a_master_that_is_killed_is_followed_by_one_that_knows_its_frameworks() {
        List<String> lines = new ArrayList<>();
        assertThat(run(1, with(List.of(at(60, new Happening.Kill(MASTER, 1)))), lines)
                        .broken())
                .isEmpty();
        assertThat(count(lines, "master#1 is no more: killed")).isOne();
        assertThat(count(lines, "(one|two|three)#2 has no master")).isEqualTo(3);
        assertThat(count(lines, "(one|two|three)#2 reregistered")).isEqualTo(3);
    }

    @Test
    void what_happens_to_a_master_does_so_however_many_frameworks_there_are() {
        WorldScenario three = with(List.of(at(60, new Happening.Kill(MASTER, 1))));
        WorldScenario two = new WorldScenario(
                three.instances(),
                three.frameworks().subList(0, 2),
                three.settings(),
                three.cluster(),
                three.faults(),
                three.events(),
                three.duration());
        List<String> lines = new ArrayList<>();
        assertThat(run(1, two, lines).broken()).isEmpty();
        assertThat(count(lines, "master#1 is no more: killed")).isOne();
    }

    @Test
    void a_master_that_stands_still_is_replaced_and_does_nothing_when_it_goes_on() {
        List<String> lines = new ArrayList<>();
        assertThat(run(1, with(List.of(at(60, new Happening.TakeOver(MASTER, Duration.ofSeconds(40))))), lines)
                        .broken())
                .isEmpty();
        assertThat(count(lines, "master#1 continued")).isOne();
        assertThat(count(lines, "master#1 is no more: another master has taken its journal"))
                .isOne();
        assertThat(count(lines, "master opened epoch 2, taken over")).isOne();
    }

    /** What was acknowledged meanwhile and what was due to be told again cross, for a process that was replaced, too. */
    @Test
    void a_master_that_stands_still_does_so_for_all_processes_of_a_framework() {
        List<String> lines = new ArrayList<>();
        List<WorldScenario.Event> events = List.of(
                at(60, new Happening.Freeze(MASTER, Duration.ofSeconds(25))),
                at(70, new Happening.TakeOver(1, Duration.ZERO)));
        assertThat(run(1, with(events), lines).broken()).isEmpty();
        assertThat(lines)
                .filteredOn(line -> line.matches("00:01:25.*two#1 tells two-\\d+ TASK_.*"))
                .as("told to the process that is replaced")
                .isNotEmpty();
    }

    @Test
    void a_framework_that_is_removed_is_refused_and_comes_again_as_a_new_one() {
        List<String> lines = new ArrayList<>();
        assertThat(run(1, with(List.of(at(60, new MasterHappening.TearDown(0)))), lines)
                        .broken())
                .isEmpty();
        assertThat(count(lines, "one#2 error Framework has been removed")).isOne();
        assertThat(count(lines, "one#3 registered")).isOne();
    }

    @Test
    void storms_of_subscriptions_and_of_processes_pass() {
        List<String> lines = new ArrayList<>();
        List<WorldScenario.Event> storms = List.of(
                at(30, new MasterHappening.SubscribeStorm(0, 20)),
                at(70, new MasterHappening.FailoverStorm(1, 6, Duration.ofMillis(30))),
                at(110, new MasterHappening.CutStream(2)));
        assertThat(run(1, with(storms), lines).broken()).isEmpty();
        assertThat(count(lines, "one#1 error Framework failed over")).isOne();
        assertThat(count(lines, "two#\\d+ error Framework failed over")).isPositive();
        assertThat(count(lines, "three#2 reregistered")).isOne();
    }
}
