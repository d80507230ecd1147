package dev.isthmus.operator.check;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.operator.settings.KnownSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a journal could be kept where the settings say. It is looked at, not opened: that would fence a driver that runs. */
final class JournalCheck {

    private static final String SUBJECT = "journal";
    private static final String DIRECTORY = "ISTHMUS_JOURNAL_DIR";

    private JournalCheck() {}

    static Finding of(Settings settings, String cluster) {
        try {
            Optional<JournalProvider> provider = JournalProvider.select(Discovery.installed(), settings);
            if (provider.isEmpty()) {
                return Finding.unknown(
                        SUBJECT,
                        "ISTHMUS_JOURNAL is none: a driver that is restarted may report ends again that were acknowledged",
                        "unset ISTHMUS_JOURNAL, but for trials");
            }
            var unused = provider.get().look(new JournalKey(cluster, new FrameworkId("isthmus-check")), settings);
            return provider.get().name().equals("file")
                    ? ofDirectory(settings)
                    : Finding.ok(SUBJECT, provider.get().name() + ", which can be read");
        } catch (JournalException | ProviderSelectionException e) {
            return Finding.wrong(SUBJECT, String.valueOf(e.getMessage()), "mend that; docs/reference/journal.md");
        }
    }

    private static Finding ofDirectory(Settings settings) {
        Optional<Path> directory = KnownSettings.named(DIRECTORY)
                .map(settings::get)
                .filter(Path.class::isInstance)
                .map(Path.class::cast)
                .map(Path::toAbsolutePath);
        if (directory.isEmpty()) {
            return Finding.unknown(SUBJECT, "file, in a directory that is not known");
        }
        Path there = directory.get();
        Path nearest = there;
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
            return Finding.wrong(
                    SUBJECT,
                    "file, in " + there + ", and this user cannot write in " + nearest,
                    "let this user write there, or set " + DIRECTORY);
        }
        return Finding.ok(
                SUBJECT, "file, in " + there + (nearest.equals(there) ? "" : ", which is made at the first start"));
    }
}
