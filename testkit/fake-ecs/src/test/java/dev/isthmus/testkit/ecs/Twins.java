package dev.isthmus.testkit.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.EcsResponse;

/** The same cluster twice, behind the server with the SDK's own client and in memory. What is done to one is done to both, and what they answer must be equal. */
final class Twins implements CallHistory.Subject, AutoCloseable {
    private final ManualClock wireClock = new ManualClock();
    private final ManualClock memoryClock = new ManualClock();
    final ScriptedRuntime wireContainers;
    final ScriptedRuntime memoryContainers;
    final FakeEcs wire;
    final InMemoryEcs memory;
    private final EcsClient inMemory;

    /** What calls came to: the names of responses and of errors. */
    final Set<String> seen = new LinkedHashSet<>();

    Twins(FakeEcsConfig config, FaultSchedule faults, Supplier<ScriptedRuntime> runtimes) {
        wireContainers = runtimes.get();
        memoryContainers = runtimes.get();
        wire = FakeEcs.start(
                config.toBuilder().clock(wireClock).runtime(wireContainers).build(), faults);
        memory = InMemoryEcs.start(
                config.toBuilder().runtime(memoryContainers).build(), faults, InMemoryEcs.Time.of(memoryClock));
        inMemory = memory.client();
    }

    @Override
    public FakeEcsCluster cluster() {
        return wire;
    }

    @Override
    public void advance(Duration step) {
        wireClock.advance(step);
        memoryClock.advance(step);
    }

    @Override
    public void happens(Consumer<FakeEcsCluster> what) {
        what.accept(wire);
        what.accept(memory);
    }

    /** Both answer alike. */
    @Override
    public void call(Function<EcsClient, ? extends EcsResponse> call) {
        Object real = result(wire.client(), call);
        Object ours = result(inMemory, call);
        assertThat(ours).hasSameClassAs(real);
        if (real instanceof EcsResponse response) {
            same(response, (EcsResponse) ours);
            seen.add(response.getClass().getSimpleName());
        } else if (real instanceof AwsServiceException error) {
            same(error, (AwsServiceException) ours);
            seen.add(error.awsErrorDetails().errorCode());
        } else {
            same((SdkClientException) real, (SdkClientException) ours);
            seen.add("lost");
        }
    }

    private static <T> Object result(EcsClient client, Function<EcsClient, T> call) {
        try {
            return call.apply(client);
        } catch (SdkException e) {
            return e;
        }
    }

    private static void same(EcsResponse real, EcsResponse ours) {
        assertThat(ours.equalsBySdkFields(real))
                .as("in memory %s%n  by wire %s", ours, real)
                .isTrue();
        assertThat(real.equalsBySdkFields(ours)).isTrue();
        assertThat(ours.toString()).isEqualTo(real.toString());
        assertThat(ours.responseMetadata().requestId()).matches("[0-9a-f-]{36}");
        assertThat(ours.sdkHttpResponse().statusCode())
                .isEqualTo(real.sdkHttpResponse().statusCode());
        assertThat(ours.sdkHttpResponse().firstMatchingHeader("x-amzn-RequestId"))
                .hasValue(ours.responseMetadata().requestId());
    }

    private static void same(AwsServiceException real, AwsServiceException ours) {
        assertThat(ours.awsErrorDetails().errorCode())
                .isEqualTo(real.awsErrorDetails().errorCode());
        assertThat(ours.awsErrorDetails().errorMessage())
                .isEqualTo(real.awsErrorDetails().errorMessage());
        assertThat(ours.awsErrorDetails().serviceName())
                .isEqualTo(real.awsErrorDetails().serviceName());
        assertThat(ours.awsErrorDetails().rawResponse())
                .isEqualTo(real.awsErrorDetails().rawResponse());
        assertThat(ours.awsErrorDetails().sdkHttpResponse().statusCode())
                .isEqualTo(real.awsErrorDetails().sdkHttpResponse().statusCode());
        assertThat(ours.statusCode()).isEqualTo(real.statusCode());
        assertThat(ours.requestId()).matches("[0-9a-f-]{36}");
        assertThat(ours.getMessage().replace(ours.requestId(), ""))
                .isEqualTo(real.getMessage().replace(real.requestId(), ""));
        assertThat(ours.isThrottlingException()).isEqualTo(real.isThrottlingException());
        assertThat(ours.isClockSkewException()).isEqualTo(real.isClockSkewException());
        assertThat(ours.retryable()).isEqualTo(real.retryable());
        assertThat(ours.numAttempts()).isEqualTo(real.numAttempts());
        assertThat(ours.toBuilder().clockSkew()).isEqualTo(real.toBuilder().clockSkew());
        if (real instanceof ConflictException conflict) {
            assertThat(((ConflictException) ours).resourceIds()).isEqualTo(conflict.resourceIds());
        }
    }

    /** How a connection is lost differs from one network to another; that it is no answer does not. */
    private static void same(SdkClientException real, SdkClientException ours) {
        assertThat(real.getMessage()).startsWith("Unable to execute HTTP request: ");
        assertThat(ours.getMessage()).startsWith("Unable to execute HTTP request: ");
        assertThat(real.getMessage()).endsWith("(SDK Attempt Count: 1)");
        assertThat(ours.getMessage()).endsWith("(SDK Attempt Count: 1)");
        assertThat(ours.retryable()).isEqualTo(real.retryable());
        assertThat(List.of(
                        ours.getCause() instanceof java.io.IOException, real.getCause() instanceof java.io.IOException))
                .containsOnly(true);
    }

    @Override
    public void close() {
        wire.close();
        memory.close();
    }
}
