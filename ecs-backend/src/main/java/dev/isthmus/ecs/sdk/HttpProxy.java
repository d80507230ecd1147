package dev.isthmus.ecs.sdk;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * The HTTP proxy for an endpoint, from system properties or the environment, as the SDK's client finds it. An endpoint on this machine never has one.
 *
 * @param configuration the configuration for the client
 * @param words its address and source, for messages; empty if there is none
 */
public record HttpProxy(ProxyConfiguration configuration, Optional<String> words) {

    private static final String PROPERTY = "http.proxyHost";

    /** The proxy for an endpoint. */
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

    /** The failure, with the proxy in its message if that may be the cause: if there was no response, or one that is not an error of AWS. */
    public CallFailure named(CallFailure failure) {
        if (words.isEmpty() || !(failure.code().isEmpty() || failure.category() == Category.TRANSIENT)) {
            return failure;
        }
        String message = failure.message() + "; it was asked through the proxy " + words.orElseThrow();
        return new CallFailure(
                new BackendFailure(failure.category(), message), failure.code(), failure.done(), failure.related());
    }
}
