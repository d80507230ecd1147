package dev.isthmus.operator.aws;

import dev.isthmus.ecs.sdk.CredentialsChain;
import dev.isthmus.ecs.sdk.HttpProxy;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import dev.isthmus.operator.text.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * Signed calls of a service of AWS that speaks JSON 1.1, without its client: the commands call two operations, and the client would be a megabyte (ADR 10
 * says the same of EC2).
 */
public final class SignedJson implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final Service service;
    private final Target target;
    private final URI endpoint;
    private final SdkHttpClient http;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * A service.
     *
     * @param name as signatures and IAM actions have it: {@code logs}
     * @param prefix of the header {@code X-Amz-Target}: {@code Logs_20140328}
     */
    public record Service(String name, String prefix) {}

    /** What became of a call. */
    public sealed interface Reply {}

    /** It was answered. */
    public record Answered(Document body) implements Reply {}

    /**
     * It was refused.
     *
     * @param code as in {@code AccessDeniedException}
     */
    public record Refused(String code, String message) implements Reply {

        /** Whether the permission is lacking. */
        public boolean isDenied() {
            return code.startsWith("AccessDenied");
        }
    }

    /** There was no answer, or there are no credentials. */
    public record Unanswered(String why) implements Reply {}

    /**
     * Creates it without connecting.
     *
     * @param override the endpoint, if not that of the region
     */
    public SignedJson(Service service, Target target, Optional<URI> override, Duration timeout) {
        this.service = service;
        this.target = target;
        this.endpoint = override.orElseGet(() -> {
            URI bare = ServiceMetadata.of(service.name()).endpointFor(Region.of(target.region()));
            return bare.getScheme() == null ? URI.create("https://" + bare) : bare;
        });
        this.http = Apache5HttpClient.builder()
                .maxConnections(1)
                .connectionTimeout(CONNECT_TIMEOUT)
                .proxyConfiguration(HttpProxy.towards(endpoint).configuration())
                .socketTimeout(timeout)
                .build();
    }

    /** Makes a call. */
    public Reply call(String operation, Map<String, ?> request) {
        try {
            return read(send(operation, JsonOutput.of(request)));
        } catch (SdkClientException e) {
            return new Unanswered("no AWS credentials were found");
        } catch (IOException e) {
            return new Unanswered(operation + " at " + endpoint + " was not answered: "
                    + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private HttpExecuteResponse send(String operation, String body) throws IOException {
        ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(body);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.getPath().isEmpty() ? endpoint.resolve("/") : endpoint)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", service.prefix() + "." + operation)
                .putHeader("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length))
                .build();
        AwsCredentials identity = CredentialsChain.of(target, endpoint).resolveCredentials();
        SignedRequest signed = signer.sign(signing -> signing.identity(identity)
                .request(request)
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.name())
                .putProperty(AwsV4HttpSigner.REGION_NAME, target.region()));
        return http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(payload))
                        .build())
                .call();
    }

    private Reply read(HttpExecuteResponse answer) throws IOException {
        try (InputStream body = answer.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
            List<Document> read = Document.read(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            Document whole = read.isEmpty() ? new Document("", Map.of()) : read.get(0);
            if (answer.httpResponse().isSuccessful()) {
                return new Answered(whole);
            }
            String type = whole.text("__type").orElse("");
            return new Refused(
                    type.substring(type.indexOf('#') + 1),
                    whole.text("message").or(() -> textOf(whole, "Message")).orElse(""));
        } catch (WrongDocumentException e) {
            return new Unanswered("what came from " + endpoint + " with status "
                    + answer.httpResponse().statusCode() + " is no answer of AWS: " + e.why());
        }
    }

    private static Optional<String> textOf(Document whole, String name) {
        return Optional.ofNullable(whole.members().get(name)).map(Object::toString);
    }

    @Override
    public void close() {
        http.close();
    }
}
