package dev.isthmus.operator.aws;

import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import dev.isthmus.operator.text.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * Signed calls of a service of AWS that speaks JSON 1.1, without its client: the commands call two operations, and the client would be a megabyte (ADR 10
 * says the same of EC2).
 */
public final class SignedJson implements AutoCloseable {

    private final Service service;
    private final SignedPost requests;

    /**
     * A service.
     *
     * @param name as signatures and IAM actions have it: {@code logs}
     * @param prefix of the header {@code X-Amz-Target}: {@code Logs_20140328}
     */
    public record Service(String name, String prefix) {}

    /** What became of a call. */
    public sealed interface Reply {

        /** Applies the function of its case. */
        <R> R fold(
                Function<? super Answered, ? extends R> answered,
                Function<? super Refused, ? extends R> refused,
                Function<? super Unanswered, ? extends R> unanswered);
    }

    /** It was answered. */
    public record Answered(Document body) implements Reply {
        @Override
        public <R> R fold(
                Function<? super Answered, ? extends R> answered,
                Function<? super Refused, ? extends R> refused,
                Function<? super Unanswered, ? extends R> unanswered) {
            return answered.apply(this);
        }
    }

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

        @Override
        public <R> R fold(
                Function<? super Answered, ? extends R> answered,
                Function<? super Refused, ? extends R> refused,
                Function<? super Unanswered, ? extends R> unanswered) {
            return refused.apply(this);
        }
    }

    /** There was no answer, or there are no credentials. */
    public record Unanswered(String why) implements Reply {
        @Override
        public <R> R fold(
                Function<? super Answered, ? extends R> answered,
                Function<? super Refused, ? extends R> refused,
                Function<? super Unanswered, ? extends R> unanswered) {
            return unanswered.apply(this);
        }
    }

    /**
     * Creates it without connecting.
     *
     * @param override the endpoint, if not that of the region
     */
    public SignedJson(Service service, Target target, Optional<URI> override, Duration timeout) {
        this.service = service;
        this.requests = new SignedPost(service.name(), target, override, timeout);
    }

    /** Makes a call. */
    public Reply call(String operation, Map<String, ?> request) {
        try {
            return read(requests.send(
                    Map.of(
                            "Content-Type",
                            "application/x-amz-json-1.1",
                            "X-Amz-Target",
                            service.prefix() + "." + operation),
                    JsonOutput.of(request)));
        } catch (SdkClientException e) {
            return new Unanswered("no AWS credentials were found");
        } catch (IOException e) {
            return new Unanswered(operation + " at " + requests.endpoint() + " was not answered: "
                    + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Reply read(HttpExecuteResponse answer) throws IOException {
        try (InputStream body = answer.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
            Document whole = Document.readOne(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            if (answer.httpResponse().isSuccessful()) {
                return new Answered(whole);
            }
            String type = whole.text("__type").orElse("");
            return new Refused(
                    type.substring(type.indexOf('#') + 1),
                    whole.text("message").or(() -> textOf(whole, "Message")).orElse(""));
        } catch (WrongDocumentException e) {
            return new Unanswered("what came from " + requests.endpoint() + " with status "
                    + answer.httpResponse().statusCode() + " is no answer of AWS: " + e.why());
        }
    }

    private static Optional<String> textOf(Document whole, String name) {
        return Optional.ofNullable(whole.members().get(name)).map(Object::toString);
    }

    @Override
    public void close() {
        requests.close();
    }
}
