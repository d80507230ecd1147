package dev.isthmus.ecs.sdk;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsCaller;
import dev.isthmus.ecs.sdk.model.SdkApi;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.EcsClientBuilder;
import software.amazon.awssdk.services.sts.internal.StsProfileCredentialsProviderFactory;
import software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Makes calls with the SDK's synchronous client. The SDK's own retries are off: they would repeat a StartTask after a timeout, and ignore the request
 * budget. The client is built at the first call, as building it takes a while; that needs no network.
 */
public final class SdkCaller implements EcsCaller {

    private static final Logger LOG = LoggerFactory.getLogger(SdkCaller.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /**
     * By these the SDK's credentials assume the role of a profile, and that of a web identity (EKS). It finds them by name; they are named here
     * so that a jar which is made of what is linked to has them.
     */
    static final List<Class<?>> ROLES =
            List.of(StsProfileCredentialsProviderFactory.class, StsWebIdentityCredentialsProviderFactory.class);

    private final Target target;
    private final Duration timeout;
    private final int connections;
    private final Fence fence;
    private final LongSupplier nanos;
    private final SdkFailures failures;
    private final HttpProxy proxy;
    private final Object lock = new Object();
    private @Nullable EcsClient client;
    private @Nullable SdkApi api;
    private boolean closed;

    /** A caller for a driver that is never fenced. */
    public SdkCaller(Target target, Duration timeout, int connections, FailureTable table) {
        this(target, timeout, connections, table, Fence.NONE, System::nanoTime);
    }

    /**
     * Creates it without connecting.
     *
     * @param timeout of one call
     * @param connections the largest number of concurrent calls
     * @param table classifies errors
     * @param fence checked before a request that changes the cluster is sent
     * @param nanos a monotonic clock, in nanoseconds
     */
    public SdkCaller(
            Target target, Duration timeout, int connections, FailureTable table, Fence fence, LongSupplier nanos) {
        this.target = target;
        this.timeout = timeout;
        this.connections = connections;
        this.fence = fence;
        this.nanos = nanos;
        this.failures = new SdkFailures(target, table);
        this.proxy = HttpProxy.towards(target.endpoint());
    }

    @Override
    public <T> Answer<T> call(EcsCall<T> call) {
        try {
            Answer<T> answer = new Answer.Ok<>(call.on(api()));
            failures.worked();
            return answer;
        } catch (RuntimeException | LinkageError e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof FencedException fenced) {
                    return new Answer.Failed<>(
                            CallFailure.of(Category.TRANSIENT, "", CallFailure.Done.NO, fenced.why()));
                }
            }
            return new Answer.Failed<>(Redaction.of(proxy.named(failures.of(call.operation(), e)), call.secrets()));
        }
    }

    /** Builds the client, unless it is built, so that the first call does not wait for that. */
    public void warmUp() {
        try {
            api();
        } catch (RuntimeException e) {
            // The first call meets the same and answers with it.
            LOG.debug("The client cannot be built", e);
        }
    }

    private SdkApi api() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the backend is closed");
            }
            if (api == null) {
                EcsClient built = build();
                client = built;
                api = new SdkApi(built, target.cluster());
            }
            return api;
        }
    }

    private EcsClient build() {
        EcsClientBuilder builder = EcsClient.builder()
                .region(Region.of(target.region()))
                .credentialsProvider(CredentialsChain.of(target, target.endpoint()))
                .httpClientBuilder(new Fenced(Apache5HttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .proxyConfiguration(proxy.configuration())
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

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (client != null) {
                client.close();
            }
        }
    }
}
