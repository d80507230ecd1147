package dev.isthmus.ecs.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Encodes locations of files in visible ASCII that needs no escapes in a shell or JSON. */
final class Locations {

    /** What is in no URL as it is, although it can be seen (RFC 3986, section 2). */
    private static final String NOT_IN_URLS = "\"<>\\^`{|}";

    /** What has to be encoded where {@code %} itself is. */
    private static final String NOT_IN_WORDS = "\"\\%";

    private static final Pattern WRITTEN =
            Pattern.compile("(https?://[^/?#]|s3://[^/]+/|/)[!-~&&[^\"\\\\]]*", Pattern.DOTALL);

    private Locations() {}

    /** Whether it has the form that a list takes. */
    static boolean isWritten(String location) {
        return WRITTEN.matcher(location).matches() && (!location.startsWith("/") || location.contains("//"));
    }

    /** A URL with what no URL holds percent-encoded; what is encoded already stays. */
    static String url(String url) {
        return encoded(url, NOT_IN_URLS);
    }

    /** Any text as one word, from which {@link #decoded} makes it again. */
    static String word(String text) {
        return encoded(text, NOT_IN_WORDS);
    }

    private static String encoded(String text, String encode) {
        StringBuilder written = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (one & 0xff);
            if (character <= ' ' || character > '~' || encode.indexOf(character) >= 0) {
                written.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            } else {
                written.append(character);
            }
        }
        return written.toString();
    }

    /** The text of a word. */
    static String decoded(String word) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) == '%') {
                if (at + 3 > word.length()) {
                    throw new IllegalArgumentException("a word that ends within a percent-encoded character");
                }
                bytes.write(Integer.parseInt(word, at + 1, at + 3, 16));
                at += 2;
            } else {
                bytes.write(word.charAt(at));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** An address for people: without user and password before the host, and without a query or a fragment, which may be a signature. */
    static String withoutSecrets(String address) {
        return address.replaceFirst("//[^/]*@", "//").replaceFirst("[?#].*", "?...");
    }
}
