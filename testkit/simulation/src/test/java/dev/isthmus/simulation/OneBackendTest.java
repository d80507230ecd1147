package dev.isthmus.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.simulation.cluster.NetworkWeather;
import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.search.ScenarioGenerator;
import dev.isthmus.simulation.search.SeedRun;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.simulation.verdict.BrokenLaw;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Worlds in which two frameworks have one backend, and their processes come and go while it goes on. */
class OneBackendTest {

    private static final int SEEDS = Integer.getInteger("isthmus.simulation.storms", 4);
    private static final int MOST_SEEDS = 12;
    private static final Duration LENGTH = Duration.ofMinutes(8);

    private static WorldScenario scenario(long seed) {
        Draws draws = new Draws(seed).of("one backend");
        int instances = draws.between(1, 3);
        List<WorldScenario.Event> events = new ArrayList<>();
        for (int i = draws.below(8); i > 0; i--) {
            events.add(new WorldScenario.Event(
                    draws.upTo(LENGTH), new Happening.Kill(draws.below(2), draws.between(1, 40))));
        }
        return new WorldScenario(
                Collections.nCopies(instances, InstanceSpec.of(4096, 8192)),
                List.of(
                        new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "one", 2 + 2 * instances),
                        new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "two", 2 + 2 * instances)),
                List.of(),
                draws.oneIn(2) ? WorldScenario.Behaviour.OF_AWS : WorldScenario.Behaviour.PLAIN,
                FaultSchedule.NONE,
                events,
                LENGTH);
    }

    private static RunResult run(long seed, Wrapping wrapping) {
        try (World world = new World(seed, scenario(seed), World.Backends.ONE_FOR_ALL, wrapping, Optional.empty())) {
            return world.run();
        }
    }

    @Test
    void frameworks_that_have_one_backend_keep_all_laws_while_they_come_and_go() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RunResult result = run(seed, Wrapping.NONE);
            assertThat(result.broken())
                    .as("seed " + seed + "\n" + String.join("\n", result.last()))
                    .isEmpty();
            assertThat(result.events()).as("lines of the trace").isGreaterThan(500);
        }
    }

    /** Any world, as {@code ./isthmus simulate --one-backend} draws them. */
    @Test
    void whatever_happens_in_a_world_of_one_backend_all_laws_are_kept() {
        ScenarioGenerator worlds = new ScenarioGenerator(1, 10, LENGTH);
        for (long seed = 100; seed < 100 + SEEDS; seed++) {
            RunResult result =
                    SeedRun.inWorldOfOneBackend(seed, worlds.of(seed)).result();
            assertThat(result.broken())
                    .as("seed " + seed + "\n" + String.join("\n", result.last()))
                    .isEmpty();
        }
    }

    /** Of two frameworks on one backend the second stands still, for 200 s from second 65 on; the network is as it is said to be before that, for 40 s. */
    private static Optional<BrokenLaw> standingStill(NetworkWeather weather, Wrapping wrapping) {
        List<WorldScenario.Event> events = List.of(
                new WorldScenario.Event(Duration.ofSeconds(60), new Happening.Network(weather, Duration.ofSeconds(40))),
                new WorldScenario.Event(Duration.ofSeconds(65), new Happening.Freeze(1, Duration.ofSeconds(200))));
        WorldScenario scenario = new WorldScenario(
                Collections.nCopies(2, InstanceSpec.of(4096, 8192)),
                List.of(
                        new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "one", 6),
                        new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "two", 6)),
                List.of(new WorldScenario.Set("ISTHMUS_CALL_TIMEOUT", "4s")),
                WorldScenario.Behaviour.PLAIN,
                FaultSchedule.NONE,
                events,
                Duration.ofMinutes(5));
        try (World world = new World(3, scenario, World.Backends.ONE_FOR_ALL, wrapping, Optional.empty())) {
            return world.run().broken();
        }
    }

    /** It hears when it goes on what the backend found long before. */
    @Test
    void required_WD17_who_stood_still_tells_later_that_the_cluster_was_lost() {
        Set<DriverLife> told = new HashSet<>();
        Wrapping telling = new Wrapping() {
            @Override
            public SchedulerCallbacks callbacks(DriverLife life, ProcessTime process, SchedulerCallbacks real) {
                return new PassedCallbacks(real) {
                    @Override
                    public void disconnected() {
                        told.add(life);
                        super.disconnected();
                    }
                };
            }
        };
        assertThat(standingStill(NetworkWeather.FAIR.cut(true), telling)).isEmpty();
        assertThat(told).extracting(DriverLife::framework).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void required_WD17_who_stood_still_while_no_read_failed_has_no_cluster_to_lose() {
        Wrapping losing = new Wrapping() {
            @Override
            public SchedulerCallbacks callbacks(DriverLife life, ProcessTime process, SchedulerCallbacks real) {
                if (life.framework().equals("two")) {
                    var unused = process.after(Duration.ofSeconds(200), real::disconnected);
                }
                return real;
            }
        };
        assertThat(standingStill(NetworkWeather.FAIR, losing))
                .hasValueSatisfying(broken -> assertThat(broken.rule()).isEqualTo("R-WD-17"));
    }

    /** A backend of several frameworks with one thing wrong. */
    private abstract static class Mixing extends PassedBackend {

        final List<TaskLauncher.Listener> listeners = new ArrayList<>();

        Mixing(ProcessTime process, Backend real) {
            super(process, real);
        }

        @Override
        protected void began(TaskLauncher.Listener listener) {
            listeners.add(listener);
        }
    }

    private static void assertFound(BiFunction<ProcessTime, Backend, Backend> wrong) {
        Wrapping planted = new Wrapping() {
            @Override
            public Backend backend(DriverLife life, ProcessTime process, Backend real) {
                return wrong.apply(process, real);
            }
        };
        for (long seed = 0; seed < MOST_SEEDS; seed++) {
            if (run(seed, planted).broken().isPresent()) {
                return;
            }
        }
        fail("no law was broken under " + MOST_SEEDS + " seeds");
    }

    /** Telling all frameworks of everything would break no law: the frontend passes over the tasks of others. */
    @Test
    void a_backend_that_tells_everything_to_the_framework_that_came_last_is_found_out() {
        assertFound((process, real) -> new Mixing(process, real) {
            @Override
            protected void task(TaskEvent event, TaskLauncher.Listener listener) {
                listeners.get(listeners.size() - 1).taskChanged(event);
            }
        });
    }

    @Test
    void a_backend_that_recovers_the_first_framework_only_is_found_out() {
        assertFound((process, real) -> new Mixing(process, real) {
            @Override
            protected void recovered(TaskLauncher.Listener listener) {
                if (listener.equals(listeners.get(0))) {
                    super.recovered(listener);
                }
            }
        });
    }

    @Test
    void a_backend_that_forgets_all_frameworks_with_one_is_found_out() {
        assertFound((process, real) -> new Mixing(process, real) {
            private boolean deaf;

            @Override
            protected void forgotten(FrameworkId framework) {
                deaf = true;
            }

            @Override
            protected void began(TaskLauncher.Listener listener) {
                deaf = false;
            }

            @Override
            protected void task(TaskEvent event, TaskLauncher.Listener listener) {
                if (!deaf) {
                    super.task(event, listener);
                }
            }
        });
    }
}
