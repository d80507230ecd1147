package dev.isthmus.master.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may come in, by name and secret, and who of them may only look. Its text never shows a secret.
 *
 * <p>Immutable.
 */
public final class Credentials {

    /** As in RFC 7617; Mesos knows only {@code Basic} and no colon in a secret, which is less. */
    private static final Pattern BASIC = Pattern.compile("(?i:Basic) +([A-Za-z0-9+/=]+) *");

    private final SortedMap<String, String> secrets;
    private final SortedSet<String> readers;

    /**
     * Takes who may come in, for everything.
     *
     * @param secrets by principal; a principal is not empty and has no colon
     */
    public Credentials(Map<String, String> secrets) {
        this(secrets, new TreeSet<>());
    }

    private Credentials(Map<String, String> secrets, SortedSet<String> readers) {
        this.secrets = new TreeMap<>(secrets);
        this.readers = readers;
        for (String principal : this.secrets.keySet()) {
            if (principal.isEmpty() || principal.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "a principal must have at least one character and no colon: '" + principal + "'");
            }
        }
    }

    /**
     * These, and others who may only look.
     *
     * @throws IllegalArgumentException if one is named in both, as it could not be said which it is
     */
    public Credentials withReaders(Credentials others) {
        SortedMap<String, String> all = new TreeMap<>(secrets);
        others.secrets.forEach((principal, secret) -> {
            if (all.put(principal, secret) != null) {
                throw new IllegalArgumentException(
                        "principal '" + principal + "' may do everything, and may only look");
            }
        });
        return new Credentials(all, new TreeSet<>(others.secrets.keySet()));
    }

    /** The principal that has proved who it is, and may do everything; empty: nobody has. */
    public Optional<String> authenticate(Headers headers) {
        return known(headers).filter(principal -> !readers.contains(principal));
    }

    /** Whether somebody has proved who it is, be it one who may only look. */
    public boolean mayLook(Headers headers) {
        return known(headers).isPresent();
    }

    private Optional<String> known(Headers headers) {
        return headers.last("Authorization").flatMap(this::known);
    }

    private Optional<String> known(String authorization) {
        Matcher basic = BASIC.matcher(authorization);
        if (!basic.matches()) {
            return Optional.empty();
        }
        String[] parts;
        try {
            parts = new String(Base64.getDecoder().decode(basic.group(1)), UTF_8).split(":", 2);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (parts.length != 2) {
            return Optional.empty();
        }
        // Takes as long for a wrong secret as for the right one.
        String secret = secrets.getOrDefault(parts[0], "");
        boolean isRight = MessageDigest.isEqual(secret.getBytes(UTF_8), parts[1].getBytes(UTF_8));
        return isRight && secrets.containsKey(parts[0]) ? Optional.of(parts[0]) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Credentials of " + secrets.keySet() + (readers.isEmpty() ? "" : ", of whom only look " + readers);
    }
}
