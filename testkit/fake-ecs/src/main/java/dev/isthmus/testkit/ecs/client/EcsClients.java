package dev.isthmus.testkit.ecs.client;

import dev.isthmus.testkit.ecs.control.Outcome;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;

/**
 * Synchronous clients of ECS that are answered in memory. All 77 operations of the SDK's client are there, also by builders' consumers and
 * as paginators; waiters are not, as nobody could wait. A client is as thread-safe as what answers it.
 */
public final class EcsClients {
    private EcsClients() {}

    /**
     * A client whose every call is what {@code answers} says: it returns the response, or throws what the SDK's client throws of an error or
     * a lost connection, which is then at once, as {@link Outcome#after} is nobody's business here. An exception that {@code answers} throws, as
     * one of {@link Unanswered}, is the call's.
     */
    public static EcsClient answeredBy(Function<EcsRequest, Outcome> answers) {
        return (EcsClient) Proxy.newProxyInstance(
                EcsClient.class.getClassLoader(), new Class<?>[] {EcsClient.class}, new Calls(answers));
    }

    /**
     * The request that {@code call} makes of a client, which nobody receives. So a world sees what code asks that only knows how to call; it
     * plays the same call again with {@link #answer} when it knows what is answered.
     *
     * @param call makes one call, whose exception it lets through
     * @throws IllegalArgumentException if it made none
     */
    public static EcsRequest requestOf(Consumer<EcsClient> call) {
        List<EcsRequest> made = new ArrayList<>();
        try {
            call.accept(answeredBy(request -> {
                made.add(request);
                throw new Seen();
            }));
        } catch (Seen e) {
            return made.get(0);
        }
        throw new IllegalArgumentException(
                made.isEmpty() ? "No call was made of the client" : "The end of the call was not let through");
    }

    /**
     * What {@code call} makes of this outcome of the one request that it sends.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException as the SDK's client does, if it is an error or a lost connection
     */
    public static <T> T answer(Function<EcsClient, T> call, Outcome outcome) {
        return call.apply(answeredBy(request -> outcome));
    }

    /** Ends a call whose request was seen. */
    private static final class Seen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Seen() {
            super("The request was seen; nobody answers it", null, false, false);
        }
    }

    private record Calls(Function<EcsRequest, Outcome> answers) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object client, Method method, Object @Nullable [] arguments) throws Throwable {
            if (arguments != null
                    && arguments.length == 1
                    && arguments[0] instanceof EcsRequest request
                    && EcsResponse.class.isAssignableFrom(method.getReturnType())) {
                return SdkAnswers.of(answers.apply(request));
            }
            return switch (method.getName()) {
                case "close" -> null;
                case "serviceName" -> EcsClient.SERVICE_NAME;
                case "toString" -> "ECS client in memory";
                case "hashCode" -> System.identityHashCode(client);
                case "equals" -> arguments != null && client == arguments[0];
                default -> InvocationHandler.invokeDefault(client, method, arguments);
            };
        }
    }
}
