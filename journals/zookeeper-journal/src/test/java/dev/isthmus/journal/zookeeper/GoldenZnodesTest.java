package dev.isthmus.journal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What stands in ZooKeeper, word for word: drivers of other versions read it. */
class GoldenZnodesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Layout LAYOUT = Layout.of("/isthmus", new JournalKey("default", new FrameworkId("a/b.c-1")));
    private static final Layout MASTER = Layout.of("/isthmus", JournalKey.ofMaster("default"));
    private static final String LAUNCH = "f5342a1e10982fc5e634d72ed4692fe7";

    @Test
    void the_epoch() {
        ZnodeText.EpochSign sign = new ZnodeText.EpochSign(new Epoch(1767323045), "5f0c-opening");
        String text = "isthmus-journal 1\nepoch 1767323045 5f0c-opening\n";
        assertThat(ZnodeText.write(LAYOUT, sign)).isEqualTo(text);
        assertThat(ZnodeText.readEpoch("/path", text)).isEqualTo(sign);
    }

    @Test
    void the_state() {
        ZnodeText.State state = new ZnodeText.State(
                new ZnodeText.Written(1767323045, 12),
                JournalContent.of(List.of(
                        new JournalEntry.Lease(NOW, Duration.ofDays(7), Map.of("user", "a b", "checkpoint", "true")),
                        new JournalEntry.Removed(NOW.plusSeconds(2)))));
        String text = """
                isthmus-journal 1
                written 1767323045 12
                6da0a45a lease 2026-01-02T03:04:05.678Z PT168H checkpoint=true user=a+b
                163fae3e removed 2026-01-02T03:04:07.678Z
                """;
        assertThat(ZnodeText.write(LAYOUT, state)).isEqualTo(text);
        assertThat(ZnodeText.readState("/path", text)).isEqualTo(state);
    }

    @Test
    void the_ends() {
        List<JournalFact> ends = List.of(new JournalEntry.Acknowledged(new LaunchId(LAUNCH), NOW.plusSeconds(1)));
        String text = "isthmus-journal 1\n60111d4c acknowledged " + LAUNCH + " 2026-01-02T03:04:06.678Z\n";
        assertThat(ZnodeText.write(LAYOUT, ends)).isEqualTo(text);
        assertThat(ZnodeText.readFacts("/path", text)).isEqualTo(ends);
    }

    @Test
    void the_names() {
        assertThat(LAYOUT.directory()).isEqualTo("/isthmus/default/a%2Fb%2Ec-1");
        assertThat(LAYOUT.state()).isEqualTo("/isthmus/default/a%2Fb%2Ec-1/state");
        assertThat(LAYOUT.holder()).isEqualTo("/isthmus/default/a%2Fb%2Ec-1/holder");
        assertThat(LAYOUT.ends(7)).isEqualTo("/isthmus/default/a%2Fb%2Ec-1/ends-0000000007");
        assertThat(Layout.EPOCH).isEqualTo("epoch-");
    }

    @Test
    void what_a_master_has() {
        FrameworkId framework = new FrameworkId("a/b.c-1");
        ZnodeText.State state = new ZnodeText.State(
                new ZnodeText.Written(1767323045, 12),
                JournalContent.of(List.of(new MasterEntry.Weights(new TreeMap<>(Map.of("web", Amount.of(2)))))));
        String text = "isthmus-journal 2\nwritten 1767323045 12\n10570df9 weights web=2\n";
        assertThat(ZnodeText.write(MASTER, state)).isEqualTo(text);
        assertThat(ZnodeText.readState(MASTER.state(), text)).isEqualTo(state);

        List<JournalFact> facts =
                List.of(new MasterEntry.OfFramework(framework, new JournalEntry.Removed(NOW.plusSeconds(2))));
        String removal = "isthmus-journal 2\n46ef046f of a%2Fb.c-1 removed 2026-01-02T03:04:07.678Z\n";
        assertThat(ZnodeText.write(MASTER, facts)).isEqualTo(removal);
        assertThat(ZnodeText.readFacts(MASTER.ends(1), removal)).isEqualTo(facts);

        assertThat(MASTER.directory()).isEqualTo("/isthmus/default/@master");
        assertThat(MASTER.frameworks(Image.cell(framework))).isEqualTo("/isthmus/default/@master/frameworks-8d");
        assertThat(Layout.cells(List.of("state", "frameworks-ff", "ends-0000000007")))
                .containsExactly(255);
    }
}
