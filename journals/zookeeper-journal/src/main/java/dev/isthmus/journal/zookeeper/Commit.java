package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An atomic write, with the fence: it is applied completely or not at all, and only if this is the newest opening.
 *
 * @param number which of the opening's writes this is
 * @param wanted the entries to write
 * @param changes the changes to send to ZooKeeper; the first is the fence
 * @param after the content of the znodes once it is applied
 * @param added the launches that it adds
 * @param forgotten the launches that it deletes because their time is over
 */
record Commit(
        long number,
        List<KeeperInput.Wanted> wanted,
        List<Change> changes,
        Image after,
        Set<LaunchId> added,
        Set<LaunchId> forgotten) {

    List<Long> tickets() {
        return wanted.stream().map(KeeperInput.Wanted::ticket).toList();
    }

    /** Of how many bytes on a chunk is full: each batch of acknowledgements writes the last one anew. */
    static final int CHUNK_BYTES = 32 << 10;
    /** How much at most is put into one; ZooKeeper takes 1 MiB. */
    static final int COMMIT_BYTES = 256 << 10;
    /** How many chunks whose time is over go with one. */
    private static final int FORGOTTEN_AT_ONCE = 100;

    /** Puts one together. */
    static final class Builder {

        private final Layout layout;
        private final Image before;
        private final Set<LaunchId> known;
        private final List<KeeperInput.Wanted> taken = new ArrayList<>();
        private final List<JournalEntry.Acknowledged> ends = new ArrayList<>();
        private final Set<LaunchId> added = new HashSet<>();
        private final Set<LaunchId> forgotten = new HashSet<>();
        private Optional<JournalEntry.Lease> lease;
        private Optional<JournalEntry.Removed> removed;
        private int bytes;

        Builder(Layout layout, Image before, Set<LaunchId> known) {
            this.layout = layout;
            this.before = before;
            this.known = known;
            this.lease = before.lease();
            this.removed = before.removed();
        }

        /** Takes as many as fit of those that wait, at least one. */
        Builder take(Deque<KeeperInput.Wanted> waiting) {
            while (!waiting.isEmpty() && bytes < COMMIT_BYTES) {
                KeeperInput.Wanted wanted = waiting.remove();
                taken.add(wanted);
                wanted.entry()
                        .match(
                                this::add,
                                newer -> lease = Optional.of(newer),
                                removal -> removed = Optional.of(removal));
            }
            return this;
        }

        /** Of several of one launch the first counts. */
        private void add(JournalEntry.Acknowledged end) {
            if (!known.contains(end.launch()) && added.add(end.launch())) {
                ends.add(end);
                bytes += Image.length(ZnodeText.line(end));
            }
        }

        Commit build(Change.Check fence, ZnodeText.Written written, Instant now) {
            List<Change> changes = new ArrayList<>();
            changes.add(fence);
            String state = ZnodeText.write(new ZnodeText.State(written, lease, removed));
            changes.add(
                    before.stateVersion() == Image.ABSENT
                            ? new Change.Create(layout.state(), state, false)
                            : new Change.Put(layout.state(), state, before.stateVersion()));
            List<Image.Chunk> chunks = new ArrayList<>(before.chunks());
            forget(chunks, changes, now.minus(Journal.RETENTION));
            append(chunks, changes);
            Image after = new Image(before.stateVersion() + 1, lease, removed, chunks);
            return new Commit(written.number(), taken, changes, after, added, forgotten);
        }

        private void forget(List<Image.Chunk> chunks, List<Change> changes, Instant oldest) {
            List<Image.Chunk> over = chunks.stream()
                    .filter(chunk -> chunk.version() != Image.ABSENT && chunk.isBefore(oldest))
                    .limit(FORGOTTEN_AT_ONCE)
                    .toList();
            // The last one stays: it is written on.
            long last = chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).number();
            over.stream().filter(chunk -> chunk.number() != last).forEach(chunk -> {
                changes.add(new Change.Delete(layout.ends(chunk.number()), chunk.version()));
                chunks.remove(chunk);
                chunk.ends().forEach(end -> forgotten.add(end.launch()));
            });
        }

        private void append(List<Image.Chunk> chunks, List<Change> changes) {
            int next = 0;
            while (next < ends.size()) {
                Image.Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
                boolean open = last != null && last.version() != Image.ABSENT && last.bytes() < CHUNK_BYTES;
                List<JournalEntry.Acknowledged> held = new ArrayList<>();
                StringBuilder text = new StringBuilder();
                int size = 0;
                long number = last == null ? 1 : last.number() + 1;
                int version = 0;
                if (last != null && open) {
                    chunks.remove(chunks.size() - 1);
                    held.addAll(last.ends());
                    text.append(last.text());
                    size = last.bytes();
                    number = last.number();
                    version = last.version() + 1;
                } else {
                    String begin = ZnodeText.write(List.of());
                    text.append(begin);
                    size = Image.length(begin);
                }
                while (next < ends.size() && (size < CHUNK_BYTES || held.isEmpty())) {
                    JournalEntry.Acknowledged end = ends.get(next++);
                    held.add(end);
                    String line = ZnodeText.line(end);
                    text.append(line);
                    size += Image.length(line);
                }
                chunks.add(new Image.Chunk(number, version, held, text.toString(), size));
                changes.add(
                        open
                                ? new Change.Put(layout.ends(number), text.toString(), version - 1)
                                : new Change.Create(layout.ends(number), text.toString(), false));
            }
        }
    }
}
