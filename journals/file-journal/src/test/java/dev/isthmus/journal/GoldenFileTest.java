package dev.isthmus.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ReservedResources;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that a version before has written, word for word: this version writes the same and reads it. */
class GoldenFileTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("golden/0001");
    private static final JournalKey KEY = new JournalKey("default", FRAMEWORK);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final List<JournalEntry> ENTRIES = List.of(
            new JournalEntry.Lease(
                    NOW,
                    Duration.ofDays(7).plusMillis(500),
                    Map.of("principal", "who am \"I\"", "user", "ünï|code\nline", "checkpoint", "true")),
            new JournalEntry.Acknowledged(LaunchId.of(FRAMEWORK, new TaskId("task 1"), "offer"), NOW.plusSeconds(1)),
            new JournalEntry.Acknowledged(LaunchId.of(FRAMEWORK, new TaskId("task 2"), "offer"), NOW.plusNanos(1)),
            new JournalEntry.Removed(NOW.plusSeconds(2)));

    @TempDir
    private Path directory;

    private static final JournalKey MASTER = JournalKey.ofMaster("default");
    private static final List<JournalFact> OF_MASTER = List.of(
            new MasterEntry.OfFramework(FRAMEWORK, ENTRIES.get(0)),
            new MasterEntry.OfFramework(FRAMEWORK, ENTRIES.get(1)),
            new MasterEntry.OfFramework(FRAMEWORK, new JournalEntry.Moved(NOW.plusSeconds(2))),
            new MasterEntry.TaskEnd(
                    FRAMEWORK,
                    LaunchId.of(FRAMEWORK, new TaskId("task 3"), "offer"),
                    new TaskId("task 3"),
                    new AgentId("default/c-1"),
                    new Memo("role=web"),
                    new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(137), true, "Essential container exited"),
                    NOW.plusSeconds(3)),
            new MasterEntry.Weights(
                    new TreeMap<>(Map.of("web", Amount.ofThousandths(2500), "a/b", Amount.ofThousandths(1)))),
            new MasterEntry.Quotas(new TreeMap<>(Map.of(
                    "web",
                    new MasterEntry.Quota(
                            new TreeMap<>(Map.of(ResourceName.CPUS, Amount.ofThousandths(100))),
                            new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(7), ResourceName.MEM, Amount.ZERO))),
                    "gone",
                    MasterEntry.Quota.NONE))),
            new MasterEntry.Maintenance(MaintenancePlan.NONE
                    .withWindows(List.of(
                            new MaintenanceWindow(
                                    List.of(new MachineId("Rack 1/a", "10.0.0.1"), new MachineId("", "10.0.0.2")),
                                    new Unavailability(
                                            1_443_830_400_000_000_000L, OptionalLong.of(3_600_000_000_000L))),
                            new MaintenanceWindow(
                                    List.of(new MachineId("c", "")), new Unavailability(-10, OptionalLong.empty()))))
                    .withDown(List.of(new MachineId("", "10.0.0.2")))),
            new MasterEntry.Maintenance(MaintenancePlan.NONE.withAgents(new TreeMap<>(Map.of(
                    new AgentId("default/c-1"),
                    AgentWithdrawal.DEACTIVATED,
                    new AgentId("default/c-2"),
                    AgentWithdrawal.draining(OptionalLong.of(600_000_000_000L), true),
                    new AgentId("default/c-3"),
                    AgentWithdrawal.draining(OptionalLong.empty(), false),
                    new AgentId("default/c-4"),
                    AgentWithdrawal.GONE)))),
            new MasterEntry.Reserved(
                    new AgentId("default/c-1"),
                    List.of(
                            new ReservedResources(
                                    "web/eu",
                                    Optional.of("an operator"),
                                    "",
                                    ResourcesText.parse(Dialect.MESOS, "cpus:0.5; ports:[31000-31001, 31005-31005]")),
                            new ReservedResources(
                                    "dev",
                                    Optional.empty(),
                                    "CgYKAWESAWI=",
                                    ResourcesText.parse(Dialect.MESOS, "gizmo:{a, b}")))),
            new MasterEntry.Reserved(new AgentId("default/c-2"), List.of()),
            new MasterEntry.OfFramework(new FrameworkId("torn down"), new JournalEntry.Removed(NOW)));

    private Journal open() {
        return open(KEY);
    }

    private Journal open(JournalKey key) {
        Settings settings = Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
        InstantSource clock = InstantSource.fixed(NOW.plusSeconds(3));
        return new FileJournalProvider().open(new JournalProvider.Context(key, settings, clock, () -> {}));
    }

    private static byte[] golden() throws IOException {
        return golden("/golden/journal.txt");
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = GoldenFileTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void what_is_written_is_the_same() throws Exception {
        try (Journal journal = open()) {
            for (JournalEntry entry : ENTRIES) {
                journal.write(entry).toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(Files.readString(FileJournalProvider.path(directory, KEY)))
                .isEqualTo(new String(golden(), StandardCharsets.UTF_8));
        assertThat(directory.relativize(FileJournalProvider.path(directory, KEY)))
                .isEqualTo(Path.of("default", "golden%2F0001.journal"));
    }

    @Test
    void what_was_written_is_read() throws Exception {
        Path file = FileJournalProvider.path(directory, KEY);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, golden());
        try (Journal journal = open()) {
            assertThat(journal.recall().entries()).containsExactlyInAnyOrderElementsOf(ENTRIES);
        }
    }

    @Test
    void what_a_master_writes_is_the_same() throws Exception {
        try (Journal journal = open(MASTER)) {
            for (JournalFact fact : OF_MASTER) {
                journal.write(fact).toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(Files.readString(FileJournalProvider.path(directory, MASTER)))
                .isEqualTo(new String(golden("/golden/master.txt"), StandardCharsets.UTF_8));
        assertThat(directory.relativize(FileJournalProvider.path(directory, MASTER)))
                .isEqualTo(Path.of("default", "@master.journal"));
    }

    @Test
    void what_a_master_wrote_is_read() throws Exception {
        Path file = FileJournalProvider.path(directory, MASTER);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, golden("/golden/master.txt"));
        try (Journal journal = open(MASTER)) {
            assertThat(journal.recallMaster())
                    .isEqualTo(JournalContent.of(OF_MASTER).ofMaster());
        }
    }

    @Test
    void a_version_that_knows_no_master_would_say_so() throws Exception {
        Path file = FileJournalProvider.path(directory, KEY);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, golden("/golden/master.txt"));
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(
                        "was written by a newer version of Isthmus (its first line is 'isthmus-journal 2'");
    }
}
