package dev.isthmus.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class JournalDirectoryTest {

    @Test
    void it_is_empty_and_goes_with_all_that_is_in_it_once() throws Exception {
        JournalDirectory journals = JournalDirectory.make();
        try (JournalDirectory another = JournalDirectory.make()) {
            assertThat(journals.path()).isEmptyDirectory().isNotEqualTo(another.path());
        }
        Files.writeString(
                Files.createDirectory(journals.path().resolve("default")).resolve("a.journal"), "remembered");

        journals.close();
        assertThat(journals.path()).doesNotExist();
        journals.close();
        assertThat(journals.path()).as("closed twice").doesNotExist();
    }
}
