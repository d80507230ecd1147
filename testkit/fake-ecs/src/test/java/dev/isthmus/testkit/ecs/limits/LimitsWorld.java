package dev.isthmus.testkit.ecs.limits;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;

/** A cluster of twelve big instances, with the definitions {@code app}, {@code vpc} and {@code fargate}, for one call of one limit. */
final class LimitsWorld implements AutoCloseable {
    private static final AtomicReference<URI> ENDPOINT = new AtomicReference<>();

    final FakeEcs ecs;
    /** One for all worlds, since a client takes longer to make than a cluster; it talks to the newest. */
    final EcsClient client = SharedClient.CLIENT;

    final List<String> instances;

    LimitsWorld() {
        FakeEcsConfig.Builder config = FakeEcsConfig.builder()
                .clusterName("default")
                .clock(new ManualClock())
                .fargate(FargateSettings.withProviders())
                .runtime(ScriptedRuntime.running());
        IntStream.range(0, 12).forEach(i -> config.instance(InstanceSpec.of(1_000_000, 1_000_000)));
        ecs = FakeEcs.start(config.build());
        ENDPOINT.set(ecs.endpoint());
        instances = new ArrayList<>();
        ecs.instances().forEach(instance -> instances.add(instance.containerInstanceArn()));
        register(r -> r.family("app"));
        register(r -> r.family("vpc").networkMode(NetworkMode.AWSVPC));
        register(r -> r.family("fargate").applyMutation(FargateLimits::fargate));
    }

    String instance() {
        return instances.get(0);
    }

    /** Registers a definition of one small container, changed by {@code more}. */
    Object register(Consumer<RegisterTaskDefinitionRequest.Builder> more) {
        RegisterTaskDefinitionRequest.Builder request = RegisterTaskDefinitionRequest.builder()
                .family("limit")
                .containerDefinitions(container().build());
        more.accept(request);
        return client.registerTaskDefinition(request.build());
    }

    /** Registers a definition whose one small container is changed by {@code more}. */
    Object container(Consumer<ContainerDefinition.Builder> more) {
        return container(r -> {}, more);
    }

    Object container(
            Consumer<RegisterTaskDefinitionRequest.Builder> definition, Consumer<ContainerDefinition.Builder> more) {
        ContainerDefinition.Builder container = container();
        more.accept(container);
        return register(r -> definition.accept(r.containerDefinitions(container.build())));
    }

    static ContainerDefinition.Builder container() {
        return ContainerDefinition.builder()
                .name("main")
                .image("busybox")
                .cpu(10)
                .memory(64);
    }

    Object run(Consumer<RunTaskRequest.Builder> more) {
        RunTaskRequest.Builder request = RunTaskRequest.builder().taskDefinition("app");
        more.accept(request);
        return client.runTask(request.build());
    }

    Object start(Consumer<StartTaskRequest.Builder> more) {
        StartTaskRequest.Builder request =
                StartTaskRequest.builder().taskDefinition("app").containerInstances(instance());
        more.accept(request);
        return client.startTask(request.build());
    }

    private static final class SharedClient implements ExecutionInterceptor {
        static final EcsClient CLIENT = EcsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1"))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(o ->
                        o.retryStrategy(DefaultRetryStrategy.doNotRetry()).addExecutionInterceptor(new SharedClient()))
                .build();

        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().copy(r -> r.port(ENDPOINT.get().getPort()));
        }
    }

    @Override
    public void close() {
        ecs.close();
    }
}
