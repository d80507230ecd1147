package dev.isthmus.journal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.journal.JournalException;
import dev.isthmus.journal.zookeeper.znode.ZnodeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.apache.zookeeper.common.PathUtils;
import org.junit.jupiter.api.Test;

/** Names of znodes, and the setting that says where they are. */
class NamesTest {

    private static final Map<String, String> SEEN = new HashMap<>();

    @Property
    void any_text_is_a_name_and_no_two_are_the_same(@ForAll @StringLength(min = 1, max = 300) String text) {
        String name = ZnodeName.of(text);
        PathUtils.validatePath("/" + name);
        assertThat(name).hasSizeLessThanOrEqualTo(ZnodeName.LONGEST).doesNotContain("/", ".");
        assertThat(SEEN.putIfAbsent(name, text)).isIn(null, text);
    }

    @Test
    void half_characters_and_long_texts_are_told_apart() {
        String longer = "x".repeat(400);
        List<String> texts = List.of(
                "?", "\ud800", "\udc00", "%", "%25", "%uD800", ".", "..", longer, longer + "1", ZnodeName.of(longer));
        assertThat(texts.stream().map(ZnodeName::of)).doesNotHaveDuplicates();
    }

    @Test
    void the_setting_is_read_as_frameworks_write_it() {
        assertThat(ZooKeeperJournalProvider.ensemble("zk1:2181,zk2")).hasToString("zk1:2181,zk2:2181/isthmus");
        assertThat(ZooKeeperJournalProvider.ensemble(" zk://zk1:2182/a/b/ ")).hasToString("zk1:2182/a/b");
    }

    @Test
    void a_wrong_setting_says_what_is_wrong() {
        for (String wrong : List.of("", "host:0", "a b", "host:2181//x", "host/../x", "http://host")) {
            assertThatThrownBy(() -> ZooKeeperJournalProvider.ensemble(wrong))
                    .as(wrong)
                    .isInstanceOf(JournalException.class)
                    .hasMessageStartingWith("ISTHMUS_JOURNAL_ZK: ");
        }
    }

    @Test
    void a_password_in_the_setting_is_refused_and_not_shown() {
        assertThatThrownBy(() -> ZooKeeperJournalProvider.ensemble("zk://user:hunter2@host:2181/isthmus"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("ISTHMUS_JOURNAL_ZK_CREDENTIALS")
                .message()
                .doesNotContain("hunter2", "user:");
    }
}
