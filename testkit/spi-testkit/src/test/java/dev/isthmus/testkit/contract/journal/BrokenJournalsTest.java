package dev.isthmus.testkit.contract.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.contract.SuiteRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite for journals is tested too: each rule finds out a journal that breaks it, says how it does, and no other rule is troubled. */
class BrokenJournalsTest {

    static Stream<BrokenJournal> journals() {
        return BrokenJournals.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("journals")
    void a_broken_journal_is_found_out(BrokenJournal broken) {
        requireFound(broken, SuiteRun.failures(broken));
    }

    static List<BrokenJournal> masters() {
        return BrokenMasterJournals.ofMasters();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("masters")
    void a_broken_journal_of_a_master_is_found_out(BrokenJournal broken) {
        requireFound(broken, SuiteRun.failuresOfMaster(broken));
    }

    private static void requireFound(BrokenJournal broken, Map<String, String> failures) {
        assertThat(failures.entrySet())
                .as("tests that find a journal that " + broken + "; failed: " + failures)
                .filteredOn(failure -> withoutPrefix(failure.getKey()).startsWith(broken.test()))
                .isNotEmpty()
                .anySatisfy(
                        failure -> assertThat(failure.getValue()).contains(broken.rule() + ": ", broken.explanation()));
        assertThat(failures.keySet())
                .as("tests that find it though they are about something else: " + failures)
                .filteredOn(name -> broken.others().stream().noneMatch(withoutPrefix(name)::startsWith))
                .allMatch(name -> withoutPrefix(name).startsWith(broken.test().substring(0, 4)));
    }

    @Test
    void every_test_of_the_suite_finds_a_broken_journal() {
        Set<String> begins = Stream.concat(journals(), masters().stream())
                .map(BrokenJournal::test)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tests = Arrays.stream(MasterJournalContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(Property.class))
                .map(method -> withoutPrefix(method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tests)
                .hasSizeGreaterThan(25)
                .allSatisfy(test -> assertThat(begins).anyMatch(test::startsWith));
    }

    private static String withoutPrefix(String test) {
        return test.replaceFirst("^(required|optional)_", "");
    }
}
