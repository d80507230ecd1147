package dev.isthmus.api.backend;

import dev.isthmus.api.discovery.Provider;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.discovery.Selection;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.util.Optional;

/**
 * Opens a backend of one name: a small factory for an {@link dev.isthmus.api.inventory.OfferSource} and a
 * {@link dev.isthmus.api.launch.TaskLauncher}. One factory makes both, because offers of one backend must never be launched on another.
 *
 * <p>Rules R-PR-01 to R-PR-05 of {@link Provider} hold. R-BP-01: {@link #open} does no I/O to the backend; that it cannot be reached is
 * reported later, as an event.
 *
 * @since 0.1
 */
public interface BackendProvider extends Provider {

    /** Which backend to use, by name. */
    Setting<Optional<String>> BACKEND = Setting.optionalText(
            "ISTHMUS_BACKEND", "The backend to use, by name; needed only when several are on the class path.");

    /**
     * Says what the master argument of a framework's driver means here (R-BP-07): the same each time, and without asking anyone. Several backends
     * may be asked of one argument; what has the form of another's ({@code zk://...}, {@code host:port}) is {@link MasterMeaning.Foreign}.
     *
     * @param master as the framework gave it, without white space around it; any text, also an empty one. It may hold a password: do not repeat it
     */
    MasterMeaning meaningOf(String master);

    /**
     * Opens it.
     *
     * @throws NullPointerException if there is no context
     * @throws BackendException if the settings do not make sense to it; the message names the setting and says what to set (R-BP-04)
     */
    Backend open(BackendContext context);

    /**
     * Chooses one of the backends that a source knows: by the setting {@link #BACKEND}, else by {@link Selection}'s rules.
     *
     * @throws dev.isthmus.api.discovery.ProviderSelectionException if none is chosen
     * @throws dev.isthmus.api.discovery.BrokenProviderException if one cannot be loaded
     */
    static BackendProvider select(ProviderSource source, Settings settings) {
        return Selection.one(
                "backend",
                source.load(BackendProvider.class),
                settings.get(BACKEND),
                settings,
                "Add dev.isthmus:isthmus-ecs-backend (or the bundle, isthmus-driver.jar) to the class path, or name one with "
                        + BACKEND.name());
    }
}
