package dev.isthmus.ecs.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsOperation;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** Conformance table b.3: exceptions by category. */
class SdkFailuresTest {

    private final SdkFailures failures = new SdkFailures(
            new Target("batch", "us-east-1", Optional.of(URI.create("http://127.0.0.1:9"))), FailureTable.parse(""));

    private CallFailure of(Throwable thrown) {
        return failures.of(EcsOperation.RUN_TASK, thrown);
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 400, Rate exceeded, THROTTLED, NO",
        "InvalidParameterException, 400, Rate exceeded (ErrorCode: Throttling), THROTTLED, NO",
        "ClientException, 400, Unable to look up the subnet: Rate exceeded (ErrorCode: Throttling), THROTTLED, NO",
        "ServerException, 500, oops, TRANSIENT, MAYBE",
        "ServiceUnavailable, 503, oops, TRANSIENT, MAYBE",
        "AccessDeniedException, 400, no, DENIED, NO",
        "ExpiredTokenException, 400, old, DENIED, NO",
        "UnrecognizedClientException, 400, who, DENIED, NO",
        "ClusterNotFoundException, 400, none, CALLER, NO",
        "ClientException, 400, no such definition, CALLER, NO",
        "InvalidParameterException, 400, bad, CALLER, NO",
        "UnsupportedFeatureException, 400, bad, CALLER, NO",
        "BlockedException, 400, bad, CALLER, NO",
        "LimitExceededException, 400, many, RESOURCES, NO",
        "InvalidParameterException, 400, Request limit exceeded. (ErrorCode: RequestLimitExceeded), THROTTLED, NO",
        "ClientException, 400, Too many concurrent attempts to create a new revision of the specified family., TRANSIENT, NO",
        "ClientException, 400, Tasks provisioning capacity limit exceeded., TRANSIENT, NO",
        "ClientException, 400, You've reached the limit on the number of tasks you can run concurrently, RESOURCES, NO",
        "InvalidParameterException, 400, Unable to assume the service linked role., TRANSIENT, NO",
        "ClientException, 400, Role is not valid, CALLER, NO",
    })
    void answer_is_a_category(String code, int status, String message, Category category, Done done) {
        CallFailure failure = of(EcsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build());
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.done()).isEqualTo(done);
        assertThat(failure.code()).isEqualTo(code);
    }

    @Test
    void refused_connection_did_nothing() {
        CallFailure failure = of(SdkClientException.create("x", new ConnectException("Connection refused")));
        assertThat(failure.category()).isEqualTo(Category.TRANSIENT);
        assertThat(failure.lost()).isFalse();
        assertThat(failure.message()).contains("http://127.0.0.1:9", "AWS_ECS_ENDPOINT");
    }

    @Test
    void timeout_may_have_done_it() {
        assertThat(of(SdkClientException.create("x", new SocketTimeoutException("Read timed out")))
                        .lost())
                .isTrue();
        assertThat(of(ApiCallTimeoutException.create(1000)).lost()).isTrue();
    }

    @Test
    void missing_credentials_say_what_to_do() {
        CallFailure failure = of(SdkClientException.create("Unable to load credentials from any of the providers"));
        assertThat(failure.category()).isEqualTo(Category.DENIED);
        assertThat(failure.message()).contains("AWS_ACCESS_KEY_ID", "./isthmus fake");
    }

    /** The text is the SDK's own, of 2.57.8, shortened. */
    @Test
    void credentials_that_were_set_up_and_failed_say_why() {
        CallFailure failure = of(SdkClientException.create(
                "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain("
                        + "credentialsProviders=[SystemPropertyCredentialsProvider(), ProfileCredentialsProvider("
                        + "profileName=default, profileFile=ProfileFile(sections=[profiles])), "
                        + "InstanceProfileCredentialsProvider()]) : [SystemPropertyCredentialsProvider(): Unable to load "
                        + "credentials from system settings. Access key must be specified., "
                        + "ProfileCredentialsProvider(profileName=default, profileFile=ProfileFile(sections=[profiles])): "
                        + "To use Sso related properties in the 'default' profile, the 'sso' service module must be on the "
                        + "class path., InstanceProfileCredentialsProvider(): Failed to load credentials from IMDS.]"));
        assertThat(failure.category()).isEqualTo(Category.DENIED);
        assertThat(failure.message())
                .contains("'default' profile, the 'sso' service module", "aws configure export-credentials")
                .doesNotContain("IMDS", "system settings", "sections=");
    }

    /** Away from this machine the chain has the SDK's own default chain in it; the text is what the SDK makes of that. */
    @Test
    void a_chain_in_a_chain_in_which_nothing_was_set_up_says_no_more_than_that() {
        AwsCredentialsProvider none = ProfileCredentialsProvider.builder()
                .profileFile(ProfileFile.aggregator().build())
                .profileName("none")
                .build();
        AwsCredentialsProvider unset = AwsCredentialsProviderChain.of(AwsCredentialsProviderChain.of(none, none));
        assertThatThrownBy(unset::resolveCredentials)
                .isInstanceOfSatisfying(
                        SdkClientException.class,
                        thrown -> assertThat(of(thrown).message())
                                .startsWith(
                                        "no AWS credentials were found for cluster 'batch' in region us-east-1 at http://127.0.0.1:9: set AWS_ACCESS_KEY_ID"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ExpiredTokenException",
                "ExpiredToken",
                "UnrecognizedClientException",
                "InvalidClientTokenId",
                "InvalidSignatureException"
            })
    void credentials_that_fail_in_mid_life_are_being_renewed(String code) {
        AwsServiceException expired = answer(code, 400, "old");
        assertThat(of(expired).category()).isEqualTo(Category.DENIED);
        failures.worked();
        assertThat(of(expired).category()).isEqualTo(Category.TRANSIENT);
        assertThat(of(expired).lost()).as("nothing was done").isFalse();
        assertThat(of(SdkClientException.create("Unable to load credentials from any of the providers"))
                        .category())
                .isEqualTo(Category.TRANSIENT);
        assertThat(of(answer("AccessDeniedException", 400, "no")).category())
                .as("what is not allowed is not")
                .isEqualTo(Category.DENIED);
    }

    @ParameterizedTest
    @EnumSource(EcsOperation.class)
    void what_is_not_allowed_is_named(EcsOperation operation) {
        CallFailure failure = failures.of(operation, answer("AccessDeniedException", 400, "no"));
        assertThat(failure.category()).isEqualTo(Category.DENIED);
        assertThat(failure.message()).contains("ecs:" + operation.awsName()).contains("policy");
    }

    @Test
    void action_that_aws_names_is_named_too() {
        CallFailure failure = of(answer(
                "AccessDeniedException", 400, "User: u is not authorized to perform: iam:PassRole on resource: r"));
        assertThat(failure.message()).contains("ecs:RunTask with iam:PassRole");
    }

    private static AwsServiceException answer(String code, int status, String message) {
        return EcsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    @Test
    void conflict_names_the_tasks_that_exist() {
        CallFailure failure = of(ConflictException.builder()
                .resourceIds("arn:1")
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ConflictException")
                        .errorMessage("conflict")
                        .build())
                .build());
        assertThat(failure.related()).isEqualTo(List.of("arn:1"));
    }
}
