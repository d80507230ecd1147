package dev.isthmus.testkit.ecs.client;

import dev.isthmus.testkit.ecs.control.Outcome;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.util.AwsHeader;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.EcsResponse;

/** What the SDK's client makes of answers. Beside their members, responses have what the client adds of its own. */
final class SdkAnswers {
    private static final String ID_HEADER = "x-amzn-RequestId";
    private static final String SERVICE = "Ecs";
    /** By error code; a code that the SDK has no class for is looked for in all jars, so that is remembered too. */
    private static final Map<String, Optional<Method>> BUILDERS = new ConcurrentHashMap<>();

    private SdkAnswers() {}

    /** The response, or the exception, thrown. */
    static EcsResponse of(Outcome outcome) {
        return outcome.fold(
                answered -> response(answered.response(), answered.requestId()),
                refused -> {
                    throw exception(refused.error(), refused.requestId());
                },
                lost -> {
                    throw Unanswered.connectionLost();
                });
    }

    private static EcsResponse response(EcsResponse response, String requestId) {
        AwsResponseMetadata metadata = DefaultAwsResponseMetadata.create(Map.of(AwsHeader.AWS_REQUEST_ID, requestId));
        EcsResponse.Builder builder = (EcsResponse.Builder) response.toBuilder();
        builder.responseMetadata(metadata);
        builder.sdkHttpResponse(http(200, requestId));
        return builder.build();
    }

    private static SdkHttpResponse http(int status, String requestId) {
        return SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader(ID_HEADER, requestId)
                .build();
    }

    private static AwsServiceException exception(ServiceError error, String requestId) {
        AwsErrorDetails details = AwsErrorDetails.builder()
                .serviceName(SERVICE)
                .errorCode(error.code())
                .errorMessage(error.text())
                .sdkHttpResponse(http(error.status(), requestId))
                .rawResponse(SdkBytes.fromUtf8String(ModelCodec.text(ModelCodec.encode(error))))
                .build();
        AwsServiceException.Builder builder = builder(error.code());
        for (SdkField<?> field : builder.sdkFields()) {
            Optional.ofNullable(error.members().get(field.locationName()))
                    .ifPresent(values -> field.set(builder, values));
        }
        return builder.awsErrorDetails(details)
                .message(error.text().isBlank() ? "Service returned error code " + error.code() : error.text())
                .statusCode(error.status())
                .requestId(requestId)
                .clockSkew(Duration.ZERO)
                .numAttempts(1)
                .build();
    }

    /** The SDK has a class for each error of the API model, by its name, and one for all others. */
    private static AwsServiceException.Builder builder(String code) {
        Optional<Method> own = BUILDERS.computeIfAbsent(code, SdkAnswers::builderOf);
        if (own.isEmpty()) {
            return EcsException.builder();
        }
        try {
            return (AwsServiceException.Builder) own.get().invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The SDK's " + code + " has no builder", e);
        }
    }

    private static Optional<Method> builderOf(String code) {
        try {
            Class<?> type = Class.forName(EcsException.class.getPackageName() + "." + code);
            return EcsException.class.isAssignableFrom(type)
                    ? Optional.of(type.getMethod("builder"))
                    : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("The SDK's " + code + " has no builder", e);
        }
    }
}
