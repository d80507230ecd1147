package dev.isthmus.testkit.ecs.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The extension, by what becomes of tests that use it. */
class FakeEcsExtensionTest {
    private List<FakeEcs> openBefore;

    @BeforeEach
    void begin() {
        SampleTests.GIVEN.clear();
        openBefore = FakeEcs.open();
    }

    @AfterEach
    void nothingIsOpen() {
        assertThat(FakeEcs.open()).isEqualTo(openBefore);
    }

    /** Runs a class of samples; the message of each failure by the name of what failed. */
    private static Map<String, String> failures(Class<?> samples) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(samples))
                .execute();
        Map<String, String> failures = new LinkedHashMap<>();
        results.allEvents().failed().stream()
                .forEach(event -> failures.put(
                        event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", ""),
                        event.getPayload(TestExecutionResult.class)
                                .flatMap(TestExecutionResult::getThrowable)
                                .map(Throwable::toString)
                                .orElse("")));
        assertThat(results.allEvents().started().count()).isPositive();
        return failures;
    }

    @Test
    void each_test_has_a_cluster_of_its_own() {
        assertThat(failures(SampleTests.OneForEachTest.class)).isEmpty();
        assertThat(SampleTests.GIVEN).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_class_has_one_cluster_its_nested_classes_too_and_is_told_what_is_left() {
        Map<String, String> failures = failures(SampleTests.OneForTheClass.class);
        assertThat(SampleTests.GIVEN).hasSize(3);
        assertThat(SampleTests.GIVEN.stream().distinct()).hasSize(1);
        assertThat(failures).containsOnlyKeys("SampleTests$OneForTheClass");
        assertThat(failures.get("SampleTests$OneForTheClass")).contains("a task that has not stopped");
    }

    @Test
    void a_cluster_for_the_class_needs_a_static_field() {
        assertThat(failures(SampleTests.NotStatic.class).get("never")).contains("needs a static field");
    }

    @Test
    void an_annotation_names_a_scenario_file_and_what_must_not_be_left() {
        Map<String, String> failures = failures(SampleTests.ByAnnotation.class);
        assertThat(SampleTests.GIVEN).extracting(FakeEcs::clusterName).containsExactly("production");
        assertThat(failures.get("meets_a_scenario"))
                .contains("a fault that was not played: the next call of ListTasks: ThrottlingException");
        assertThat(failures(SampleTests.WithoutItsFile.class).get("never"))
                .contains("The scenario file no-such-file.yaml cannot be read");
    }

    @Test
    void a_test_that_leaves_something_fails_with_what_it_is() {
        Map<String, String> failures = failures(SampleTests.LeavingThings.class);
        assertThat(failures)
                .containsOnlyKeys(
                        "a_task_that_runs",
                        "a_fault_that_nobody_met",
                        "a_cluster_that_is_open",
                        "a_failure_of_its_own");
        assertThat(failures.get("a_task_that_runs"))
                .containsPattern("  - a task that has not stopped: [0-9a-f]{32} of app:1, RUNNING, started by sample")
                .contains("RunTask  OK");
        assertThat(failures.get("a_fault_that_nobody_met"))
                .contains("  - a fault that was not played: the next 2 calls of StopTask: answer lost after the work"
                        + " (0 such calls, 0 met it)");
        assertThat(failures.get("a_cluster_that_is_open"))
                .contains("  - a cluster that was not closed: fake ECS cluster 'forgotten' at http://127.0.0.1:")
                .contains("started at dev.isthmus.testkit.ecs.junit.SampleTests$LeavingThings.a_cluster_that_is_open(");
        assertThat(failures.get("a_failure_of_its_own"))
                .as("told as it is")
                .isEqualTo("java.lang.AssertionError: its own");
    }

    @Test
    void each_kind_of_leftover_is_switched_by_itself() {
        assertThat(failures(SampleTests.AllowedTheRest.class)).isEmpty();
    }

    @Test
    void misuse_is_told() {
        assertThatThrownBy(() -> new FakeEcsExtension().ecs()).hasMessageContaining("only while a test runs");
        assertThatThrownBy(() -> FakeEcsExtension.of(FakeEcsConfig.builder()
                        .runtime(ScriptedRuntime.running())
                        .build()))
                .hasMessageContaining("a supplier that makes a new one");
    }
}
