package dev.isthmus.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Credentials of a session, such as scheme {@code digest} with {@code user:password}. Never printed. Immutable. */
public final class DigestCredentials {

    private final String scheme;
    private final byte[] secret;

    /**
     * Copies.
     *
     * @param scheme the servers' name for this kind of proof, such as {@code digest}; not empty
     * @param secret what the scheme wants; for {@code digest} the bytes of {@code user:password}
     * @throws IllegalArgumentException if the scheme is empty
     */
    public DigestCredentials(String scheme, byte[] secret) {
        if (scheme.isEmpty()) {
            throw new IllegalArgumentException("a scheme of authentication for ZooKeeper is missing, such as digest");
        }
        this.scheme = scheme;
        this.secret = secret.clone();
    }

    /** A user and a password, as {@code user:password}. */
    public static DigestCredentials digest(String userAndPassword) {
        return new DigestCredentials("digest", userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    /** The kind of proof. */
    public String scheme() {
        return scheme;
    }

    /** A copy of what the scheme wants. */
    public byte[] secret() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DigestCredentials that
                && scheme.equals(that.scheme)
                && Arrays.equals(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return 31 * scheme.hashCode() + Arrays.hashCode(secret);
    }

    /** The scheme alone. */
    @Override
    public String toString() {
        return scheme + ":***";
    }
}
