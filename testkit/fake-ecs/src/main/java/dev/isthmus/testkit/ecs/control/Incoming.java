package dev.isthmus.testkit.ecs.control;

import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/**
 * What arrives at the API: a request, or what could not be read as one.
 *
 * @param operation the bare name of the operation, as in {@code RunTask}; of the caller's words, so perhaps of none that ECS has
 * @param request what is asked; absent if {@code unreadable} is there
 * @param unreadable what is wrong with it, before anybody asks whether it can be done
 */
public record Incoming(String operation, Optional<EcsRequest> request, Optional<ServiceError> unreadable) {
    /** Checks. */
    public Incoming {
        if (request.isPresent() == unreadable.isPresent()) {
            throw new IllegalArgumentException(operation + " was either read, or there is why it was not");
        }
    }

    /** A request as the SDK's class for it. It is unreadable if the fake has no such operation, or a required member is missing. */
    public static Incoming of(EcsRequest request) {
        String name = Operation.nameOf(request.getClass());
        try {
            Operations.named(name).orElseThrow(() -> Operations.refusal(name)).requireMembers(request);
            return new Incoming(name, Optional.of(request), Optional.empty());
        } catch (ServiceError e) {
            return unreadable(name, e);
        }
    }

    /** What could not be read, and why. */
    public static Incoming unreadable(String operation, ServiceError why) {
        return new Incoming(operation, Optional.empty(), Optional.of(why));
    }
}
