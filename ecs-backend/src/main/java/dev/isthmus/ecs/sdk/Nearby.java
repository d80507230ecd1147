package dev.isthmus.ecs.sdk;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises loopback addresses by their text, without a DNS lookup. */
final class Nearby {

    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|.+\\.localhost|127(?:\\.\\d{1,3}){3}|(?:0{0,4}:){2,7}0{0,3}1|::ffff:127(?:\\.\\d{1,3}){3}");

    /** RFC 3927 and RFC 4291: the metadata services of EC2 and of containers are there. */
    private static final Pattern LINK_LOCAL =
            Pattern.compile("169\\.254(?:\\.\\d{1,3}){2}|fe[89ab][0-9a-f]:.*|fd00:ec2::.*");

    private Nearby() {}

    /** Whether it is this machine itself. */
    static boolean isLoopback(URI endpoint) {
        return LOOPBACK.matcher(host(endpoint)).matches();
    }

    /** Whether no proxy can lead there: this machine itself, and what only its own network knows. */
    static boolean isBeyondProxies(URI endpoint) {
        return isLoopback(endpoint) || LINK_LOCAL.matcher(host(endpoint)).matches();
    }

    static String host(URI endpoint) {
        String host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
