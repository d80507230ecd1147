package dev.isthmus.master.election;

import dev.isthmus.master.gate.Leadership;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A master that leads or waits to lead, as its znode tells.
 *
 * @param node the name of the znode: {@link #PREFIX} and the number that ZooKeeper gave it
 * @param isOurs whether it was made in our session
 * @param address where that master is; empty if the znode does not say so
 */
record Contestant(String node, boolean isOurs, Optional<Leadership.Elsewhere> address) {

    /** What the names of their znodes begin with (src/master/constants.hpp, MASTER_INFO_JSON_LABEL). */
    static final String PREFIX = "json.info_";

    private static final Pattern NODE = Pattern.compile(Pattern.quote(PREFIX) + "\\d{1,10}");

    /** Whoever came first leads. */
    static final Comparator<Contestant> FIRST = Comparator.comparingLong(Contestant::number);

    /** Checks the name. */
    Contestant {
        if (!isOne(node)) {
            throw new IllegalArgumentException("no znode of a master: " + node);
        }
    }

    /** Whether a znode of this name is one's; others, such as {@code log_replicas}, stand beside them. */
    static boolean isOne(String node) {
        return NODE.matcher(node).matches();
    }

    private long number() {
        return Long.parseLong(node.substring(PREFIX.length()));
    }
}
