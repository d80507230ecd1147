package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a journal's znodes.
 *
 * @param stateVersion the version of the znode {@code state}; {@link #ABSENT} if there is none
 * @param chunks the znodes with acknowledgements, oldest first
 */
record Image(
        int stateVersion,
        Optional<JournalEntry.Lease> lease,
        Optional<JournalEntry.Removed> removed,
        List<Chunk> chunks) {

    /** The version of what is not there. */
    static final int ABSENT = -1;

    /** Copies. */
    Image {
        chunks = List.copyOf(chunks);
    }

    /**
     * One znode of acknowledgements.
     *
     * @param version its version; {@link #ABSENT} if it is not known, so that the znode is left alone
     * @param text as it stands there
     * @param bytes how long that is
     */
    record Chunk(long number, int version, List<JournalEntry.Acknowledged> ends, String text, int bytes) {

        /** Copies. */
        Chunk {
            ends = List.copyOf(ends);
        }

        static Chunk read(long number, int version, List<JournalEntry.Acknowledged> ends) {
            String text = ZnodeText.write(ends);
            return new Chunk(number, version, ends, text, length(text));
        }

        /** Whether each was acknowledged before a time. */
        boolean isBefore(Instant oldest) {
            return ends.stream().allMatch(end -> end.at().isBefore(oldest));
        }
    }

    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    JournalSnapshot recollection() {
        List<JournalEntry> entries = new ArrayList<>();
        chunks.forEach(chunk -> entries.addAll(chunk.ends()));
        lease.ifPresent(entries::add);
        removed.ifPresent(entries::add);
        return JournalSnapshot.of(entries);
    }

    Set<LaunchId> launches() {
        Set<LaunchId> launches = new HashSet<>();
        chunks.forEach(chunk -> chunk.ends().forEach(end -> launches.add(end.launch())));
        return launches;
    }

    /** The same, where something else has changed the znodes: what there is of acknowledgements is left alone. */
    Image estranged(int newStateVersion) {
        List<Chunk> left = chunks.stream()
                .map(chunk -> new Chunk(chunk.number(), ABSENT, chunk.ends(), chunk.text(), chunk.bytes()))
                .toList();
        return new Image(newStateVersion, lease, removed, left);
    }
}
