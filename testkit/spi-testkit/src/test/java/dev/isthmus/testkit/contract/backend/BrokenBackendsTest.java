package dev.isthmus.testkit.contract.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.contract.SuiteRun;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suites are tested too: each rule finds out a backend that breaks it, says how it does, and no other rule is troubled. */
@Execution(ExecutionMode.CONCURRENT) // Most of them make a suite wait in vain, in real time.
class BrokenBackendsTest {

    static Stream<Broken> backends() {
        return BrokenBackends.all();
    }

    static Stream<Broken> inventories() {
        return BrokenInventories.all();
    }

    static Stream<Broken> launchers() {
        return Stream.of(BrokenLaunchers.all(), BrokenLives.all(), BrokenFrameworks.all(), BrokenGroups.all())
                .flatMap(stream -> stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void a_broken_backend_is_found_out(Broken broken) {
        requireFound(SuiteRun.OfBackend.class, broken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inventories")
    void a_broken_offer_source_is_found_out(Broken broken) {
        requireFound(SuiteRun.OfOfferSource.class, broken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("launchers")
    void a_broken_task_launcher_is_found_out(Broken broken) {
        requireFound(SuiteRun.OfTaskLauncher.class, broken);
    }

    private static void requireFound(Class<? extends BackendContractBase> suite, Broken broken) {
        Map<String, String> failures = SuiteRun.failures(suite, broken);

        assertThat(failures.entrySet())
                .as("tests that find a backend that " + broken + "; failed: " + failures)
                .filteredOn(failure -> withoutPrefix(failure.getKey()).startsWith(broken.test()))
                .isNotEmpty()
                .anySatisfy(
                        failure -> assertThat(failure.getValue()).contains(broken.rule() + ": ", broken.explanation()));
        assertThat(failures.keySet())
                .as("tests that find it though they are about something else: " + failures)
                .filteredOn(name -> broken.others().stream().noneMatch(withoutPrefix(name)::startsWith))
                // Groups need all that single tasks need.
                .filteredOn(name -> broken.isAboutGroups() || !Broken.isAboutGroups(withoutPrefix(name)))
                // And so do several frameworks.
                .filteredOn(name -> broken.isAboutFrameworks() || !Broken.isAboutFrameworks(withoutPrefix(name)))
                .allMatch(name -> withoutPrefix(name).startsWith(broken.test().substring(0, 4)));
    }

    @Test
    void every_test_of_the_suites_finds_a_broken_backend() {
        Set<String> begins = Stream.of(backends(), inventories(), launchers())
                .flatMap(stream -> stream)
                .map(Broken::test)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tests = Stream.of(BackendContract.class, OfferSourceContract.class, TaskLauncherContract.class)
                .flatMap(suite -> Arrays.stream(suite.getMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> withoutPrefix(method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tests)
                .hasSizeGreaterThan(70)
                .allSatisfy(test -> assertThat(begins).anyMatch(test::startsWith));
    }

    private static String withoutPrefix(String test) {
        return test.replaceFirst("^(required|optional)_", "");
    }
}
