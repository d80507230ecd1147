package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterTally;
import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An atomic write, with the fence: it is applied completely or not at all, and only if this is the newest opening.
 *
 * @param number which of the opening's writes this is
 * @param wanted the entries to write
 * @param changes the changes to send to ZooKeeper; the first is the fence
 * @param after the content of the znodes once it is applied
 * @param added the ends that it adds
 * @param forgotten the ends that it deletes because their time is over
 */
record Commit(
        long number,
        List<KeeperInput.Wanted> wanted,
        List<Change> changes,
        Image after,
        Set<Image.EndKey> added,
        Set<Image.EndKey> forgotten) {

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
        private final Set<Image.EndKey> known;
        private final List<KeeperInput.Wanted> taken = new ArrayList<>();
        private final List<JournalFact> ends = new ArrayList<>();
        private final Set<Image.EndKey> added = new HashSet<>();
        private final List<JournalFact> state;
        private final SortedMap<Integer, MasterTally> cells = new TreeMap<>();
        private final ForgottenEnds forgetting;
        private int bytes;

        Builder(Layout layout, Image before, Set<Image.EndKey> known, Instant now) {
            this.forgetting = new ForgottenEnds(before, known, now);
            this.layout = layout;
            this.before = before;
            this.known = known;
            this.state = before.state().facts();
        }

        /** Takes as many as fit of those that wait, at least one. */
        Builder take(Deque<KeeperInput.Wanted> waiting) {
            while (!waiting.isEmpty() && bytes < COMMIT_BYTES) {
                KeeperInput.Wanted wanted = waiting.remove();
                taken.add(wanted);
                Optional<Image.EndKey> end = Image.EndKey.of(wanted.fact());
                if (end.isPresent()) {
                    add(wanted.fact(), end.get());
                } else {
                    wanted.fact()
                            .fold(
                                    state::add,
                                    ofMaster -> ofMaster.fold(its -> toCell(its), ignored -> false, state::add));
                }
            }
            return this;
        }

        /** Of several of one launch the first counts; an end that was acknowledged is of no more use. */
        private void add(JournalFact fact, Image.EndKey end) {
            boolean isNew = !known.contains(end)
                    && !known.contains(end.acknowledgement())
                    && !added.contains(end.acknowledgement());
            if (isNew && added.add(end)) {
                ends.add(fact);
                bytes += Image.length(ZnodeText.line(fact));
            }
        }

        private boolean toCell(MasterEntry.OfFramework its) {
            int number = Image.cell(its.framework());
            MasterTally cell = cells.get(number);
            if (cell == null) {
                Image.Cell there = before.cells().getOrDefault(number, Image.Cell.NONE);
                cell = new MasterTally();
                // What is over goes before anything is added to it.
                forgetting.left(there).forEach(cell::add);
                cells.put(number, cell);
                bytes += there.bytes();
            }
            cell.add(its);
            bytes += Image.length(ZnodeText.line(its));
            return true;
        }

        Commit build(Change.Check fence, ZnodeText.Written written) {
            List<Change> changes = new ArrayList<>();
            changes.add(fence);
            JournalContent content = JournalContent.of(state);
            String text = ZnodeText.write(layout, new ZnodeText.State(written, content));
            changes.add(put(layout.state(), text, before.stateVersion()));
            SortedMap<Integer, Image.Cell> left = new TreeMap<>(before.cells());
            cells.forEach((number, cell) -> left.put(number, written(number, cell, changes)));
            List<Image.Chunk> chunks = new ArrayList<>(before.chunks());
            Set<Image.EndKey> forgotten = new HashSet<>();
            for (Image.Chunk over : forgetting.chunks(FORGOTTEN_AT_ONCE)) {
                changes.add(new Change.Delete(layout.ends(over.number()), over.version()));
                chunks.remove(over);
                over.ends().forEach(fact -> Image.EndKey.of(fact).ifPresent(forgotten::add));
            }
            append(chunks, changes);
            Image after = new Image(before.stateVersion() + 1, content, left, chunks);
            return new Commit(written.number(), taken, changes, after, added, forgotten);
        }

        private static Change put(String path, String text, int version) {
            return version == Image.ABSENT ? new Change.Create(path, text, false) : new Change.Put(path, text, version);
        }

        private Image.Cell written(int number, MasterTally cell, List<Change> changes) {
            List<MasterEntry.OfFramework> entries = new ArrayList<>();
            cell.snapshot()
                    .frameworks()
                    .forEach((framework, its) -> its.own()
                            .entries()
                            .forEach(entry -> entries.add(new MasterEntry.OfFramework(framework, entry))));
            int version = before.cells().getOrDefault(number, Image.Cell.NONE).version();
            String text = ZnodeText.write(layout, entries);
            changes.add(put(layout.frameworks(number), text, version));
            return new Image.Cell(version + 1, entries, Image.length(text));
        }

        private void append(List<Image.Chunk> chunks, List<Change> changes) {
            int next = 0;
            while (next < ends.size()) {
                Image.Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
                boolean open = last != null && last.version() != Image.ABSENT && last.bytes() < CHUNK_BYTES;
                List<JournalFact> held = new ArrayList<>();
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
                    String begin = ZnodeText.write(layout, List.of());
                    text.append(begin);
                    size = Image.length(begin);
                }
                while (next < ends.size() && (size < CHUNK_BYTES || held.isEmpty())) {
                    JournalFact end = ends.get(next++);
                    held.add(end);
                    String line = ZnodeText.line(end);
                    text.append(line);
                    size += Image.length(line);
                }
                chunks.add(new Image.Chunk(number, version, held, text.toString(), size));
                changes.add(put(layout.ends(number), text.toString(), open ? version - 1 : Image.ABSENT));
            }
        }
    }
}
