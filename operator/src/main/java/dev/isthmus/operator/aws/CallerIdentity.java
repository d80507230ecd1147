package dev.isthmus.operator.aws;

import dev.isthmus.ecs.sdk.CredentialsChain;
import dev.isthmus.ecs.sdk.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Whose credentials calls are signed with. STS tells that to everybody, so no policy needs to allow it. */
public final class CallerIdentity {

    /** What is found out. */
    public sealed interface Who {}

    /**
     * STS has told.
     *
     * @param source where the credentials come from, in the SDK's words
     * @param account twelve digits
     * @param arn of the user or role
     */
    public record Known(String source, String account, String arn) implements Who {}

    /**
     * There are credentials, and STS has not told whose.
     *
     * @param why in words
     */
    public record Unasked(String source, String why) implements Who {}

    /** There are credentials, and STS does not accept them. */
    public record Rejected(String source, String why) implements Who {}

    /** There are none. */
    public record NoCredentials(String why) implements Who {}

    private CallerIdentity() {}

    /**
     * Asks.
     *
     * @param sts the endpoint of STS, if not that of the region; where ECS is on this machine, STS is not asked without one
     */
    public static Who of(Target target, Optional<URI> sts, Duration timeout) {
        AwsCredentialsProvider chain = CredentialsChain.of(target, target.endpoint());
        AwsCredentials found;
        try {
            found = chain.resolveCredentials();
        } catch (SdkClientException e) {
            return new NoCredentials(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        String source = "access key " + found.accessKeyId()
                + found.providerName().map(name -> " from " + name).orElse("");
        if (target.loopback() && sts.isEmpty()) {
            return new Unasked(source, "ECS is on this machine, where nobody looks at them");
        }
        StsClientBuilder builder = StsClient.builder()
                .region(Region.of(target.region()))
                .credentialsProvider(() -> found)
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(timeout));
        sts.ifPresent(builder::endpointOverride);
        try (StsClient client = builder.build()) {
            GetCallerIdentityResponse told = client.getCallerIdentity();
            return new Known(source, told.account(), told.arn());
        } catch (AwsServiceException e) {
            return new Rejected(
                    source,
                    e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage());
        } catch (SdkClientException e) {
            return new Unasked(source, "STS does not answer: " + e.getMessage());
        }
    }
}
