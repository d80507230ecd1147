package dev.isthmus.testkit.ecs.client;

import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.NestedMembers;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

/** What arrives of a request that the SDK's client sends. */
public final class SentRequests {
    private SentRequests() {}

    /**
     * The request as ECS reads it: without what concerns the client alone, with the token that the client adds to a RunTask that has none,
     * and without entries of maps that have no value, which the wire does not carry.
     *
     * @param token gives a new token
     */
    public static EcsRequest asSent(EcsRequest request, Supplier<String> token) {
        EcsRequest sent = request;
        if (sent.overrideConfiguration().isPresent()) {
            EcsRequest.Builder builder = sent.toBuilder();
            builder.overrideConfiguration((AwsRequestOverrideConfiguration) null);
            sent = builder.build();
        }
        if (sent instanceof RunTaskRequest run && run.clientToken() == null) {
            sent = run.toBuilder().clientToken(token.get()).build();
        }
        return hasEmptyEntry(sent) ? reread(sent) : sent;
    }

    private static boolean hasEmptyEntry(SdkPojo pojo) {
        for (SdkField<?> field : NestedMembers.of(pojo)) {
            if (isOrHasEmptyEntry(field.getValueOrDefault(pojo))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrHasEmptyEntry(@Nullable Object value) {
        if (value instanceof SdkPojo pojo) {
            return hasEmptyEntry(pojo);
        }
        if (value instanceof Map<?, ?> map) {
            return map.containsValue(null) || isOrHasEmptyEntry(map.values());
        }
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                if (isOrHasEmptyEntry(item)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static EcsRequest reread(EcsRequest request) {
        Operation operation =
                Operations.named(Operation.nameOf(request.getClass())).orElse(null);
        return operation == null ? request : operation.decode(ModelCodec.encode(request));
    }
}
