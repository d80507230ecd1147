package dev.isthmus.api.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of an agent is reserved in one way (mesos.proto, {@code Resource.ReservationInfo}).
 *
 * @param role for which; not empty
 * @param principal who has reserved it; empty: not said
 * @param labels what was written on it, in the words of whoever keeps it; empty if nothing was
 * @param resources how much, of one dialect; never nothing
 */
public record ReservedResources(String role, Optional<String> principal, String labels, Resources resources) {

    /** Checks that all is there. */
    public ReservedResources {
        requireNonNull(principal, "principal");
        requireNonNull(labels, "labels");
        if (role.isEmpty() || resources.isEmpty()) {
            throw new IllegalArgumentException(
                    "reserved for role '" + role + "': " + resources + "; want a role, and some resources");
        }
    }

    /** As a word without spaces, which {@link #parse} reads back. */
    public String text() {
        return encoded(role) + "/" + principal.map(name -> "=" + encoded(name)).orElse("") + "/" + encoded(labels)
                + resources.quantities().entrySet().stream()
                        .map(each -> "/" + encoded(each.getKey().value()) + "=" + text(each.getValue()))
                        .collect(Collectors.joining());
    }

    private static String text(Quantity quantity) {
        return quantity.fold(
                Amount::toString,
                ports -> ports.toString().replace(" ", ""),
                items -> items.names().stream()
                        .map(ReservedResources::encoded)
                        .collect(Collectors.joining(",", "{", "}")));
    }

    /**
     * Reads such a word.
     *
     * @param dialect of its resources
     * @throws IllegalArgumentException if it is none
     */
    public static ReservedResources parse(Dialect dialect, String word) {
        String[] parts = word.split("/", -1);
        if (parts.length < 3) {
            throw new IllegalArgumentException("'" + word + "' ends too soon");
        }
        SortedMap<ResourceName, Quantity> quantities = new TreeMap<>();
        for (String part : Arrays.asList(parts).subList(3, parts.length)) {
            String[] pair = part.split("=", 2);
            if (pair.length < 2) {
                throw new IllegalArgumentException("'" + part + "' has no '='");
            }
            quantities.put(
                    new ResourceName(decoded(pair[0])), ResourcesText.quantity(pair[1], ReservedResources::decoded));
        }
        return new ReservedResources(
                decoded(parts[0]),
                parts[1].isEmpty() ? Optional.empty() : Optional.of(decoded(parts[1].substring(1))),
                decoded(parts[2]),
                new Resources(dialect, quantities));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
