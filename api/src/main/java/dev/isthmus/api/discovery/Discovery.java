package dev.isthmus.api.discovery;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds providers with {@link ServiceLoader}: the union of what the class loader of this API and the context class loader know, each class
 * once. One broken provider fails the whole load: half a configuration would be worse than none.
 */
public final class Discovery {

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
        collect(ServiceLoader.load(service, own), service, found);
        if (context != null && context != own) {
            collect(ServiceLoader.load(service, context), service, found);
        }
        return new ArrayList<>(found.values());
    }

    private static <P extends Provider> void collect(
            ServiceLoader<P> loader, Class<P> service, Map<Class<?>, P> found) {
        Iterator<ServiceLoader.Provider<P>> entries = loader.stream().iterator();
        while (true) {
            ServiceLoader.Provider<P> entry;
            try {
                if (!entries.hasNext()) {
                    return;
                }
                entry = entries.next();
            } catch (ServiceConfigurationError | LinkageError e) {
                throw new BrokenProviderException(
                        "a provider of " + service.getName() + " that a service file names cannot be loaded: "
                                + e.getMessage() + ". Remove its jar, or add what it needs",
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
            P provider = entry.get();
            // Asked now, so that a provider that does not link with this API is found here and not in the middle of a
            // task.
            String name = provider.name();
            int priority = provider.priority();
            provider.settings();
            if (name.isEmpty()) {
                throw new IllegalStateException("its name is empty (priority " + priority + ")");
            }
            return provider;
        } catch (LinkageError e) {
            throw new BrokenProviderException(
                    Origin.of(entry.type()) + " does not fit this API: it was built against version "
                            + Origin.apiVersion(entry.type()) + ", this is version "
                            + Origin.apiVersion(Discovery.class)
                            + " (" + e + "). Take a build of it for this version",
                    e);
        } catch (ServiceConfigurationError | RuntimeException e) {
            Throwable cause = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
            throw new BrokenProviderException(
                    Origin.of(entry.type()) + " cannot be used as a provider of " + service.getName() + ": " + cause
                            + ". Remove its jar, or repair it",
                    e);
        }
    }
}
