package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.failure.FileProblem;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.zookeeper.DigestCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the file with user and password. They are never printed. */
final class CredentialsFile {

    private CredentialsFile() {}

    /** Reads a file whose first line is {@code user:password}. */
    static DigestCredentials read(Path path) {
        String line;
        try {
            line = Files.readString(path).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new JournalException(
                    ZooKeeperJournalProvider.CREDENTIALS.name() + " names the file " + path + ", which cannot be read: "
                            + FileProblem.words(path, e),
                    e);
        }
        if (line.indexOf(':') < 1) {
            throw new JournalException("The first line of " + path + ", which "
                    + ZooKeeperJournalProvider.CREDENTIALS.name() + " names, is not user:password");
        }
        return DigestCredentials.digest(line);
    }
}
