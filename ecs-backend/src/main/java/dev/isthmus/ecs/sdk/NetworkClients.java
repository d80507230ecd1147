package dev.isthmus.ecs.sdk;

import dev.isthmus.api.backend.Fence;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.EcsClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Builds the SDK's clients that call over the network. The SDK's own retries are off: they would repeat a StartTask after a timeout, and ignore the
 * request budget.
 *
 * @param target the cluster
 * @param timeout of one call
 * @param connections the largest number of concurrent calls
 * @param fence checked before a request that changes the cluster is sent
 * @param nanos a monotonic clock, in nanoseconds
 */
record NetworkClients(Target target, Duration timeout, int connections, Fence fence, LongSupplier nanos)
        implements Supplier<EcsClient> {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    @Override
    public EcsClient get() {
        EcsClientBuilder builder = EcsClient.builder()
                .region(Region.of(target.region()))
                .credentialsProvider(CredentialsChain.of(target, target.endpoint()))
                .httpClientBuilder(new Fenced(Apache5HttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .proxyConfiguration(HttpProxy.towards(target.endpoint()).configuration())
                        .socketTimeout(timeout)))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(timeout));
        target.override().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** Builds clients that ask the fence. The SDK owns what it has built through this, and closes it. */
    private final class Fenced implements SdkHttpClient.Builder<Fenced> {

        private final Apache5HttpClient.Builder real;

        Fenced(Apache5HttpClient.Builder real) {
            this.real = real;
        }

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new FencedClient(real.buildWithDefaults(defaults), fence, nanos);
        }
    }
}
