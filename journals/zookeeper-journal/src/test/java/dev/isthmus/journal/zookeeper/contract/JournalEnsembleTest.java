package dev.isthmus.journal.zookeeper.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.journal.zookeeper.ZooKeeperJournalProvider;
import dev.isthmus.zookeeper.testing.ZooKeeperEnsemble;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three servers, of which one may be away at any time. */
@Timeout(120)
class JournalEnsembleTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("framework");
    private static final JournalKey KEY = new JournalKey("default", FRAMEWORK);

    private final CountDownLatch told = new CountDownLatch(1);
    private final List<LaunchId> written = new ArrayList<>();

    private static Journal open(ZooKeeperEnsemble ensemble, Runnable taken) {
        Settings settings = Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, ensemble.addresses() + "/journals")
                .build();
        return new ZooKeeperJournalProvider()
                .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), taken));
    }

    private List<CompletionStage<Void>> write(Journal journal, int count) {
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LaunchId launch = LaunchId.of(FRAMEWORK, new TaskId("task-" + written.size()), "offer");
            written.add(launch);
            stages.add(journal.write(
                    new JournalEntry.Acknowledged(launch, InstantSource.system().instant())));
        }
        return stages;
    }

    private static void await(List<CompletionStage<Void>> stages) throws Exception {
        for (CompletionStage<Void> stage : stages) {
            stage.toCompletableFuture().get(60, SECONDS);
        }
    }

    @Test
    void while_a_majority_is_there_nothing_is_lost_whoever_leads(@TempDir Path data) throws Exception {
        try (ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(ZooKeeperServer.Release.CURRENT, data);
                Journal journal = open(ensemble, told::countDown)) {
            await(write(journal, 20));

            ZooKeeperServer first = ensemble.leader();
            List<CompletionStage<Void>> during = write(journal, 20);
            first.kill();
            during.addAll(write(journal, 20));
            await(during);
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);

            // Now the majority needs the one that has missed all that.
            first.restart();
            ZooKeeperServer second = ensemble.leader();
            assertThat(second).isNotSameAs(first);
            second.kill();
            await(write(journal, 20));
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
            assertThat(told.getCount()).as("nobody took it over").isOne();

            try (Journal next = open(ensemble, () -> {})) {
                assertThat(next.tookOver()).isTrue();
                assertThat(next.epoch()).isGreaterThan(journal.epoch());
                assertThat(next.recall().acknowledged().keySet()).containsExactlyElementsOf(written);
                assertThat(journal.standing()).isEqualTo(Standing.FENCED);
                assertThat(told.await(60, SECONDS)).isTrue();
                assertThat(next.standing()).isEqualTo(Standing.STANDS);
            }
        }
    }
}
