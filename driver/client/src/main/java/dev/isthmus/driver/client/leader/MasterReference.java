package dev.isthmus.driver.client.leader;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The master argument of a driver, in the forms of Mesos's own: {@code host:port}, {@code zk://user:password@host:port,host:port/path}, and
 * {@code file:///path} of a file that holds one of these; and {@code http://host:port} or {@code https://host:port}. Immutable.
 */
public abstract class MasterReference {

    private static final String ZOOKEEPER = "zk://";
    private static final String FILE = "file://";

    private static final String SERVER = "(?:\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?";

    private static final Pattern ENSEMBLE =
            Pattern.compile("(?:([^/@]+:[^/@]*)@)?(" + SERVER + "(?:," + SERVER + ")*)(/.*)?");

    private static final Pattern SECRET = Pattern.compile("://\\S*@");

    private MasterReference() {}

    /** Calls the case of this one. */
    public abstract <T> T match(Cases<T> cases);

    /** Each kind. */
    public interface Cases<T> {

        /** One master, which does not change. */
        T fixed(MasterUrl master);

        /**
         * Who leads, by ZooKeeper.
         *
         * @param servers as its client takes them
         * @param path of the znodes, such as {@code /mesos}
         * @param userAndPassword for scheme digest
         */
        T ensemble(String servers, String path, Optional<String> userAndPassword);
    }

    /** Whether an argument has one of the forms of Mesos's driver, or is a URL; it may be wrong all the same. */
    public static boolean isOne(String text) {
        String argument = text.trim();
        return argument.startsWith(ZOOKEEPER)
                || argument.startsWith(FILE)
                || argument.startsWith("http://")
                || argument.startsWith("https://")
                || argument.matches(MasterUrl.HOST_AND_PORT);
    }

    /** The file that an argument names; empty if it names none. */
    public static Optional<String> file(String text) {
        String argument = text.trim();
        return argument.startsWith(FILE) ? Optional.of(argument.substring(FILE.length())) : Optional.empty();
    }

    /**
     * Reads an argument, or what stands in the file that it names.
     *
     * @param secure whether a master that is given without {@code http} or found in ZooKeeper is reached over TLS
     * @throws IllegalArgumentException if it is of no such form; the message holds no password
     */
    public static MasterReference read(String text, boolean secure) {
        String argument = text.trim();
        if (argument.startsWith(ZOOKEEPER)) {
            return ensemble(argument.substring(ZOOKEEPER.length()), argument);
        }
        Optional<MasterUrl> master =
                argument.contains("//") ? MasterUrl.ofUrl(argument) : MasterUrl.ofAuthority(argument, secure);
        return new Fixed(master.orElseThrow(() -> new IllegalArgumentException("'" + withoutSecret(argument)
                + "' names no master: want host:port, zk://host:port,host:port/path, http://host:port"
                + " or https://host:port, or file:///path of a file that holds one of them")));
    }

    private static MasterReference ensemble(String rest, String argument) {
        Matcher parts = ENSEMBLE.matcher(rest);
        String path = parts.matches() && parts.group(3) != null ? parts.group(3).replaceFirst("/+$", "") : "";
        if (path.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + withoutSecret(argument)
                            + "' is no place in ZooKeeper: want zk://host:port,host:port/path, perhaps with user:password@ after zk://");
        }
        return new Ensemble(parts.group(2), path, Optional.ofNullable(parts.group(1)));
    }

    /** Masks what stands before a host: a password, perhaps. */
    public static String withoutSecret(String text) {
        return SECRET.matcher(text).replaceAll("://***@");
    }

    private static final class Fixed extends MasterReference {

        private final MasterUrl master;

        Fixed(MasterUrl master) {
            this.master = master;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.fixed(master);
        }
    }

    private static final class Ensemble extends MasterReference {

        private final String servers;
        private final String path;
        private final Optional<String> userAndPassword;

        Ensemble(String servers, String path, Optional<String> userAndPassword) {
            this.servers = servers;
            this.path = path;
            this.userAndPassword = userAndPassword;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ensemble(servers, path, userAndPassword);
        }
    }
}
