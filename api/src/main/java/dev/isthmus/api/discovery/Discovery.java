package dev.isthmus.api.discovery;

import dev.isthmus.api.settings.Setting;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds providers with {@link ServiceLoader}, in the class loader of this API and in the context class loader, each class once. A context
 * class loader that does not see this API is ignored. One broken provider fails the whole load, so that nobody runs on half a
 * configuration.
 */
public final class Discovery {

    private static final String API_CLASSES = "dev/isthmus/api/";

    private Discovery() {}

    /** The providers that are installed, looked up anew at each load. */
    public static ProviderSource installed() {
        return new ProviderSource() {
            @Override
            public <P extends Provider> List<P> load(Class<P> service) {
                return fromLoaders(
                        service,
                        Discovery.class.getClassLoader(),
                        Thread.currentThread().getContextClassLoader());
            }
        };
    }

    /** The providers that these class loaders know; null stands for none. */
    static <P extends Provider> List<P> fromLoaders(
            Class<P> service, @Nullable ClassLoader own, @Nullable ClassLoader context) {
        Map<Class<?>, P> found = new LinkedHashMap<>();
        collect(service, own, found);
        if (context != null && context != own && sees(context, service)) {
            collect(service, context, found);
        }
        return new ArrayList<>(found.values());
    }

    /** What a loader names that does not see this API, or sees another, cannot be a provider of this one. */
    private static boolean sees(ClassLoader loader, Class<?> service) {
        try {
            return Class.forName(service.getName(), false, loader) == service;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static <P extends Provider> void collect(
            Class<P> service, @Nullable ClassLoader loader, Map<Class<?>, P> found) {
        Iterator<ServiceLoader.Provider<P>> entries =
                ServiceLoader.load(service, loader).stream().iterator();
        while (true) {
            ServiceLoader.Provider<P> entry;
            try {
                if (!entries.hasNext()) {
                    return;
                }
                entry = entries.next();
            } catch (ServiceConfigurationError | LinkageError e) {
                throw new BrokenProviderException(
                        "a provider of " + service.getName() + " cannot be loaded: "
                                + ServiceFiles.blame(service, loader) + " (" + e
                                + "). Remove its jar, or add what it needs",
                        e);
            }
            Class<? extends P> type = entry.type();
            if (!found.containsKey(type)) {
                found.put(type, instantiated(entry, service));
            }
        }
    }

    private static <P extends Provider> P instantiated(ServiceLoader.Provider<P> entry, Class<P> service) {
        try {
            // Both asked now, so that a provider that does not link with this API is found here and not in the middle
            // of a task.
            requireEveryMethod(entry.type());
            P provider = entry.get();
            requireDescribed(provider.name(), provider.priority(), provider.settings());
            return provider;
        } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
            Throwable cause = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
            throw new BrokenProviderException(Origin.of(entry.type()) + whatIsWrong(entry.type(), service, cause), e);
        }
    }

    private static String whatIsWrong(Class<?> type, Class<?> service, Throwable cause) {
        if (cause instanceof NoClassDefFoundError
                && !String.valueOf(cause.getMessage()).startsWith(API_CLASSES)) {
            return " needs a class that is not on the class path (" + cause
                    + "). Add the jar that holds it, or remove this one";
        }
        if (cause instanceof LinkageError) {
            return " does not fit this API: it was built against version " + Origin.apiVersion(type)
                    + ", this is version " + Origin.currentApiVersion() + " (" + cause
                    + "). Take a build of it for this version";
        }
        return " cannot be used as a provider of " + service.getName() + ": " + cause
                + ". Remove its jar, or repair it";
    }

    private static void requireDescribed(String name, int priority, List<Setting<?>> settings) {
        if (name.isEmpty()) {
            throw new IllegalStateException(
                    "its name is empty (priority " + priority + ", " + settings.size() + " settings)");
        }
    }

    /** A method that was added to an SPI after the provider was compiled is still abstract in its class. */
    private static void requireEveryMethod(Class<?> type) {
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                throw new AbstractMethodError("it lacks the method " + method.getName() + " of "
                        + method.getDeclaringClass().getName());
            }
        }
    }
}
