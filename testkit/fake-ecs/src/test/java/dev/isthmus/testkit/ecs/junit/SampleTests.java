package dev.isthmus.testkit.ecs.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** Classes of tests that are run by tests of the extension. */
final class SampleTests {
    /** The clusters that the samples were given, in order. */
    static final List<FakeEcs> GIVEN = new ArrayList<>();

    private SampleTests() {}

    private static FakeEcsExtension scripted() {
        return FakeEcsExtension.from(() -> FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(ScriptedRuntime.running())
                .build());
    }

    private static void startsATask(FakeEcs ecs) {
        ecs.client()
                .registerTaskDefinition(r -> r.family("app")
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("main")
                                .image("busybox")
                                .memory(64)
                                .build()));
        ecs.client().runTask(r -> r.taskDefinition("app").startedBy("sample"));
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class OneForEachTest {
        @RegisterExtension
        final FakeEcsExtension fake = FakeEcsExtension.of(FakeEcsConfig.threeInstances());

        @BeforeEach
        void note(FakeEcs ecs) {
            GIVEN.add(ecs);
        }

        @Test
        @Order(1)
        void first(FakeEcs ecs) {
            assertThat(ecs).isSameAs(fake.ecs());
            assertThat(ecs.instances()).hasSize(3);
        }

        @Test
        @Order(2)
        void second(FakeEcs ecs) {
            assertThat(ecs).isNotSameAs(GIVEN.get(0));
        }
    }

    static class OneForTheClass {
        @RegisterExtension
        static final FakeEcsExtension FAKE = scripted().perClass().failOnLeftovers();

        @Test
        void first(FakeEcs ecs) {
            GIVEN.add(ecs);
        }

        @Test
        void second(FakeEcs ecs) {
            GIVEN.add(ecs);
        }

        @Nested
        class Inside {
            @Test
            void third(FakeEcs ecs) {
                GIVEN.add(ecs);
                startsATask(ecs);
            }
        }
    }

    static class NotStatic {
        @RegisterExtension
        final FakeEcsExtension fake = scripted().perClass();

        @Test
        void never() {}
    }

    @WithFakeEcs(
            scenario = "../../docs/reference/scenario-example.yaml",
            failOnLeftovers = {Leftover.UNCONSUMED_FAULT})
    static class ByAnnotation {
        @Test
        void meets_a_scenario(FakeEcs ecs) {
            GIVEN.add(ecs);
            ecs.clearFaults();
            ecs.injectNext("ListTasks", 1, Fault.throttling());
        }
    }

    @WithFakeEcs(scenario = "no-such-file.yaml")
    static class WithoutItsFile {
        @Test
        void never(FakeEcs ecs) {
            GIVEN.add(ecs);
        }
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class LeavingThings {
        @RegisterExtension
        final FakeEcsExtension fake = scripted().failOnLeftovers();

        @Test
        @Order(1)
        void a_task_that_runs(FakeEcs ecs) {
            startsATask(ecs);
        }

        @Test
        @Order(2)
        void a_fault_that_nobody_met(FakeEcs ecs) {
            ecs.injectNext("StopTask", 2, Fault.loseAnswer());
        }

        @Test
        @Order(3)
        void a_cluster_that_is_open() {
            GIVEN.add(FakeEcs.start(
                    FakeEcsConfig.builder().clusterName("forgotten").build()));
        }

        @Test
        @Order(4)
        void nothing(FakeEcs ecs) {
            startsATask(ecs);
            ecs.tasks().forEach(task -> ecs.client().stopTask(r -> r.task(task.taskArn())));
        }

        @Test
        @Order(5)
        void a_failure_of_its_own(FakeEcs ecs) {
            startsATask(ecs);
            throw new AssertionError("its own");
        }
    }

    static class AllowedTheRest {
        @RegisterExtension
        final FakeEcsExtension fake = scripted().failOnLeftovers(Leftover.OPEN_CLUSTER);

        @Test
        void leaves_a_task_and_a_fault(FakeEcs ecs) {
            startsATask(ecs);
            ecs.injectNext("StopTask", 1, Fault.throttling());
        }
    }
}
