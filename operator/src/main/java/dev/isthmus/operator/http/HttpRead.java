package dev.isthmus.operator.http;

import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.text.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Reads a page of a framework or a master. User and password may stand in the address; they are in no message. */
public final class HttpRead {

    private static final int TIMEOUT = Math.toIntExact(Duration.ofSeconds(10).toMillis());

    private static final int HIGHEST_PORT = 65_535;

    private HttpRead() {}

    /**
     * What is there.
     *
     * @throws CommandFailure if there is nothing, or nobody answers
     */
    public static String text(URI address) throws CommandFailure {
        return ifThere(address)
                .orElseThrow(() -> CommandFailure.wrong(
                        "there is nothing at " + shown(address) + " (404)",
                        "another path was meant, or something else listens there",
                        "curl -i " + ShellWords.quoted(shown(address))));
    }

    /**
     * What is there; empty if the server says that there is nothing.
     *
     * @throws CommandFailure if nobody answers, or with another status than 200 and 404
     */
    public static Optional<String> ifThere(URI address) throws CommandFailure {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT);
            connection.setReadTimeout(TIMEOUT);
            connection.setRequestProperty("Accept", "application/json");
            Optional.ofNullable(address.getUserInfo())
                    .ifPresent(user -> connection.setRequestProperty(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw CommandFailure.unanswered(
                        shown(address) + " answers " + status,
                        meaning(status),
                        "curl -i " + ShellWords.quoted(shown(address)));
            }
            try (InputStream body = connection.getInputStream()) {
                return Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw CommandFailure.unanswered(
                    "no answer from " + shown(address) + ": " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "the address, or the network",
                    "curl -i " + ShellWords.quoted(shown(address)));
        }
    }

    private static String meaning(int status) {
        return switch (status) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> "it wants a user and a password: http://user:password@host";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "this user may not look, or the address names it in a way that it does not know";
            case HttpURLConnection.HTTP_BAD_METHOD, HttpURLConnection.HTTP_BAD_REQUEST ->
                "something else listens there";
            case HttpURLConnection.HTTP_UNAVAILABLE -> "it has no leader just now, or has only begun: try again";
            default -> status >= HttpURLConnection.HTTP_INTERNAL_ERROR ? "it fails by itself: see its log" : "";
        };
    }

    /** The address that a text is; empty if it is none of {@code http} or {@code https} with a host. */
    public static Optional<URI> address(String text) {
        try {
            URI address = new URI(text);
            boolean isHttp = String.valueOf(address.getScheme()).matches("(?i)https?");
            return isHttp && address.getHost() != null && address.getPort() <= HIGHEST_PORT
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The address without user and password. */
    public static String shown(URI address) {
        return address.toString().replaceFirst("//[^/@]*@", "//");
    }

    /** What is wrong with a text that should be an address, without all that may be user and password. */
    public static String wanted(String text) {
        return text.replaceFirst("(?is)^(https?://)?.*@", "$1") + ": want http://host:port";
    }
}
