package dev.isthmus.testkit.ecs.client;

import dev.isthmus.testkit.ecs.control.Outcome;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;

/**
 * Synchronous clients of ECS that are answered in memory. All operations of the SDK's client are there, also by consumers of builders and
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
