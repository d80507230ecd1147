package dev.isthmus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A journal changes hands between processes: frozen ones, ones that die in between, and ones of the version that knew no epochs. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS) // There no file is put in the place of one that is open, and no process stopped by a signal.
class FileTakeoverTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("framework");
    private static final JournalKey KEY = new JournalKey("default", FRAMEWORK);
    /** What a driver that waited would wait for; fail-safe bounds are well below. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @TempDir
    private Path directory;

    private final CountDownLatch told = new CountDownLatch(1);

    private static Journal opened(Path directory, Disk disk, Runnable taken) {
        Settings settings = Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
        return new FileJournalProvider(disk, PATIENCE)
                .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), taken));
    }

    private Journal open() {
        return opened(directory, Disk.REAL, told::countDown);
    }

    private Path file() {
        return FileJournalProvider.path(directory, KEY);
    }

    private Path beside(String suffix) {
        return file().resolveSibling(file().getFileName() + suffix);
    }

    private static JournalEntry end(int number) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(FRAMEWORK, new TaskId("task-" + number), "offer"),
                InstantSource.system().instant());
    }

    private static LaunchId launch(int number) {
        return ((JournalEntry.Acknowledged) end(number)).launch();
    }

    private static void write(Journal journal, JournalEntry entry) throws Exception {
        journal.write(entry).toCompletableFuture().get(30, SECONDS);
    }

    /** Writes, and says so, until that fails; then says whether it stands, and once more when it is told. */
    static final class Leader {

        private Leader() {}

        public static void main(String[] arguments) throws Exception {
            CountDownLatch taken = new CountDownLatch(1);
            Journal journal = opened(Path.of(arguments[0]), Disk.REAL, taken::countDown);
            try {
                for (int number = 0; ; number++) {
                    write(journal, end(number));
                    System.out.println(number);
                }
            } catch (java.util.concurrent.ExecutionException e) {
                System.out.println(journal.standing() + ": " + e.getCause().getMessage());
            }
            taken.await();
            System.out.println("told");
        }
    }

    private static void signal(Process process, String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(30, SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    @Test
    @Timeout(60) // below PATIENCE: nobody is waited for
    void a_frozen_leader_is_not_waited_for_and_does_nothing_when_it_goes_on() throws Exception {
        Process leader = JavaProcess.start(Leader.class, directory.toString());
        try (BufferedReader lines = leader.inputReader(UTF_8)) {
            List<Integer> said = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                said.add(Integer.valueOf(lines.readLine()));
            }
            signal(leader, "STOP");

            Journal standby = open();
            assertThat(standby.tookOver()).isTrue();
            assertThat(standby.recall().acknowledged().keySet())
                    .containsAll(said.stream().map(FileTakeoverTest::launch).toList());
            write(standby, end(-1));

            signal(leader, "CONT");
            List<String> last = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last.add(line);
            }
            assertThat(leader.waitFor(30, SECONDS)).isTrue();
            assertThat(last).endsWith("FENCED: another driver has taken the journal over", "told");
            List<LaunchId> late = last.stream()
                    .filter(line -> line.matches("\\d+"))
                    .map(line -> launch(Integer.parseInt(line)))
                    .toList();
            write(standby, end(-2));
            assertThat(standby.standing()).isEqualTo(Standing.STANDS);
            assertThat(JournalLock.tryTake(file()))
                    .as("the lock is the standby's")
                    .isEmpty();
            List<LaunchId> recalled =
                    new ArrayList<>(standby.recall().acknowledged().keySet());
            standby.close();

            recalled.addAll(List.of(launch(-1), launch(-2)));
            try (Journal next = open()) {
                assertThat(next.recall().acknowledged().keySet())
                        .containsExactlyElementsOf(recalled)
                        .as("what it said to be written when it was frozen already")
                        .containsAll(late);
                assertThat(next.tookOver()).isFalse();
            }
        } finally {
            leader.destroyForcibly();
        }
    }

    /** Dies before its n-th step. */
    static final class Mortal implements Disk {

        private final AtomicInteger left;

        Mortal(int steps) {
            left = new AtomicInteger(steps);
        }

        private void step() {
            if (left.getAndDecrement() == 0) {
                System.out.flush();
                Runtime.getRuntime().halt(7);
            }
        }

        @Override
        public FileChannel open(Path path, OpenOption... options) throws IOException {
            step();
            FileChannel channel = FileChannel.open(path, options);
            step();
            return channel;
        }

        @Override
        public void replace(Path fresh, Path path) throws IOException {
            step();
            Disk.super.replace(fresh, path);
        }

        @Override
        public void remove(Path path) throws IOException {
            step();
            Disk.super.remove(path);
        }

        public static void main(String[] arguments) {
            opened(Path.of(arguments[0]), new Mortal(Integer.parseInt(arguments[1])), () -> {});
            System.out.println("opened");
            Runtime.getRuntime().halt(0);
        }
    }

    /** Whoever comes next finds all of it, and has it, at whatever step of a takeover the one before died. */
    @Test
    void a_takeover_that_dies_at_any_step_loses_nothing() throws Exception {
        int number = 0;
        boolean opened = false;
        boolean fencedInBetween = false;
        for (int steps = 0; !opened; steps++) {
            assertThat(steps).as("steps of a takeover").isLessThan(60);
            try (Journal holder = open()) {
                write(holder, end(number++));
                Process next = JavaProcess.start(Mortal.class, directory.toString(), Integer.toString(steps));
                opened = new String(next.getInputStream().readAllBytes(), UTF_8).contains("opened");
                assertThat(next.waitFor(30, SECONDS)).isTrue();
                assertThat(next.exitValue()).as("after %d steps", steps).isEqualTo(opened ? 0 : 7);
                if (holder.standing() == Standing.STANDS) {
                    write(holder, end(number++));
                } else {
                    fencedInBetween |= !opened;
                }
            }
            try (Journal after = open()) {
                assertThat(after.recall().acknowledged().keySet())
                        .as("after %d steps", steps)
                        .containsExactlyElementsOf(java.util.stream.IntStream.range(0, number)
                                .mapToObj(FileTakeoverTest::launch)
                                .toList());
                assertThat(after.standing()).isEqualTo(Standing.STANDS);
                write(after, end(number++));
            }
        }
        assertThat(fencedInBetween).as("it died after it had fenced, too").isTrue();
        assertThat(file().getParent())
                .as("what was left half done")
                .isDirectoryNotContaining(left -> left.toString().endsWith(JournalFile.NEW));
    }

    /** Who writes the file anew stops in the middle of it; the file is another's when it goes on. */
    @Test
    void who_is_fenced_while_it_writes_the_file_anew_does_not_put_it_in_place() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger fresh = new AtomicInteger();
        Disk stopping = new Disk() {
            @Override
            public FileChannel open(Path path, OpenOption... options) throws IOException {
                return FileChannel.open(path, options);
            }

            @Override
            public void replace(Path from, Path to) throws IOException {
                if (to.equals(file()) && fresh.incrementAndGet() == 2) {
                    inside.countDown();
                    await(goOn);
                }
                Disk.super.replace(from, to);
            }
        };
        Journal first = opened(directory, stopping, () -> {});
        for (int i = 0; i <= WrittenEntries.WORTH_REWRITING; i++) {
            first.write(new JournalEntry.Lease(InstantSource.system().instant(), Duration.ofDays(1), Map.of()));
        }
        await(inside);
        Journal second = open();
        write(second, end(1));
        goOn.countDown();
        first.close();
        write(second, end(2));
        second.close();
        try (Journal third = open()) {
            assertThat(third.recall().acknowledged()).containsOnlyKeys(launch(1), launch(2));
        }
    }

    /** Two standbys: the one with the lower epoch stops just before its last step, and the other comes and goes ahead. */
    @Test
    void who_is_overtaken_while_it_opens_is_refused_and_harms_nothing() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Disk stopping = new Disk() {
            @Override
            public FileChannel open(Path path, OpenOption... options) throws IOException {
                return FileChannel.open(path, options);
            }

            @Override
            public void replace(Path from, Path to) throws IOException {
                if (to.equals(file())) {
                    inside.countDown();
                    await(goOn);
                }
                Disk.super.replace(from, to);
            }
        };
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        Thread overtaken = new Thread(() -> {
            try {
                opened(directory, stopping, () -> {});
            } catch (JournalException e) {
                refused.complete(e);
            }
        });
        overtaken.start();
        await(inside);
        try (Journal newest = open()) {
            write(newest, end(1));
            goOn.countDown();
            assertThat(refused.get(30, SECONDS))
                    .hasMessageContaining(KEY + " was taken over by another driver while this one opened it");
            assertThat(newest.standing()).isEqualTo(Standing.STANDS);
            write(newest, end(2));
        }
        overtaken.join();
        try (Journal next = open()) {
            assertThat(next.recall().acknowledged()).containsOnlyKeys(launch(1), launch(2));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As the version before epochs does it: with a lock that says nothing but the process, until it sees a claim. */
    @Test
    void a_driver_of_the_version_without_epochs_is_asked_to_let_go() throws Exception {
        open().close();
        JournalLock theirs = JournalLock.tryTake(file()).orElseThrow();
        Thread old = new Thread(() -> {
            try (theirs) {
                while (!theirs.isClaimed()) {
                    Thread.onSpinWait();
                }
                Files.writeString(file(), EntryCodec.write(end(5)) + "\n", java.nio.file.StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        old.start();
        try (Journal journal = open()) {
            assertThat(journal.tookOver()).isTrue();
            assertThat(journal.recall().acknowledged()).containsOnlyKeys(launch(5));
        }
        old.join();
    }

    @Test
    void a_driver_of_the_version_without_epochs_gets_it_when_it_lays_a_claim() throws Exception {
        Journal journal = open();
        write(journal, end(1));
        Files.writeString(beside(".claim"), "pid 1\n");

        await(told);

        assertThat(journal.standing()).isEqualTo(Standing.FENCED);
        assertThatThrownBy(() -> write(journal, end(2))).hasRootCauseInstanceOf(JournalException.class);
        try (JournalLock theirs = JournalLock.tryTake(file()).orElseThrow()) {
            assertThat(theirs).isNotNull();
            assertThat(Files.readAllLines(file()))
                    .as("in the format it reads")
                    .hasSize(2)
                    .startsWith("isthmus-journal 1");
            assertThat(JournalText.read(file()).facts()).hasSize(1);
        }
        Files.deleteIfExists(beside(".claim"));
        try (Journal next = open()) {
            assertThat(next.epoch()).as("it goes on counting").isGreaterThan(journal.epoch());
        }
    }

    @Test
    void a_journal_that_cannot_be_read_is_not_taken_from_who_has_it() throws Exception {
        try (Journal journal = open()) {
            write(journal, end(1));
            List<String> lines = Files.readAllLines(file());
            Files.writeString(file(), "isthmus-journal 2\n");

            assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("newer version");

            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
            Files.write(file(), lines);
            write(journal, end(2));
        }
    }

    @Test
    void a_disk_without_room_for_another_file_is_no_reason_to_take_the_journal_away() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (Journal journal = opened(directory, disk, told::countDown)) {
            write(journal, end(1));
            disk.fail("No space left on device");

            assertThatThrownBy(() -> opened(directory, disk, () -> {}))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("no space left on device");

            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
            disk.work();
            write(journal, end(2));
            assertThat(told.getCount()).isEqualTo(1);
        }
    }

    /** A framework that comes from another journal, whose epochs are times too, brings tasks of those epochs. */
    @Test
    void an_epoch_is_above_that_of_any_other_journal_before() throws Exception {
        long now = InstantSource.system().instant().getEpochSecond();
        try (Journal first = open();
                Journal second = open()) {
            assertThat(first.epoch().number()).isGreaterThanOrEqualTo(now);
            assertThat(second.epoch()).isGreaterThan(first.epoch());
        }
    }

    @Test
    void an_epoch_of_another_life_of_the_journal_is_none_of_ours() throws Exception {
        try (Journal journal = open()) {
            Files.writeString(beside(".epoch-" + journal.epoch()), "process 1, of another time\n");
            assertThat(journal.standing()).isEqualTo(Standing.FENCED);
            await(told);
        }
    }

    @Test
    void a_directory_that_is_away_is_no_takeover() throws Exception {
        try (Journal journal = open()) {
            Path away = Files.move(file().getParent(), directory.resolve("away"));
            assertThat(journal.standing()).isEqualTo(Standing.UNKNOWN);
            assertThatThrownBy(() -> write(journal, end(1)))
                    .cause()
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("cannot be written");
            Files.move(away, file().getParent());
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
            write(journal, end(2));
        }
    }
}
