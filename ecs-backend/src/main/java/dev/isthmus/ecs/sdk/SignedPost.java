package dev.isthmus.ecs.sdk;

import dev.isthmus.api.backend.Fence;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Sends signed requests to a service of AWS without its client (ADR 10). Blocks; used by as many threads at a time as it has connections, and closed by any. The
 * HTTP client is built at the first request.
 */
public final class SignedPost implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final String service;
    private final String region;
    private final URI endpoint;
    private final Rim rim;
    private final AwsCredentialsProvider credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpProxy proxy;
    private final Object lock = new Object();
    private @Nullable SdkHttpClient http;
    private boolean closed;

    /**
     * How requests are sent.
     *
     * @param timeout until an answer comes
     * @param connections the largest number of concurrent requests
     * @param fence checked before each request that does not only read, by its header {@code X-Amz-Target}
     * @param nanos a monotonic clock, in nanoseconds
     */
    public record Rim(Duration timeout, int connections, Fence fence, LongSupplier nanos) {}

    /**
     * Creates it without connecting, for one thread at a time and requests that only read.
     *
     * @param service as signatures and endpoints have it: {@code ec2}
     * @param target provides region and credentials
     * @param override the endpoint, if not that of the region
     * @param timeout until an answer comes
     */
    public SignedPost(String service, Target target, Optional<URI> override, Duration timeout) {
        this(service, target, override, new Rim(timeout, 1, Fence.NONE, () -> 0));
    }

    /**
     * Creates it without connecting.
     *
     * @param service as signatures and endpoints have it: {@code sqs}
     * @param target provides region and credentials
     * @param override the endpoint, if not that of the region
     */
    public SignedPost(String service, Target target, Optional<URI> override, Rim rim) {
        this.service = service;
        this.region = target.region();
        this.endpoint = override.orElseGet(() -> target.endpointOf(service));
        this.rim = rim;
        this.credentials = CredentialsChain.of(target, endpoint);
        this.proxy = HttpProxy.towards(endpoint);
    }

    /** Where it sends to. */
    public URI endpoint() {
        return endpoint;
    }

    /** What stands between here and the endpoint. */
    public HttpProxy proxy() {
        return proxy;
    }

    /**
     * Sends a request.
     *
     * @param headers beside those of the signature and the length
     * @throws IOException if there is no answer, or this was closed
     * @throws software.amazon.awssdk.core.exception.SdkClientException if there are no credentials
     */
    public HttpExecuteResponse send(Map<String, String> headers, String body) throws IOException {
        ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(body);
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.getPath().isEmpty() ? endpoint.resolve("/") : endpoint)
                .putHeader("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        headers.forEach(request::putHeader);
        AwsCredentials identity = credentials.resolveCredentials();
        SignedRequest signed = signer.sign(signing -> signing.identity(identity)
                .request(request.build())
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        return http().prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(payload))
                        .build())
                .call();
    }

    private SdkHttpClient http() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("closed before the request");
            }
            if (http == null) {
                SdkHttpClient plain = Apache5HttpClient.builder()
                        .maxConnections(rim.connections())
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .proxyConfiguration(proxy.configuration())
                        .socketTimeout(rim.timeout())
                        .build();
                http = new FencedClient(plain, rim.fence(), rim.nanos());
            }
            return http;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (http != null) {
                http.close();
            }
        }
    }
}
