package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a journal's znodes.
 *
 * @param stateVersion the version of the znode {@code state}; {@link #ABSENT} if there is none
 * @param state what it says: the lease and the removal of a framework, or weights, quotas, maintenance and reservations
 * @param cells of a master, the znodes with leases and removals of its frameworks, by number
 * @param chunks the znodes with ends, acknowledged or, of a master, not; oldest first
 */
record Image(int stateVersion, JournalContent state, SortedMap<Integer, Cell> cells, List<Chunk> chunks) {

    /** The version of what is not there. */
    static final int ABSENT = -1;
    /** So many there are at most. A framework's is told by its id, so that with a thousand frameworks a lease writes those of a few anew. */
    static final int CELLS = 256;

    /** Copies. */
    Image {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
        chunks = List.copyOf(chunks);
    }

    /** In which cell a framework is; every version has to come to the same. */
    static int cell(FrameworkId framework) {
        return Math.floorMod(framework.value().hashCode(), CELLS);
    }

    /**
     * One znode of leases and removals.
     *
     * @param version its version; {@link #ABSENT} if there is none
     * @param bytes how long its text is
     */
    record Cell(int version, List<MasterEntry.OfFramework> entries, int bytes) {

        /** Copies. */
        Cell {
            entries = List.copyOf(entries);
        }

        static final Cell NONE = new Cell(ABSENT, List.of(), 0);

        static Cell read(int version, List<JournalFact> facts, String text) {
            List<MasterEntry.OfFramework> entries = new ArrayList<>();
            facts.forEach(fact -> {
                if (fact instanceof MasterEntry.OfFramework its) {
                    entries.add(its);
                }
            });
            return new Cell(version, entries, length(text));
        }
    }

    /**
     * One znode of ends.
     *
     * @param version its version; {@link #ABSENT} if it is not known, so that the znode is left alone
     * @param text as it stands there
     * @param bytes how long that is
     */
    record Chunk(long number, int version, List<JournalFact> ends, String text, int bytes) {

        /** Copies. */
        Chunk {
            ends = List.copyOf(ends);
        }

        static Chunk read(long number, int version, String path, String text) {
            return new Chunk(number, version, ZnodeText.readFacts(path, text), text, length(text));
        }

        static Chunk of(Layout layout, long number, int version, List<? extends JournalFact> ends) {
            String text = ZnodeText.write(layout, ends);
            return new Chunk(number, version, List.copyOf(ends), text, length(text));
        }
    }

    /**
     * Tells what a chunk says of the end of a launch.
     *
     * @param acknowledged whether it says that it was acknowledged, or that it came
     */
    record EndKey(LaunchId launch, boolean acknowledged) {

        /** Of what stands in chunks; empty for all else. */
        static Optional<EndKey> of(JournalFact fact) {
            return fact.fold(
                    EndKey::ofEntry,
                    ofMaster -> ofMaster.fold(
                            its -> ofEntry(its.entry()),
                            end -> Optional.of(new EndKey(end.launch(), false)),
                            setting -> Optional.empty()));
        }

        private static Optional<EndKey> ofEntry(JournalEntry entry) {
            return entry.fold(
                    end -> Optional.of(new EndKey(end.launch(), true)),
                    lease -> Optional.empty(),
                    moved -> Optional.empty(),
                    removal -> Optional.empty());
        }

        /** That it was acknowledged. */
        EndKey acknowledgement() {
            return new EndKey(launch, true);
        }
    }

    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    JournalContent recollection() {
        List<JournalFact> facts = new ArrayList<>(state.facts());
        cells.values().forEach(cell -> facts.addAll(cell.entries()));
        // An end whose acknowledgement stands before it is passed over as any other.
        chunks.forEach(chunk -> facts.addAll(chunk.ends()));
        return JournalContent.of(facts);
    }

    /** What its chunks say already. */
    Set<EndKey> known() {
        Set<EndKey> known = new HashSet<>();
        chunks.forEach(chunk -> chunk.ends().forEach(fact -> EndKey.of(fact).ifPresent(known::add)));
        return known;
    }

    /** The same, where something else has changed the znodes: what there is of acknowledgements is left alone. */
    Image estranged(int newStateVersion) {
        List<Chunk> left = chunks.stream()
                .map(chunk -> new Chunk(chunk.number(), ABSENT, chunk.ends(), chunk.text(), chunk.bytes()))
                .toList();
        return new Image(newStateVersion, state, cells, left);
    }
}
