package dev.isthmus.ecs.sdk;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.Standing;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends a request that changes the cluster only while no newer driver has fenced this one. This is the last place before the network: waiting for a
 * turn, for credentials and for a signature is over. Opening a connection can still take seconds, and the process can be suspended meanwhile, so the
 * fence is checked again when the body is read, which is when it is sent, if the last check is too old; a limited number of times, as a slow store
 * would else block the request for ever. A request without its whole body has no effect, so one that is given up then was certainly not executed.
 */
final class FencedClient implements SdkHttpClient {

    /** Where ECS's protocol says which operation is called. */
    private static final String TARGET = "X-Amz-Target";
    /** How often an answer may be stale when it comes, before the request is given up. */
    private static final int STALE_ANSWERS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(FencedClient.class);

    private final SdkHttpClient real;
    private final Fence fence;
    private final LongSupplier nanos;
    /** Whether answers come too late: that is said once. */
    private final AtomicBoolean late = new AtomicBoolean();

    /**
     * Over another client.
     *
     * @param nanos time that only goes forward, in nanoseconds since any moment
     */
    FencedClient(SdkHttpClient real, Fence fence, LongSupplier nanos) {
        this.real = real;
        this.fence = fence;
        this.nanos = nanos;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String operation = operation(request.httpRequest());
        if (onlyReads(operation)) {
            return real.prepareRequest(request);
        }
        Leave leave = new Leave(operation);
        HttpExecuteRequest.Builder fenced = HttpExecuteRequest.builder().request(request.httpRequest());
        request.metricCollector().ifPresent(fenced::metricCollector);
        request.contentStreamProvider().ifPresent(content -> fenced.contentStreamProvider(leave.over(content)));
        ExecutableHttpRequest prepared = real.prepareRequest(fenced.build());
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                leave.ask();
                return prepared.call();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private static String operation(SdkHttpRequest request) {
        String target = request.firstMatchingHeader(TARGET).orElse("");
        return target.substring(target.lastIndexOf('.') + 1);
    }

    /** What is not known to read may change something. */
    private static boolean onlyReads(String operation) {
        return operation.startsWith("Describe") || operation.startsWith("List");
    }

    /** Leave for one request. Used by the one thread that sends it. */
    private final class Leave {

        private final String operation;
        private long askedAt;

        Leave(String operation) {
            this.operation = operation;
        }

        void ask() throws FencedException {
            // From before the answer: it may be as old as that.
            askedAt = nanos.getAsLong();
            Standing standing = fence.standing();
            if (standing != Standing.STANDS) {
                throw new FencedException(operation, standing);
            }
        }

        private void require() throws FencedException {
            // It may take long to answer, or the process was stopped since: then it is asked once more.
            for (int asked = 0; nanos.getAsLong() - askedAt > Fence.FRESH.toNanos(); asked++) {
                if (asked == STALE_ANSWERS) {
                    if (late.compareAndSet(false, true)) {
                        LOG.error(
                                "The journal takes longer than {} s to say whether another driver has the framework. Until it is faster,"
                                        + " nothing is launched or stopped: see what keeps its disk or its servers. This is said once",
                                Fence.FRESH.toSeconds());
                    }
                    throw new FencedException(operation, Standing.UNKNOWN);
                }
                ask();
            }
            if (late.compareAndSet(true, false)) {
                LOG.info("The journal answers in time again");
            }
        }

        ContentStreamProvider over(ContentStreamProvider content) {
            return () -> new FilterInputStream(content.newStream()) {
                @Override
                public int read() throws IOException {
                    require();
                    return super.read();
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    require();
                    return super.read(into, from, length);
                }
            };
        }
    }

    @Override
    public String clientName() {
        return real.clientName();
    }

    @Override
    public void close() {
        real.close();
    }
}
