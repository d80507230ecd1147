package dev.isthmus.testkit.ecs.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.wire.EnumMembers;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.RequiredMembers;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.utils.builder.Buildable;

/** An operation of the API: its name, its shapes, and what it does. Name and shapes follow from the class of its requests. */
public final class Operation {
    private static final String REQUEST = "Request";

    private final String name;
    private final Class<? extends EcsRequest> type;
    private final BiFunction<EcsModel, EcsRequest, EcsResponse> handler;

    private Operation(Class<? extends EcsRequest> type, BiFunction<EcsModel, EcsRequest, EcsResponse> handler) {
        this.name = nameOf(type);
        this.type = type;
        this.handler = handler;
    }

    static <Q extends EcsRequest> Operation of(Class<Q> type, BiFunction<EcsModel, Q, ? extends EcsResponse> handler) {
        return new Operation(type, (model, request) -> handler.apply(model, type.cast(request)));
    }

    /** The bare name of the operation that requests of this class ask for, implemented or not. */
    public static String nameOf(Class<? extends EcsRequest> request) {
        String simple = request.getSimpleName();
        return simple.substring(0, simple.length() - REQUEST.length());
    }

    /** The bare name, as in {@code RunTask}. */
    public String name() {
        return name;
    }

    /** A new builder of its request. */
    public SdkPojo newRequest() {
        return builder(type);
    }

    /** A new builder of its response. */
    public SdkPojo newResponse() {
        try {
            return builder(Class.forName(type.getPackageName() + "." + name + "Response"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The SDK has no response of " + name, e);
        }
    }

    /**
     * Reads a request.
     *
     * @throws ServiceError if a member is of the wrong type
     */
    public EcsRequest decode(ObjectNode json) {
        return type.cast(((Buildable) ModelCodec.decode(json, newRequest())).build());
    }

    /**
     * Looks whether all is there that a request must have.
     *
     * @throws ServiceError if a required member is missing
     */
    public void requireMembers(EcsRequest request) {
        String absent = RequiredMembers.firstAbsent(request);
        if (absent != null) {
            boolean deep = absent.contains(".") || absent.contains("[");
            throw refusal(deep, name + ": the member '" + absent + "' is required.");
        }
    }

    /**
     * Does it.
     *
     * @throws ServiceError if the API would answer with an error
     */
    public EcsResponse apply(EcsModel model, EcsRequest request) {
        EnumMembers.Unknown unknown = EnumMembers.firstUnknown(request);
        // PortMapping.protocol: anything but "udp" is silently taken for tcp.
        if (unknown != null && !unknown.member().equals("protocol")) {
            throw refusal(
                    true,
                    unknown.member() + " should be one of " + unknown.allowed() + ", not '" + unknown.value() + "'.");
        }
        return handler.apply(model, request);
    }

    /** What is inside a task definition is refused with ClientException, everything else with InvalidParameterException. */
    private ServiceError refusal(boolean inside, String message) {
        return inside && name.equals("RegisterTaskDefinition")
                ? ServiceError.client(message)
                : ServiceError.invalidParameter(message);
    }

    private static SdkPojo builder(Class<?> shape) {
        try {
            return (SdkPojo) shape.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The SDK's " + shape.getSimpleName() + " has no builder", e);
        }
    }
}
