package dev.isthmus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands in a lock file: the process that has it, and how it has it. */
final class LockSignature {

    /** What a lock says after the process, if its holder looks for newer epochs. */
    private static final String BY_EPOCH = " (by epoch)";

    private static final Logger log = LoggerFactory.getLogger(LockSignature.class);

    private LockSignature() {}

    /** Says who has it, and how, for whoever comes next. */
    static void write(FileChannel channel, boolean byEpoch) {
        try {
            String words = ProcessHandle.current().pid() + (byEpoch ? BY_EPOCH : "");
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            // A full disk: the lock holds all the same, and will be asked for.
            log.debug("a lock cannot be signed", e);
        }
    }

    static boolean isByEpoch(FileChannel channel) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).endsWith(BY_EPOCH);
        } catch (IOException e) {
            // Not to be read while it is locked, as on Windows.
            log.debug("a lock cannot be read", e);
            return false;
        }
    }

    /**
     * The process that has it.
     *
     * @throws IOException if it is gone, or not to be read while it is locked, as on Windows
     */
    static String process(Path file) throws IOException {
        return Files.readString(file).replace(BY_EPOCH, "").strip();
    }
}
