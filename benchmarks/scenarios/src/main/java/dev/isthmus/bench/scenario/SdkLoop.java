package dev.isthmus.bench.scenario;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** What somebody writes who has the AWS SDK and no budget: RunTask in a loop, with the retries that the SDK makes unless it is told otherwise. */
final class SdkLoop implements AutoCloseable {

    private static final long LONGEST_MINUTES = 30;

    private final EcsClient client;
    private final ExecutorService threads;

    SdkLoop(URI endpoint, int threads) {
        this.client = EcsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("fake", "fake")))
                .build();
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /** How many of so many tasks were launched; of the others the SDK has given up its retries. */
    int launch(int tasks) throws InterruptedException {
        client.registerTaskDefinition(r -> r.family("app")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("main")
                        .image("busybox")
                        .memory(64)
                        .build()));
        AtomicInteger launched = new AtomicInteger();
        for (int i = 0; i < tasks; i++) {
            threads.execute(() -> {
                if (run()) {
                    launched.incrementAndGet();
                }
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The loop does not come to an end");
        }
        return launched.get();
    }

    private boolean run() {
        try {
            return client.runTask(r -> r.taskDefinition("app")).failures().isEmpty();
        } catch (SdkException e) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
