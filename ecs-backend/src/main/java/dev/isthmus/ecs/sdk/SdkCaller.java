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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sts.internal.StsProfileCredentialsProviderFactory;
import software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory;

/**
 * Makes calls with the SDK's synchronous client. The client is built at the first call, as building it takes a while; that needs no network.
 */
public final class SdkCaller implements EcsCaller {

    private static final Logger LOG = LoggerFactory.getLogger(SdkCaller.class);

    /**
     * By these the SDK's credentials assume the role of a profile, and that of a web identity (EKS). It finds them by name; they are named here
     * so that a jar which is made of what is linked to has them.
     */
    static final List<Class<?>> ROLES =
            List.of(StsProfileCredentialsProviderFactory.class, StsWebIdentityCredentialsProviderFactory.class);

    private final Target target;
    private final Supplier<EcsClient> clients;
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
        this(target, table, new NetworkClients(target, timeout, connections, fence, nanos));
    }

    /**
     * Creates it without connecting.
     *
     * @param table classifies errors
     * @param clients builds the client, at the first call; it is closed with this
     */
    public SdkCaller(Target target, FailureTable table, Supplier<EcsClient> clients) {
        this.target = target;
        this.clients = clients;
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
                EcsClient built = clients.get();
                client = built;
                api = new SdkApi(built, target.cluster());
            }
            return api;
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
