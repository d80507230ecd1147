package dev.isthmus.master.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a request comes of a page of somebody else. A browser on this machine reaches what listens on loopback, and a page of any site can have it do
 * so under a name of that site's own; but it says then where the page is from.
 */
public final class Origins {

    private static final Pattern LOCAL =
            Pattern.compile("https?://(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?");

    private Origins() {}

    /** Why a request is turned away where nobody has to prove who it is; empty: it is not. */
    public static Optional<HttpAnswer> turnedAway(Headers headers) {
        return headers.last("Origin")
                .filter(origin -> !LOCAL.matcher(origin).matches())
                .map(origin ->
                        HttpAnswer.forbidden("Without credentials a master takes no calls from pages of other sites"));
    }
}
