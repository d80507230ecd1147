package dev.isthmus.master.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may come in, by name and secret. Its text never shows a secret.
 *
 * <p>Immutable.
 */
public final class Credentials {

    /** As in RFC 7617; Mesos knows only {@code Basic} and no colon in a secret, which is less. */
    private static final Pattern BASIC = Pattern.compile("(?i:Basic) +([A-Za-z0-9+/=]+) *");

    private final SortedMap<String, String> secrets;

    /**
     * Takes who may come in.
     *
     * @param secrets by principal; a principal is not empty and has no colon
     */
    public Credentials(Map<String, String> secrets) {
        this.secrets = new TreeMap<>(secrets);
        for (String principal : this.secrets.keySet()) {
            if (principal.isEmpty() || principal.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "a principal must have at least one character and no colon: '" + principal + "'");
            }
        }
    }

    /** The principal that has proved who it is; empty: nobody has. */
    public Optional<String> authenticate(Headers headers) {
        return headers.last("Authorization").flatMap(this::authenticate);
    }

    private Optional<String> authenticate(String authorization) {
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
        return "Credentials of " + secrets.keySet();
    }
}
