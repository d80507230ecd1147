package dev.isthmus.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** The file by which a driver that waits for the lock of a journal asks the one that has it to let go: it stands beside the journal. */
record LockClaim(Path file) {

    /** A claim that has not been touched for so long is that of a process that has died waiting. */
    private static final Duration LASTS = Duration.ofSeconds(5);

    static LockClaim of(Path journal) {
        return new LockClaim(journal.resolveSibling(journal.getFileName() + ".claim"));
    }

    /** Makes it, or says that it still holds. */
    void lay() throws IOException {
        if (Files.exists(file)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } else {
            Files.writeString(file, "pid " + ProcessHandle.current().pid() + "\n", StandardCharsets.UTF_8);
        }
    }

    /** Whether somebody waits now. */
    boolean isFresh() {
        try {
            return Files.exists(file)
                    && Files.getLastModifiedTime(file)
                            .toInstant()
                            .isAfter(Instant.now().minus(LASTS));
        } catch (IOException e) {
            // It was there and is not: whoever laid it has gone.
            return false;
        }
    }

    void withdraw() throws IOException {
        Files.deleteIfExists(file);
    }
}
