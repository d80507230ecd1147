package dev.isthmus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.time.ManualClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files of frameworks that never come back. */
@Timeout(600)
class EndedJournalsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    /** More for a longer look. */
    private static final int ROUNDS = Integer.getInteger("isthmus.journal.rounds", 60);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    private static JournalKey key(String framework) {
        return new JournalKey("default", new FrameworkId(framework));
    }

    private static Journal open(Path directory, InstantSource clock, String framework) {
        Settings settings = Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
        return new FileJournalProvider().open(new JournalProvider.Context(key(framework), settings, clock, () -> {}));
    }

    private Journal open(String framework) {
        return open(directory, clock, framework);
    }

    private Path file(String framework) {
        return FileJournalProvider.path(directory, key(framework));
    }

    private Path lock(String framework) {
        return file(framework).resolveSibling(file(framework).getFileName() + JournalLock.SUFFIX);
    }

    private static void write(Journal journal, JournalEntry... entries) throws Exception {
        for (JournalEntry entry : entries) {
            journal.write(entry).toCompletableFuture().get(30, SECONDS);
        }
    }

    private void leave(String framework, JournalEntry... entries) throws Exception {
        try (Journal journal = open(framework)) {
            write(journal, entries);
        }
    }

    private JournalEntry lease(Duration failoverTimeout) {
        return new JournalEntry.Lease(clock.instant(), failoverTimeout, Map.of());
    }

    private JournalEntry end() {
        return new JournalEntry.Acknowledged(new LaunchId("a".repeat(32)), clock.instant());
    }

    private void another() {
        open("another").close();
    }

    private void requireKept(String framework) {
        another();
        assertThat(file(framework)).exists();
    }

    private void requireDeleted(String framework) {
        another();
        assertThat(file(framework)).doesNotExist();
        assertThat(lock(framework)).doesNotExist();
        assertThat(file("another")).exists();
    }

    @Test
    void a_framework_without_failover_timeout_is_forgotten_after_a_day() throws Exception {
        leave("spark-1", end(), lease(Duration.ZERO));
        clock.advance(DAY);
        requireKept("spark-1");
        clock.advance(MOMENT);
        requireDeleted("spark-1");
        assertThat(open("spark-1").recall().entries()).isEmpty();
    }

    /** Two days after the first of them its lease is over; the next two days it is told so. */
    @Test
    void a_framework_that_may_come_back_is_kept_for_as_long_again() throws Exception {
        leave("marathon", lease(Duration.ofDays(2)));
        clock.advance(Duration.ofDays(4));
        requireKept("marathon");
        clock.advance(MOMENT);
        requireDeleted("marathon");
    }

    @Test
    void a_framework_that_is_to_wait_forever_is_kept() throws Exception {
        leave("patient", lease(Duration.ofSeconds(Long.MAX_VALUE)));
        clock.advance(Duration.ofDays(10_000));
        requireKept("patient");
    }

    @Test
    void a_removed_framework_is_forgotten_after_a_day() throws Exception {
        leave("removed", lease(Duration.ofDays(7)), new JournalEntry.Removed(clock.instant()));
        clock.advance(DAY);
        requireKept("removed");
        clock.advance(MOMENT);
        requireDeleted("removed");
    }

    @Test
    void an_acknowledgement_of_the_last_day_keeps_it() throws Exception {
        leave("removed", new JournalEntry.Removed(clock.instant()));
        clock.advance(DAY.plus(MOMENT));
        leave("removed", end());
        requireKept("removed");
        clock.advance(DAY.plus(MOMENT));
        requireDeleted("removed");
    }

    @Test
    void what_nothing_was_written_in_is_kept_for_a_day_after_it_was_opened() throws Exception {
        leave("empty");
        clock.advance(Duration.ofDays(100));
        requireKept("empty");
        Files.setLastModifiedTime(
                lock("empty"), FileTime.from(Instant.now().minus(DAY).minusSeconds(60)));
        requireDeleted("empty");
    }

    @Test
    void what_a_driver_has_open_is_left_alone() throws Exception {
        leave("comes back", lease(Duration.ZERO));
        clock.advance(DAY.plusDays(3));
        try (Journal journal = open("comes back")) {
            requireKept("comes back");
            write(journal, lease(Duration.ZERO));
        }
        requireKept("comes back");
        try (Journal journal = open("comes back")) {
            assertThat(journal.recall().lease()).contains((JournalEntry.Lease) lease(Duration.ZERO));
        }
    }

    @Test
    void what_this_version_cannot_read_is_never_deleted() throws Exception {
        List<String> texts = List.of("isthmus-journal 2\n", "isthmus-journal 1\nbad\nbad\n", "something else\n");
        for (String text : texts) {
            leave("unread", new JournalEntry.Removed(clock.instant()));
            Files.setLastModifiedTime(lock("unread"), FileTime.from(Instant.EPOCH));
            Files.writeString(file("unread"), text);
            clock.advance(Duration.ofDays(100));
            requireKept("unread");
            assertThat(file("unread")).hasContent(text);
            Files.delete(file("unread"));
        }
    }

    @Test
    void what_cannot_be_deleted_is_no_reason_not_to_open() throws Exception {
        leave("stuck", new JournalEntry.Removed(clock.instant()));
        leave("removed", new JournalEntry.Removed(clock.instant()));
        Files.delete(file("stuck"));
        Files.createDirectory(file("stuck"));
        clock.advance(DAY.plus(MOMENT));

        requireDeleted("removed");
        assertThat(file("stuck")).exists();
    }

    @Test
    void what_is_left_when_the_process_dies_in_between_goes_later() throws Exception {
        leave("half gone", new JournalEntry.Removed(clock.instant()));
        Files.delete(file("half gone"));
        another();
        assertThat(lock("half gone"))
                .as("somebody may be about to write its journal")
                .exists();
        Files.setLastModifiedTime(
                lock("half gone"), FileTime.from(Instant.now().minus(DAY).minusSeconds(60)));
        requireDeleted("half gone");
    }

    @Test
    void others_of_the_cluster_are_looked_at_and_no_more_than_so_many_at_once() throws Exception {
        int more = 7;
        for (int i = 0; i < EndedJournals.AT_ONCE + more; i++) {
            Files.createDirectories(file("x").getParent());
            Files.writeString(
                    file("job-" + i),
                    JournalText.HEADER + "\n"
                            + EntryCodec.write(new JournalEntry.Removed(
                                    clock.instant().minus(DAY).minus(MOMENT))) + "\n");
            Files.createFile(lock("job-" + i));
        }
        another();
        assertThat(jobs()).isBetween((long) more, more + 1L);
        another();
        assertThat(jobs()).isZero();
    }

    private long jobs() throws IOException {
        try (Stream<Path> files = Files.list(file("x").getParent())) {
            return files.filter(file -> file.getFileName().toString().matches("job-\\d+\\.journal"))
                    .count();
        }
    }

    @Test
    void another_cluster_is_not_looked_at() throws Exception {
        leave("removed", new JournalEntry.Removed(clock.instant()));
        clock.advance(DAY.plus(MOMENT));
        Settings settings = Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
        new FileJournalProvider()
                .open(new JournalProvider.Context(
                        new JournalKey("other", new FrameworkId("another")), settings, clock, () -> {}))
                .close();
        assertThat(file("removed")).exists();
    }

    /** Another process: comes back again and again after its lease was over, and finds what it wrote, or nothing. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        InstantSource time = InstantSource.system();
        int forgotten = 0;
        for (int round = 0; round < rounds; round++) {
            JournalEntry now = new JournalEntry.Lease(time.instant(), Duration.ZERO, Map.of("round", "" + round));
            JournalEntry longAgo =
                    new JournalEntry.Lease(time.instant().minus(DAY.multipliedBy(3)), Duration.ZERO, Map.of());
            try (Journal journal = open(directory, time, "comes back")) {
                forgotten += journal.recall().entries().isEmpty() ? 1 : 0;
                write(journal, now);
            }
            try (Journal journal = open(directory, time, "comes back")) {
                if (!journal.recall().lease().equals(java.util.Optional.of(now))) {
                    System.out.println("lost " + now + " and found " + journal.recall());
                    return;
                }
                write(journal, longAgo);
            }
        }
        System.out.println("forgotten " + forgotten);
    }

    @Test
    void who_opens_it_at_that_moment_in_another_process_loses_nothing() throws Exception {
        Process process = JavaProcess.start(EndedJournalsTest.class, directory.toString(), Integer.toString(ROUNDS));
        try (BufferedReader said = process.inputReader(UTF_8)) {
            Path cluster = file("x").getParent();
            while (process.isAlive()) {
                if (Files.isDirectory(cluster)) {
                    EndedJournals.delete(cluster, Instant.now());
                }
            }
            assertThat(said.readLine()).startsWith("forgotten ").isNotEqualTo("forgotten 1");
        } finally {
            process.destroyForcibly();
        }
    }
}
