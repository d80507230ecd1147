package dev.isthmus.driver.client.leader;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What masters write into ZooKeeper: an ephemeral, sequential znode {@code json.info_N} each, with a {@code MasterInfo} as JSON. */
final class LeaderZnodes {

    private static final Pattern NAME = Pattern.compile("json\\.info_([0-9]{10})");

    private static final String NOWHERE = "0.0.0.0";

    private LeaderZnodes() {}

    /** The child of the leader, which has the smallest number; empty if there is none. */
    static Optional<String> leader(Collection<String> children) {
        String first = null;
        for (String child : children) {
            Matcher name = NAME.matcher(child);
            // Ten digits each, so the order of the texts is that of the numbers.
            if (name.matches() && (first == null || child.compareTo(first) < 0)) {
                first = child;
            }
        }
        return Optional.ofNullable(first);
    }

    /**
     * Where a master is: at its address, as Mesos's driver goes there, or where it has none that is told, or the name of a certificate counts, at its name.
     *
     * @param data of its znode
     * @param secure whether it is reached over TLS
     * @throws IllegalArgumentException if it cannot be read, or says no such thing
     */
    static MasterUrl address(byte[] data, boolean secure) {
        Map<?, ?> info = SmallJson.object(new String(data, StandardCharsets.UTF_8));
        Object address = info.get("address");
        Map<?, ?> inside = address instanceof Map ? (Map<?, ?>) address : info;
        String ip = text(inside.get("ip"));
        String name = inside.containsKey("hostname") ? text(inside.get("hostname")) : text(info.get("hostname"));
        boolean byName = !name.isEmpty() && (secure || ip.isEmpty() || ip.equals(NOWHERE));
        Object port = inside.containsKey("port") ? inside.get("port") : info.get("port");
        return new MasterUrl(
                secure, bracketed(byName ? name : ip), port instanceof Double ? ((Double) port).intValue() : 0);
    }

    /** Not the number that older masters write beside the text. */
    private static String text(@Nullable Object value) {
        return value instanceof String ? (String) value : "";
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
