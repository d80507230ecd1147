package dev.isthmus.journal.zookeeper.znode;

import dev.isthmus.api.journal.JournalKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where the journal of one framework is.
 *
 * <pre>
 * path/cluster/framework             nothing but its children
 *   epoch-5f0c...                    the newest epoch; its version is the fence
 *   holder                           there as long as a driver's session lives
 *   state                            the lease, the removal, and which write was the last
 *   ends-0000000007                  acknowledgements, oldest first
 * </pre>
 *
 * @param cluster the directory of its cluster
 * @param directory its own
 */
public record Layout(String cluster, String directory) {

    public static final String EPOCH = "epoch-";
    private static final String ENDS = "ends-";
    public static final String HOLDER = "holder";
    public static final String STATE = "state";

    public static Layout of(String path, JournalKey key) {
        String cluster = path + "/" + ZnodeName.of(key.cluster());
        return new Layout(cluster, cluster + "/" + ZnodeName.of(key.framework().value()));
    }

    public String holder() {
        return child(HOLDER);
    }

    public String state() {
        return child(STATE);
    }

    public String ends(long number) {
        return child(String.format("%s%010d", ENDS, number));
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
