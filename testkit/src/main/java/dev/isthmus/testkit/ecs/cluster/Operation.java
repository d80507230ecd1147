package dev.isthmus.testkit.ecs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** An operation of the API: its name, its shapes, the members it cannot do without, and what it does. */
public final class Operation {
    private final String name;
    private final Supplier<? extends SdkPojo> newRequest;
    private final Supplier<? extends SdkPojo> newResponse;
    private final Set<String> required;
    private final BiFunction<ObjectNode, Operation, EcsRequest> decoder;
    private final BiFunction<EcsModel, EcsRequest, EcsResponse> handler;

    private Operation(
            String name,
            Supplier<? extends SdkPojo> newRequest,
            Supplier<? extends SdkPojo> newResponse,
            Set<String> required,
            BiFunction<ObjectNode, Operation, EcsRequest> decoder,
            BiFunction<EcsModel, EcsRequest, EcsResponse> handler) {
        this.name = name;
        this.newRequest = newRequest;
        this.newResponse = newResponse;
        this.required = required;
        this.decoder = decoder;
        this.handler = handler;
    }

    /** The SDK's classes carry no mark of required members for ECS, so {@code required} names those of the API reference. */
    static <Q extends EcsRequest, B extends SdkPojo & SdkBuilder<?, Q>> Operation of(
            String name,
            Class<Q> type,
            Supplier<B> newRequest,
            Supplier<? extends SdkPojo> newResponse,
            BiFunction<EcsModel, Q, ? extends EcsResponse> handler,
            String... required) {
        return new Operation(
                name,
                newRequest,
                newResponse,
                Set.of(required),
                (json, self) -> ModelCodec.decode(json, newRequest.get()).build(),
                (model, request) -> handler.apply(model, type.cast(request)));
    }

    /** The bare name, as in {@code RunTask}. */
    public String name() {
        return name;
    }

    /** A new builder of its request. */
    public SdkPojo newRequest() {
        return newRequest.get();
    }

    /** A new builder of its response. */
    public SdkPojo newResponse() {
        return newResponse.get();
    }

    /**
     * Reads a request.
     *
     * @throws ServiceError if a member is of the wrong type, or a required one is missing
     */
    public EcsRequest decode(ObjectNode json) {
        EcsRequest request = decoder.apply(json, this);
        for (String member : required) {
            JsonNode node = json.get(member);
            if (node == null
                    || node.isNull()
                    || (node.isTextual() && node.textValue().isEmpty())) {
                throw ServiceError.invalidParameter(name + ": the member '" + member + "' is required.");
            }
        }
        return request;
    }

    /**
     * Does it.
     *
     * @throws ServiceError if the API would answer with an error
     */
    public EcsResponse apply(EcsModel model, EcsRequest request) {
        return handler.apply(model, request);
    }
}
