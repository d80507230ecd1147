package dev.isthmus.ecs.sdk;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * The HTTP proxy between us and an endpoint: the one that the SDK's client finds in system properties or the environment. What is on this machine
 * is never reached through one, whether or not somebody has said so.
 *
 * @param configuration for the client
 * @param words its address and who named it; empty if there is none
 */
public record HttpProxy(ProxyConfiguration configuration, Optional<String> words) {

    private static final String PROPERTY = "http.proxyHost";

    /** The one that leads there, if one does. */
    public static HttpProxy towards(URI endpoint) {
        ProxyConfiguration found = ProxyConfiguration.builder().build();
        boolean direct = found.host() == null
                || found.port() <= 0
                || Nearby.isBeyondProxies(endpoint)
                || found.nonProxyHosts().stream().anyMatch(Nearby.host(endpoint)::matches);
        if (direct) {
            ProxyConfiguration none = ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build();
            return new HttpProxy(none, Optional.empty());
        }
        String origin = System.getProperty(PROPERTY) == null
                ? "HTTP_PROXY names; NO_PROXY takes hosts out"
                : "system property " + PROPERTY + " names; http.nonProxyHosts takes hosts out";
        return new HttpProxy(found, Optional.of(found.host() + ":" + found.port() + ", which " + origin));
    }

    /** The failure, with the proxy named where it may be its fault: where no answer came, or one that is not AWS's own refusal. */
    public CallFailure named(CallFailure failure) {
        if (words.isEmpty() || !(failure.code().isEmpty() || failure.category() == Category.TRANSIENT)) {
            return failure;
        }
        String message = failure.message() + "; it was asked through the proxy " + words.orElseThrow();
        return new CallFailure(
                new BackendFailure(failure.category(), message), failure.code(), failure.done(), failure.related());
    }
}
