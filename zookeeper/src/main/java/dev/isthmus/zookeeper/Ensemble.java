package dev.isthmus.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.common.PathUtils;

/**
 * The servers of a ZooKeeper ensemble and a path in it: {@code host:port,host:port/path}, optionally with {@code zk://} in front, followed
 * by {@code user:password@}, in the format of Mesos. Immutable.
 *
 * @param servers the servers, as {@code host:port}, in the order given; at least one
 * @param path the path under which everything is stored: empty for the root, else {@code /a/b}
 * @param credentials the part before an {@code @}, for scheme {@code digest}
 */
public record Ensemble(List<String> servers, String path, Optional<DigestCredentials> credentials) {

    private static final int DEFAULT_PORT = 2181;
    private static final String URL = "zk://";
    private static final String FORM = "; write it as host:port,host:port/path";

    /** A name or an address, IPv6 in brackets, and perhaps a port. */
    private static final Pattern SERVER = Pattern.compile("(\\[[0-9A-Za-z:.%]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,6}))?");

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if there is no server, or the path is none of ZooKeeper's
     */
    public Ensemble {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("ZooKeeper: no server is named" + FORM);
        }
        if (!path.isEmpty()) {
            checkPath(path);
        }
    }

    /**
     * Reads the form above. White space around a server is passed over; a server without a port is asked at 2181; a {@code /} at the end means nothing.
     *
     * @throws IllegalArgumentException if it is not of that form; the message says where, and holds nothing that stands before an {@code @}
     */
    public static Ensemble parse(String text) {
        String rest = text.strip();
        if (rest.startsWith(URL)) {
            rest = rest.substring(URL.length());
        } else if (rest.contains("://")) {
            throw new IllegalArgumentException("ZooKeeper: only zk:// may stand before the servers" + FORM);
        }
        Optional<DigestCredentials> credentials = Optional.empty();
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            if (rest.indexOf(':') <= 0 || rest.indexOf(':') > at) {
                throw new IllegalArgumentException("ZooKeeper: what stands before the @ must be user:password");
            }
            credentials = Optional.of(DigestCredentials.digest(rest.substring(0, at)));
            rest = rest.substring(at + 1);
        }
        int slash = rest.indexOf('/');
        String hosts = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        List<String> servers = new ArrayList<>();
        for (String server : hosts.split(",", -1)) {
            servers.add(server(server.strip(), hosts));
        }
        return new Ensemble(servers, withoutEnd(path), credentials);
    }

    private static String server(String text, String all) {
        Matcher server = SERVER.matcher(text);
        if (!server.matches()) {
            throw new IllegalArgumentException("ZooKeeper: "
                    + (text.isEmpty() ? "a server is empty" : "no server can be named '" + text + "'")
                    + " in '" + all + "'" + FORM);
        }
        int port = server.group(2) == null ? DEFAULT_PORT : Integer.parseInt(server.group(2));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "ZooKeeper: port " + port + " of '" + text + "' is not between 1 and 65535");
        }
        return server.group(1) + ":" + port;
    }

    private static String withoutEnd(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static void checkPath(String path) {
        try {
            PathUtils.validatePath(path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ZooKeeper: '" + path + "' is no path: " + e.getMessage(), e);
        }
    }

    /** The servers as the client takes them; without the path, which is put before each name by {@link #at}. */
    public String hosts() {
        return String.join(",", servers);
    }

    /**
     * The full path of a znode of ours.
     *
     * @param name below our path, with or without a {@code /} before it; empty for our path itself
     * @throws IllegalArgumentException if it is no path of ZooKeeper's
     */
    public String at(String name) {
        String full = name.isEmpty() ? path : path + (name.startsWith("/") ? name : "/" + name);
        if (full.isEmpty()) {
            return "/";
        }
        checkPath(full);
        return full;
    }

    /** The servers and the path; never the credentials. */
    @Override
    public String toString() {
        return hosts() + path;
    }
}
