package dev.isthmus.ecs.host;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * Looks up the names and addresses of instances with DescribeInstances of EC2's Query API (ADR 10). Blocks; used by one thread at a time. The HTTP
 * client is built at the first call.
 */
public final class Ec2Client implements AutoCloseable {

    /** Source: EC2 API Reference, its version. */
    private static final String VERSION = "2016-11-15";

    /** More pages than a batch has instances would be an answer without end. */
    private static final int MOST_PAGES = HostLookup.BATCH;

    private static final Map<String, String> FORM =
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

    private final SignedPost ec2;
    private final Ec2Failures failures;

    /**
     * Creates it without connecting.
     *
     * @param target provides region and credentials
     * @param override the endpoint of EC2, if not that of the region
     * @param timeout the timeout of a call
     */
    public Ec2Client(Target target, Optional<URI> override, Duration timeout) {
        this.ec2 = new SignedPost("ec2", target, override, timeout);
        this.failures = new Ec2Failures(ec2.endpoint());
    }

    /** The endpoint of EC2. */
    public URI endpoint() {
        return ec2.endpoint();
    }

    /** The hosts of these instances by id, from all pages. Errors of EC2 and of the network are answers, not exceptions. */
    public Answer<Map<String, Host>> describe(List<String> instanceIds) {
        Map<String, Host> hosts = new LinkedHashMap<>();
        Deque<String> next = new ArrayDeque<>();
        try {
            for (int page = 0; page < MOST_PAGES; page++) {
                HttpExecuteResponse answer = ec2.send(FORM, body(instanceIds, Optional.ofNullable(next.poll())));
                Optional<CallFailure> refused = read(answer)
                        .fold(
                                read -> {
                                    hosts.putAll(read.value().hosts());
                                    read.value().next().ifPresent(next::add);
                                    return Optional.empty();
                                },
                                failed -> Optional.of(failed.failure()));
                if (refused.isPresent()) {
                    return failed(refused.get());
                }
                if (next.isEmpty()) {
                    return new Answer.Ok<>(hosts);
                }
            }
            return failed(failures.unanswered("more pages than instances"));
        } catch (SdkClientException e) {
            // Credentials are all that the SDK itself is asked for here.
            return failed(failures.noCredentials());
        } catch (IOException | RuntimeException e) {
            return failed(failures.unanswered(e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private Answer<Map<String, Host>> failed(CallFailure failure) {
        return new Answer.Failed<>(ec2.proxy().named(failure));
    }

    private static String body(List<String> instanceIds, Optional<String> next) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", "DescribeInstances");
        parameters.put("Version", VERSION);
        int number = 0;
        for (String id : instanceIds) {
            number++;
            parameters.put("InstanceId." + number, id);
        }
        next.ifPresent(token -> parameters.put("NextToken", token));
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Answer<Ec2Xml.Page> read(HttpExecuteResponse answer) throws IOException {
        int status = answer.httpResponse().statusCode();
        try (InputStream xml = answer.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
            if (answer.httpResponse().isSuccessful()) {
                return new Answer.Ok<>(Ec2Xml.page(xml));
            }
            return new Answer.Failed<>(failures.refused(status, Ec2Xml.problem(xml)));
        } catch (XMLStreamException e) {
            CallFailure failure = failures.unanswered("status " + status + ", and what came is not EC2's XML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return new Answer.Failed<>(failure);
        }
    }

    @Override
    public void close() {
        ec2.close();
    }
}
