package dev.isthmus.driver.state;

import dev.isthmus.zookeeper.DigestCredentials;
import dev.isthmus.zookeeper.Ensemble;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.state.State;
import org.apache.mesos.state.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Creates the stores behind the drop-in classes of {@code org.apache.mesos.state}. The drop-ins find this class and its methods by name, perhaps from
 * a jar of another version: neither may change, and the signatures have only types of the JDK and the framework's {@code State}. Not for frameworks.
 */
public final class States {

    private States() {}

    /**
     * A state in ZooKeeper, as Mesos's {@code ZooKeeperState} keeps it. Returns at once, whether a server can be reached or not.
     *
     * @param servers {@code host:port,host:port}, perhaps with a path after it
     * @param timeout how long a session is to last, in the unit given
     * @param znode the path under which each variable has a znode
     * @param scheme for authentication, such as {@code digest}; null for none
     * @param credentials what the scheme wants, such as the bytes of {@code user:password}; null for none
     * @throws IllegalArgumentException if servers, timeout or path are none; the message says why
     */
    public static State zooKeeper(
            String servers,
            long timeout,
            TimeUnit unit,
            String znode,
            @Nullable String scheme,
            byte @Nullable [] credentials) {
        Ensemble named = Ensemble.parse(servers);
        String root = znode.endsWith("/") ? znode.substring(0, znode.length() - 1) : znode;
        String path = named.at(root);
        Optional<DigestCredentials> shown = scheme == null || credentials == null
                ? named.credentials()
                : Optional.of(new DigestCredentials(scheme, credentials));
        // The native code asks ZooKeeper for what it is given; the servers put it within their own bounds.
        long millis = Math.min(unit.toMillis(timeout), Integer.MAX_VALUE);
        return new StateInZooKeeper(
                new Ensemble(named.servers(), path.equals("/") ? "" : path, shown), Duration.ofMillis(millis));
    }

    /** A state that ends with its JVM. */
    public static State inMemory() {
        return new StateInMemory();
    }

    static Entry entry(Variable variable) {
        if (variable instanceof StoredVariable stored) {
            return stored.entry();
        }
        throw new IllegalArgumentException("this variable was not fetched from a state of this JVM, but is a "
                + (variable == null ? "null" : variable.getClass().getName()));
    }
}
