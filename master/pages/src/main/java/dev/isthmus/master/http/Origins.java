package dev.isthmus.master.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a request comes of a page of somebody else. A browser on this machine reaches what listens on loopback, and a page of any site can have it do
 * so. It says then where the page is from: by {@code Origin} for what may change something, and by {@code Sec-Fetch-Site} for what is only read, as a
 * script with {@code ?jsonp=} is (<a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>). A link that is followed shows its page to
 * nobody else.
 */
public final class Origins {

    private static final Pattern LOCAL =
            Pattern.compile("https?://(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?");

    private Origins() {}

    /** Why a request is turned away where nobody has to prove who it is; empty: it is not. */
    public static Optional<HttpAnswer> turnedAway(Headers headers) {
        boolean isElsewhere = headers.last("Origin")
                .filter(origin -> !LOCAL.matcher(origin).matches())
                .isPresent();
        boolean isReadElsewhere = headers.last("Sec-Fetch-Site")
                        .filter("cross-site"::equals)
                        .isPresent()
                && headers.last("Sec-Fetch-Mode").filter("navigate"::equals).isEmpty();
        return isElsewhere || isReadElsewhere
                ? Optional.of(HttpAnswer.forbidden("Without credentials a master answers no pages of other sites"))
                : Optional.empty();
    }

    /** Why a change is turned away even of somebody who has proved who it is, for a browser proves that to any page; empty: it is not. */
    public static Optional<HttpAnswer> foreign(Headers headers) {
        boolean isElsewhere = headers.last("Origin")
                .filter(origin -> !LOCAL.matcher(origin).matches())
                .filter(origin -> !isOwn(origin, headers))
                .isPresent();
        boolean isCrossSite =
                headers.last("Sec-Fetch-Site").filter("cross-site"::equals).isPresent();
        return isElsewhere || isCrossSite
                ? Optional.of(HttpAnswer.forbidden("A page of another site may change nothing of a master"))
                : Optional.empty();
    }

    /** Whether it is the very master that the request is for. */
    private static boolean isOwn(String origin, Headers headers) {
        String authority = origin.substring(origin.indexOf("://") + 1).replaceFirst("^//", "");
        return headers.last("Host").filter(authority::equalsIgnoreCase).isPresent();
    }
}
