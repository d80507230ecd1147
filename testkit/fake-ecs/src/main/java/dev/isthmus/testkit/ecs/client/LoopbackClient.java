package dev.isthmus.testkit.ecs.client;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The SDK's own client for what is on this machine: without retries, and never through a proxy, whatever the process's environment says. */
public final class LoopbackClient {

    private LoopbackClient() {}

    /** One that asks this endpoint. */
    public static EcsClient to(URI endpoint, String region) {
        ProxyConfiguration none = ProxyConfiguration.builder()
                .useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false)
                .build();
        return EcsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("fake", "fake")))
                .httpClientBuilder(Apache5HttpClient.builder().proxyConfiguration(none))
                .overrideConfiguration(retries -> retries.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }
}
