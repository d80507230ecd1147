package dev.isthmus.driver.client.leader;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a master is reached. Immutable. */
public final class MasterUrl {

    /** A name or an address, IPv6 in brackets, and a port. */
    static final String HOST_AND_PORT = "(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+):([0-9]{1,5})";

    private static final Pattern AUTHORITY = Pattern.compile(HOST_AND_PORT);

    private static final Pattern URL =
            Pattern.compile("(?:(https?):)?//(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?(?:[/?].*)?");

    private static final int MOST = 65535;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final boolean secure;
    private final String host;
    private final int port;

    /**
     * One master.
     *
     * @param secure whether over TLS
     * @param host a name or an address; IPv6 in brackets
     * @param port 1 to 65535
     * @throws IllegalArgumentException if there is no host, or no such port
     */
    public MasterUrl(boolean secure, String host, int port) {
        if (host.isEmpty() || port < 1 || port > MOST) {
            throw new IllegalArgumentException(
                    "no master can be at '" + host + ":" + port + "': want a host and a port from 1 to " + MOST);
        }
        this.secure = secure;
        this.host = host;
        this.port = port;
    }

    /**
     * Reads {@code host:port}.
     *
     * @return empty if it is not of that form
     */
    static Optional<MasterUrl> ofAuthority(String text, boolean secure) {
        Matcher parts = AUTHORITY.matcher(text);
        return parts.matches() ? of(secure, parts.group(1), Integer.parseInt(parts.group(2))) : Optional.empty();
    }

    /**
     * Reads {@code http://host:port} or {@code https://host:port}; a path after it is passed over.
     *
     * @return empty if it is not of that form
     */
    static Optional<MasterUrl> ofUrl(String text) {
        Matcher parts = URL.matcher(text);
        return parts.matches() && parts.group(1) != null
                ? of(parts, parts.group(1).equals("https"))
                : Optional.empty();
    }

    /**
     * Where a master sends to.
     *
     * @param location of the answer; without a scheme it is reached as this one
     * @return empty if it names no host
     */
    public Optional<MasterUrl> elsewhere(String location) {
        Matcher parts = URL.matcher(location);
        return parts.matches()
                ? of(parts, parts.group(1) == null ? secure : parts.group(1).equals("https"))
                : Optional.empty();
    }

    private static Optional<MasterUrl> of(Matcher parts, boolean secure) {
        int usual = secure ? HTTPS : HTTP;
        return of(secure, parts.group(2), parts.group(3) == null ? usual : Integer.parseInt(parts.group(3)));
    }

    private static Optional<MasterUrl> of(boolean secure, String host, int port) {
        return port < 1 || port > MOST ? Optional.empty() : Optional.of(new MasterUrl(secure, host, port));
    }

    /** Whether over TLS. */
    public boolean secure() {
        return secure;
    }

    /** A name or an address; IPv6 in brackets. */
    public String host() {
        return host;
    }

    /** From 1 to 65535. */
    public int port() {
        return port;
    }

    /** Host and port, as in a request. */
    public String authority() {
        return host + ":" + port;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof MasterUrl)) {
            return false;
        }
        MasterUrl that = (MasterUrl) other;
        return secure == that.secure && port == that.port && host.equals(that.host);
    }

    @Override
    public int hashCode() {
        return Objects.hash(secure, host, port);
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority();
    }
}
