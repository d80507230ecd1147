package dev.isthmus.master.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that a master answers to. A page of any site can have its own name lead to loopback (DNS rebinding), and then reads what listens there as if it were
 * of its site; but the browser says that name in {@code Host}. An address, and {@code localhost}, cannot be made to lead elsewhere.
 */
public final class HostNames {

    /** Whatever it is called. */
    public static final HostNames ANY = new HostNames(Optional.empty(), "");

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:.]+(?:%[^]]*)?]");
    private static final Pattern LOCAL = Pattern.compile("(?:.+\\.)?localhost");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final Optional<SortedSet<String>> names;

    private final String refusal;

    private HostNames(Optional<SortedSet<String>> names, String refusal) {
        this.names = names;
        this.refusal = refusal;
    }

    /** Addresses, {@code localhost} and these, whatever port is said with them. */
    public static HostNames only(Collection<String> names) {
        return only(names, "this master", "start it with --allowed-hosts");
    }

    /**
     * The same for somebody else.
     *
     * @param who answers, as in {@code this master}
     * @param how it is given more names, as in {@code start it with --allowed-hosts}
     */
    public static HostNames only(Collection<String> names, String who, String how) {
        return new HostNames(
                Optional.of(names.stream().map(HostNames::plain).collect(Collectors.toCollection(TreeSet::new))),
                "Without credentials " + who
                        + " answers to addresses, to localhost and to names that it is given: if this is one of its own, "
                        + how);
    }

    /** Why a request is turned away; empty: it is not. One that says no name is of no browser. */
    public Optional<HttpAnswer> turnedAway(Headers headers) {
        return headers.last("Host")
                .map(host -> plain(PORT.matcher(host.strip()).replaceFirst("")))
                .filter(host -> !host.isEmpty() && !isAnsweredTo(host))
                .map(host -> HttpAnswer.forbidden(refusal));
    }

    private boolean isAnsweredTo(String host) {
        return names.map(known -> known.contains(host)
                        || ADDRESS.matcher(host).matches()
                        || LOCAL.matcher(host).matches())
                .orElse(true);
    }

    /** In small letters, without the dot that ends a whole name. */
    private static String plain(String name) {
        String small = name.strip().toLowerCase(Locale.ROOT);
        return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
    }
}
