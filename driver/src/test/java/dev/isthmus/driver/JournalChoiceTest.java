package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.journal.FileJournalProvider;
import dev.isthmus.journal.zookeeper.ZooKeeperJournalProvider;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of the two bundled journals is used. */
class JournalChoiceTest {

    private static final ProviderSource BOTH =
            ProviderSource.of(new FileJournalProvider(), new ZooKeeperJournalProvider());

    private static Optional<String> chosen(Settings.Builder settings) {
        return JournalProvider.select(BOTH, settings.build()).map(JournalProvider::name);
    }

    @Test
    void the_file_is_the_default() {
        assertThat(chosen(Settings.builder())).contains("file");
    }

    @Test
    void who_says_where_zookeeper_is_wants_it() {
        assertThat(chosen(Settings.builder().set(ZooKeeperJournalProvider.SERVERS, "zk1:2181")))
                .contains("zookeeper");
    }

    /** A file would be another journal on each host, and nobody would notice. */
    @Test
    void a_wrong_address_is_not_passed_over_for_a_file() {
        assertThat(chosen(Settings.builder().set(ZooKeeperJournalProvider.SERVERS, "no server/")))
                .contains("zookeeper");
    }

    @Test
    void a_name_goes_before_that() {
        assertThat(chosen(Settings.builder()
                        .set(ZooKeeperJournalProvider.SERVERS, "zk1:2181")
                        .set(JournalProvider.JOURNAL, "file")))
                .contains("file");
        assertThat(chosen(Settings.builder()
                        .set(ZooKeeperJournalProvider.SERVERS, "zk1:2181")
                        .set(JournalProvider.JOURNAL, "none")))
                .isEmpty();
    }

    @Test
    void a_name_without_an_address_says_what_is_missing() {
        assertThatThrownBy(() -> chosen(Settings.builder().set(JournalProvider.JOURNAL, "zookeeper")))
                .isInstanceOf(ProviderSelectionException.class)
                .hasMessageContaining("ISTHMUS_JOURNAL_ZK is not set");
    }
}
