package dev.isthmus.ecs.service;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.sdk.FencedException;
import dev.isthmus.ecs.sdk.SignedPost;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;

/**
 * Calls operations of a service by AWS's JSON protocol, without its client (ADR 52). Blocks; as many threads as {@link SignedPost} allows. Errors of the service and of
 * the network are answers. Texts in an answer that is no JSON are told to nobody: they may be secret.
 */
public final class JsonProtocol implements AutoCloseable {

    private static final JsonNodeParser JSON = JsonNode.parser();

    private final SignedPost service;
    private final Dialect dialect;
    private final Words words;

    /**
     * How a service speaks.
     *
     * @param version of the protocol: {@code 1.0}
     * @param prefix of the header {@code X-Amz-Target}: {@code AmazonSQS}
     */
    public record Dialect(String version, String prefix) {}

    /** What failures mean to whoever calls. */
    public interface Words {

        /**
         * The service refused.
         *
         * @param action of IAM: {@code sqs:ReceiveMessage}
         * @param code of the error, without its name space; may be empty
         * @param message as the service words it
         */
        CallFailure refused(String action, int status, String code, String message);

        /** There was no answer, or one that is not the service's. */
        CallFailure unanswered(String why);

        /** There are no credentials. */
        CallFailure noCredentials();

        /** Another driver may have taken over. */
        CallFailure fenced(String why);
    }

    /**
     * Of a service.
     *
     * @param service closed with this
     */
    public JsonProtocol(SignedPost service, Dialect dialect, Words words) {
        this.service = service;
        this.dialect = dialect;
        this.words = words;
    }

    /**
     * Calls an operation.
     *
     * @param action of IAM, for what is said of a refusal
     * @param body a JSON object
     * @return a JSON object
     */
    public Answer<JsonNode> call(String operation, String action, String body) {
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/x-amz-json-" + dialect.version(),
                "X-Amz-Target",
                dialect.prefix() + "." + operation);
        try {
            return read(action, service.send(headers, body));
        } catch (SdkClientException e) {
            // Credentials are all that the SDK itself is asked for here.
            return failed(words.noCredentials());
        } catch (FencedException e) {
            return failed(words.fenced(e.why()));
        } catch (IOException | RuntimeException e) {
            return failed(words.unanswered(e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private Answer<JsonNode> read(String action, HttpExecuteResponse answer) throws IOException {
        int status = answer.httpResponse().statusCode();
        Optional<JsonNode> json = json(answer);
        if (answer.httpResponse().isSuccessful()) {
            return json.<Answer<JsonNode>>map(Answer.Ok::new)
                    .orElseGet(() ->
                            failed(words.unanswered("status " + status + ", and what came is not the service's JSON")));
        }
        String type = json.map(problem -> text(problem, "__type")).orElse("");
        String message = json.map(problem -> text(problem, "message") + text(problem, "Message"))
                .orElse("no words that are the service's");
        return failed(words.refused(action, status, type.substring(type.lastIndexOf('#') + 1), message));
    }

    /** What came, if it is a JSON object. Why it is not is not said: texts would be in that. */
    private static Optional<JsonNode> json(HttpExecuteResponse answer) throws IOException {
        try (InputStream text = answer.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
            byte[] all = text.readAllBytes();
            return Optional.of(JSON.parse(all)).filter(JsonNode::isObject);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private <T> Answer<T> failed(CallFailure failure) {
        return new Answer.Failed<>(service.proxy().named(failure));
    }

    /** A text of a JSON object; empty if it is none. */
    public static String text(JsonNode object, String name) {
        return object.isObject()
                ? object.field(name)
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .orElse("")
                : "";
    }

    /** A text as JSON has it; for texts without control characters. */
    public static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public void close() {
        service.close();
    }
}
