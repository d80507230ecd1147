package dev.isthmus.journal.zookeeper.znode;

import dev.isthmus.api.journal.JournalKey;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a journal is.
 *
 * <pre>
 * path/cluster/framework             nothing but its children
 *   epoch-5f0c...                    the newest epoch; its version is the fence
 *   holder                           there as long as a driver's session lives
 *   state                            the lease, the removal, and which write was the last
 *   ends-0000000007                  acknowledgements, oldest first
 *
 * path/cluster/@master               the same of a master
 *   state                            weights, quotas and maintenance, and which write was the last
 *   ends-0000000007                  what its frameworks have acknowledged, and the ends that they have not
 *   frameworks-07                    leases and removals of some of its frameworks
 * </pre>
 *
 * @param cluster the directory of its cluster
 * @param directory its own
 */
public record Layout(String cluster, String directory) {

    public static final String EPOCH = "epoch-";
    private static final String ENDS = "ends-";
    private static final String FRAMEWORKS = "frameworks-";
    /** No name of a framework's has the sign. */
    private static final String MASTER = "@master";

    public static final String HOLDER = "holder";
    public static final String STATE = "state";

    public static Layout of(String path, JournalKey key) {
        String cluster = path + "/" + ZnodeName.of(key.cluster());
        return new Layout(
                cluster,
                cluster + "/" + key.owner().fold(its -> ZnodeName.of(its.id().value()), master -> MASTER));
    }

    public String holder() {
        return child(HOLDER);
    }

    public String state() {
        return child(STATE);
    }

    public String ends(long number) {
        return child(String.format(Locale.ROOT, "%s%010d", ENDS, number));
    }

    /** Whether the journal of a master is there. */
    public boolean isOfMaster() {
        return directory.endsWith("/" + MASTER);
    }

    /** Whether a znode is part of the journal of a master. */
    public static boolean isOfMaster(String znode) {
        return znode.substring(0, Math.max(0, znode.lastIndexOf('/'))).endsWith("/" + MASTER);
    }

    /** Where leases of frameworks are. */
    public String frameworks(int cell) {
        return child(String.format(Locale.ROOT, "%s%02x", FRAMEWORKS, cell));
    }

    /** Which znodes with leases of frameworks there are. */
    public static List<Integer> cells(Collection<String> children) {
        return children.stream()
                .filter(child -> child.matches(FRAMEWORKS + "[0-9a-f]{2}"))
                .map(child -> Integer.valueOf(child.substring(FRAMEWORKS.length()), 16))
                .sorted()
                .toList();
    }

    public String child(String name) {
        return directory + "/" + name;
    }

    /** The number of a znode with acknowledgements. */
    public static Optional<Long> number(String child) {
        return child.matches(ENDS + "[0-9]{10,18}")
                ? Optional.of(Long.valueOf(child.substring(ENDS.length())))
                : Optional.empty();
    }

    /** The names of what holds acknowledgements, oldest first. */
    public static List<Long> numbers(Collection<String> children) {
        return children.stream()
                .map(Layout::number)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    public static Optional<String> epoch(Collection<String> children) {
        return children.stream().filter(child -> child.startsWith(EPOCH)).findFirst();
    }
}
