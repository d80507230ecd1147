package dev.isthmus.testkit.memory;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.MasterMeaning;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Opens a {@link MemoryBackend} under the name {@code memory}. It is not registered as a service, so that it never competes
 * with a real backend by being on the class path: hand it over in a {@link
 * dev.isthmus.api.discovery.ProviderSource#of ProviderSource}, or name it in a service file of your own tests.
 */
public final class MemoryBackendProvider implements BackendProvider {

    private final Function<BackendContext, MemoryBackend> opener;

    /** Opens backends without agents. */
    public MemoryBackendProvider() {
        this(backend -> {});
    }

    /** Opens backends that this prepares: with agents, or with tasks that run by themselves. */
    public MemoryBackendProvider(Consumer<MemoryBackend> setUp) {
        this.opener = context -> {
            MemoryBackend backend = new MemoryBackend(context.clock(), context.scheduler());
            setUp.accept(backend);
            return backend;
        };
    }

    private MemoryBackendProvider(Function<BackendContext, MemoryBackend> opener) {
        this.opener = opener;
    }

    /** Opens backends on the agents and tasks of this one, as every driver of one cluster does. */
    public static MemoryBackendProvider on(MemoryBackend cluster) {
        return new MemoryBackendProvider(
                (Function<BackendContext, MemoryBackend>) context -> cluster.another(context.scheduler()));
    }

    @Override
    public String name() {
        return "memory";
    }

    /** There is one cluster, that of this process. */
    @Override
    public MasterMeaning meaningOf(String master) {
        return master.equals("local")
                ? new MasterMeaning.Cluster(Map.of())
                : new MasterMeaning.Foreign("want local", Optional.empty());
    }

    @Override
    public Backend open(BackendContext context) {
        return opener.apply(Objects.requireNonNull(context, "context"));
    }
}
