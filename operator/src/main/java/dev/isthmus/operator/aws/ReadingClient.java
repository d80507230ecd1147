package dev.isthmus.operator.aws;

import dev.isthmus.ecs.sdk.CredentialsChain;
import dev.isthmus.ecs.sdk.HttpProxy;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.settings.CommandFailure;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.EcsClientBuilder;

/** The SDK's client, for what a driver does not read of tasks and an operator does. */
final class ReadingClient {

    private ReadingClient() {}

    /** One for this cluster's region, whose calls take at most so long. */
    static EcsClient of(Target target, Duration timeout) {
        EcsClientBuilder builder = EcsClient.builder()
                .region(Region.of(target.region()))
                .credentialsProvider(CredentialsChain.of(target, target.endpoint()))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .proxyConfiguration(HttpProxy.towards(target.endpoint()).configuration()))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(timeout));
        target.override().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** What a user is told who asked for that. */
    static CommandFailure failed(String what, SdkException failure) {
        return CommandFailure.unanswered(
                "ECS does not say " + what + ": " + failure.getMessage(), "", "./isthmus check");
    }
}
