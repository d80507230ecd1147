package dev.isthmus.testkit.ecs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/** Every member of every shape, between the codec here and the SDK's own on the other side of the wire. */
class RealClientRoundTripTest {
    private static final AtomicReference<EcsRequest> RECEIVED = new AtomicReference<>();
    private static final AtomicReference<SdkPojo> TO_ANSWER = new AtomicReference<>();
    private static WireServer server;
    private static EcsClient client;

    @BeforeAll
    static void start() {
        server = new WireServer(0, List.of(WireService.ecs((name, body) -> {
            RECEIVED.set(Operations.named(name).orElseThrow().decode(ModelCodec.parse(body)));
            return new WireHandler.Answer.Json(200, ModelCodec.encode(TO_ANSWER.get()));
        })));
        client = EcsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    static Stream<String> operations() {
        return Operations.all().stream().map(Operation::name);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void the_real_client_writes_what_we_read_and_reads_what_we_write(String name) throws Throwable {
        Operation operation = Operations.named(name).orElseThrow();
        Object request = new GeneratedPojo().fill(operation.newRequest(), 0);
        SdkPojo response = (SdkPojo) new GeneratedPojo().fill(operation.newResponse(), 0);
        TO_ANSWER.set(response);

        Object answer = call(name, request);

        assertThat(RECEIVED.get()).isEqualTo(request);
        assertThat(response.equalsBySdkFields(answer))
                .as("sent %s, the client read %s", response, answer)
                .isTrue();
    }

    private static Object call(String name, Object request) throws Throwable {
        String method = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        try {
            return EcsClient.class.getMethod(method, request.getClass()).invoke(client, request);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
