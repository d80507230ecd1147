package dev.isthmus.operator.aws;

import dev.isthmus.ecs.sdk.CredentialsChain;
import dev.isthmus.ecs.sdk.HttpProxy;
import dev.isthmus.ecs.sdk.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Whose credentials calls are signed with. STS tells that to everybody, so no policy needs to allow it. */
public final class CallerIdentity {

    /** What STS says of credentials that it does not accept. Source: "Common error types" in its API reference, and what SDKs read besides. */
    private static final Pattern BAD =
            Pattern.compile("InvalidClientTokenId|ExpiredToken.*|SignatureDoesNotMatch|UnrecognizedClient.*"
                    + "|IncompleteSignature|MissingAuthenticationToken.*");

    /** What is found out. */
    public sealed interface Who {

        /** Applies the function of its case. */
        <R> R fold(
                Function<? super Known, ? extends R> known,
                Function<? super Unasked, ? extends R> unasked,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super NoCredentials, ? extends R> none);
    }

    /**
     * STS has told.
     *
     * @param source where the credentials come from, in the SDK's words
     * @param account twelve digits
     * @param arn of the user or role
     */
    public record Known(String source, String account, String arn) implements Who {
        @Override
        public <R> R fold(
                Function<? super Known, ? extends R> known,
                Function<? super Unasked, ? extends R> unasked,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super NoCredentials, ? extends R> none) {
            return known.apply(this);
        }
    }

    /**
     * There are credentials, and STS has not told whose.
     *
     * @param why in words
     * @param needless whether it was not asked, as nobody looks at them where ECS is
     */
    public record Unasked(String source, String why, boolean needless) implements Who {
        @Override
        public <R> R fold(
                Function<? super Known, ? extends R> known,
                Function<? super Unasked, ? extends R> unasked,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super NoCredentials, ? extends R> none) {
            return unasked.apply(this);
        }
    }

    /** There are credentials, and STS does not accept them. */
    public record Rejected(String source, String why) implements Who {
        @Override
        public <R> R fold(
                Function<? super Known, ? extends R> known,
                Function<? super Unasked, ? extends R> unasked,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super NoCredentials, ? extends R> none) {
            return rejected.apply(this);
        }
    }

    /** There are none. */
    public record NoCredentials(String why) implements Who {
        @Override
        public <R> R fold(
                Function<? super Known, ? extends R> known,
                Function<? super Unasked, ? extends R> unasked,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super NoCredentials, ? extends R> none) {
            return none.apply(this);
        }
    }

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
                + found.providerName()
                        .map(CredentialWords::of)
                        .map(name -> " from " + name)
                        .orElse("");
        if (target.loopback() && sts.isEmpty()) {
            return new Unasked(source, "ECS is on this machine, where nobody looks at them", true);
        }
        HttpProxy proxy = HttpProxy.towards(sts.orElseGet(() -> target.endpointOf("sts")));
        StsClientBuilder builder = StsClient.builder()
                .region(Region.of(target.region()))
                .credentialsProvider(() -> found)
                .httpClientBuilder(Apache5HttpClient.builder().proxyConfiguration(proxy.configuration()))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(timeout));
        sts.ifPresent(builder::endpointOverride);
        try (StsClient client = builder.build()) {
            GetCallerIdentityResponse told = client.getCallerIdentity();
            return new Known(source, told.account(), told.arn());
        } catch (AwsServiceException e) {
            return refused(source, e);
        } catch (SdkClientException e) {
            String way = proxy.words()
                    .map(words -> "; it was asked through the proxy " + words)
                    .orElse("");
            return new Unasked(source, "STS does not answer: " + e.getMessage() + way, false);
        }
    }

    /** What is not of STS, such as the page of a gateway, has neither a code nor a message. */
    private static Who refused(String source, AwsServiceException answer) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        String message = details.map(AwsErrorDetails::errorMessage)
                .or(() -> Optional.ofNullable(answer.getMessage()))
                .orElse("");
        return details.map(AwsErrorDetails::errorCode)
                        .filter(BAD.asMatchPredicate())
                        .isPresent()
                ? new Rejected(source, message)
                : new Unasked(source, "STS answers " + answer.statusCode() + ": " + message, false);
    }
}
