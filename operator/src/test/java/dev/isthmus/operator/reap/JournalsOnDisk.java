package dev.isthmus.operator.reap;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** The journals of a cluster in files, as drivers and masters write them. */
record JournalsOnDisk(FakeEcs ecs, Path directory) {

    /** The environment of a shell that reads them. */
    Map<String, String> shell() {
        Map<String, String> environment = new TreeMap<>(CommandRun.shell(ecs));
        environment.putAll(Map.of("ISTHMUS_JOURNAL", "file", "ISTHMUS_JOURNAL_DIR", directory.toString()));
        return environment;
    }

    Settings settings() {
        return Settings.builder().environment(new TreeMap<>(shell())).build();
    }

    /** A driver opens the journal of its framework, and writes. */
    Journal driver(String framework, JournalEntry... entries) {
        return opened(new JournalKey(ecs.clusterName(), new FrameworkId(framework)), entries);
    }

    /** A master opens its journal. */
    Journal master() {
        return opened(JournalKey.ofMaster(ecs.clusterName()));
    }

    private Journal opened(JournalKey key, JournalFact... facts) {
        Settings settings = settings();
        Journal journal = JournalProvider.select(Discovery.installed(), settings)
                .orElseThrow()
                .open(new JournalProvider.Context(key, settings, InstantSource.system(), () -> {}));
        for (JournalFact fact : facts) {
            journal.write(fact).toCompletableFuture().join();
        }
        return journal;
    }

    /** A driver has written this and ended. */
    void left(String framework, JournalEntry... entries) {
        driver(framework, entries).close();
    }

    /** What a master's journal says of one of its frameworks. */
    static MasterEntry of(String framework, JournalEntry entry) {
        return new MasterEntry.OfFramework(new FrameworkId(framework), entry);
    }

    static JournalEntry tornDown() {
        return new JournalEntry.Removed(Instant.now());
    }

    static JournalEntry lease(Duration failoverTimeout) {
        return new JournalEntry.Lease(Instant.now(), failoverTimeout, Map.of());
    }
}
