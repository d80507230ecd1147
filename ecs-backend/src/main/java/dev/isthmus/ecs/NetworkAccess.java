package dev.isthmus.ecs;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.host.Ec2Client;
import dev.isthmus.ecs.host.Ec2Lookup;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.logs.CloudWatchLogs;
import dev.isthmus.ecs.logs.LogReader;
import dev.isthmus.ecs.plan.LogSettings;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.SdkCaller;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.service.PooledCalls;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.ecs.sqs.QueueUrl;
import dev.isthmus.ecs.sqs.SqsEventQueue;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls ECS with the SDK, and EC2, SQS and CloudWatch Logs with small clients of our own, on threads of their own. */
final class NetworkAccess implements AwsAccess {

    @Override
    public EcsCalls ecs(BackendContext context, Target target, int places) {
        Settings settings = context.settings();
        SdkCaller caller = new SdkCaller(
                target,
                settings.get(EcsSettings.CALL_TIMEOUT),
                places,
                settings.get(EcsSettings.ECS_FAILURES),
                context.fence(),
                System::nanoTime);
        PooledCalls calls = new PooledCalls(caller, places);
        calls.aside(caller::warmUp);
        return calls;
    }

    @Override
    public Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps) {
        Settings settings = context.settings();
        Optional<URI> endpoint = settings.get(EcsSettings.EC2_ENDPOINT);
        return settings.get(EcsSettings.EC2_LOOKUP).asks(target.loopback(), endpoint)
                ? Optional.of(
                        new Ec2Lookup(new Ec2Client(target, endpoint, settings.get(EcsSettings.CALL_TIMEOUT)), steps))
                : Optional.empty();
    }

    @Override
    public Optional<EventQueue> events(BackendContext context, Target target) {
        Settings settings = context.settings();
        SignedPost.Rim rim = new SignedPost.Rim(
                settings.get(EcsSettings.CALL_TIMEOUT), SqsEventQueue.THREADS, context.fence(), System::nanoTime);
        return settings.get(QueueUrl.EVENTS).map(queue -> new SqsEventQueue(queue, target, rim));
    }

    @Override
    public Optional<LogReader> logs(BackendContext context, Target target) {
        Settings settings = context.settings();
        return LogSettings.tailed(settings, target.region())
                .map(log -> new CloudWatchLogs(
                        log.options().getOrDefault("awslogs-group", ""),
                        new Target(
                                target.cluster(),
                                log.options().getOrDefault("awslogs-region", target.region()),
                                target.override()),
                        // An ECS on this machine is a fake, which answers for the logs, too.
                        endpointOfLogs(settings).or(() -> target.override().filter(here -> target.loopback())),
                        settings.get(EcsSettings.CALL_TIMEOUT)));
    }

    private static Optional<URI> endpointOfLogs(Settings settings) {
        String name = LogSettings.ENDPOINT.name();
        Settings process = Settings.builder()
                .set(LogSettings.ENDPOINT, System.getenv().getOrDefault(name, ""), "in the environment")
                .build();
        return settings.get(LogSettings.ENDPOINT).or(() -> process.get(LogSettings.ENDPOINT));
    }
}
