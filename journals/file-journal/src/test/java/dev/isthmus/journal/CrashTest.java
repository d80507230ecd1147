package dev.isthmus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes. */
@Timeout(60)
class CrashTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("framework");
    private static final JournalKey KEY = new JournalKey("default", FRAMEWORK);

    @TempDir
    private Path directory;

    private static Journal open(Path directory) {
        Settings settings = Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
        return new FileJournalProvider()
                .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), () -> {}));
    }

    private static LaunchId launch(int number) {
        return LaunchId.of(FRAMEWORK, new TaskId("task-" + number), "offer");
    }

    /** The process: says each number once it is durable, until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Journal journal = open(Path.of(arguments[0]));
        for (int number = 0; ; number++) {
            journal.write(new JournalEntry.Acknowledged(
                            launch(number), InstantSource.system().instant()))
                    .toCompletableFuture()
                    .get(30, SECONDS);
            System.out.println(number);
        }
    }

    private Process start() throws Exception {
        return JavaProcess.start(CrashTest.class, directory.toString());
    }

    @Test
    void nothing_that_was_said_to_be_written_is_lost() throws Exception {
        Process process = start();
        List<Integer> said = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(Integer.valueOf(line));
                if (said.size() == 200) {
                    // By its handle: what it has said stays readable.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }

        assertThat(said).hasSizeGreaterThanOrEqualTo(200);
        try (Journal journal = open(directory)) {
            assertThat(journal.recall().acknowledged())
                    .containsKeys(said.stream().map(CrashTest::launch).toArray(LaunchId[]::new));
        }
    }

    @Test
    void a_driver_of_another_process_hands_it_over() throws Exception {
        Process process = start();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("0");

            try (Journal journal = open(directory)) {
                assertThat(journal.recall().acknowledged()).containsKey(launch(0));
            }
            assertThat(process.waitFor(30, SECONDS)).as("its next write fails").isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
