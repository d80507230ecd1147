package dev.isthmus.operator.reap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.operator.reap.verdict.FrameworkEvidence;
import dev.isthmus.operator.reap.verdict.MarkedTasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWitnessTest {

    @TempDir
    private Path directory;

    private JournalWitness witness() {
        Map<String, String> environment =
                Map.of("ISTHMUS_JOURNAL", "file", "ISTHMUS_JOURNAL_DIR", directory.toString());
        return JournalWitness.of(
                "prod",
                Settings.builder().environment(new TreeMap<>(environment)).build());
    }

    private static MarkedTasks tasks(String framework) {
        FrameworkId id = new FrameworkId(framework);
        return new MarkedTasks(Identity.mark(id), Optional.of(id), List.of());
    }

    @Test
    void nothing_is_made_by_a_look() {
        assertThat(witness().evidence(tasks("web")).own().problem()).isEmpty();

        assertThat(directory).isEmptyDirectory();
    }

    /** A store that is away. */
    private static final class Away implements JournalProvider {

        private final List<JournalKey> asked = new ArrayList<>();

        @Override
        public String name() {
            return "away";
        }

        @Override
        public Journal open(Context context) {
            throw new AssertionError("a journal is opened");
        }

        @Override
        public JournalContent look(JournalKey key, Settings settings) {
            throw new AssertionError("a journal is looked at of which nobody knows whether it is held");
        }

        @Override
        public Hold hold(JournalKey key, Settings settings) {
            asked.add(key);
            throw new JournalException("no answer about " + key);
        }
    }

    @Test
    void a_store_that_answers_nothing_is_asked_for_one_framework_only() {
        Away away = new Away();
        JournalWitness witness = new JournalWitness("prod", Settings.none(), Optional.of(away), "");

        List<FrameworkEvidence> evidence = witness.evidence(List.of(tasks("web"), tasks("batch"), tasks("etl")));

        assertThat(evidence).hasSize(3).allSatisfy(its -> {
            assertThat(its.own().problem()).isPresent();
            assertThat(its.masters().problem()).contains("no answer about the master on cluster prod");
        });
        assertThat(away.asked)
                .containsExactly(JournalKey.ofMaster("prod"), new JournalKey("prod", new FrameworkId("web")));
        assertThat(witness.evidence(tasks("etl")).own().problem())
                .as("asked anew")
                .contains("no answer about framework etl on cluster prod");
    }

    @Test
    void tasks_that_do_not_say_whose_they_are_are_of_no_journal() {
        assertThat(witness()
                        .evidence(new MarkedTasks("isthmus/1", Optional.empty(), List.of()))
                        .own()
                        .problem())
                .contains("none of its tasks says which framework it is of");
    }
}
