package dev.isthmus.driver;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.client.DriverChoice;
import dev.isthmus.driver.client.leader.MasterReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code master} argument of a framework's driver, resolved to a backend and settings. The backends say what it means; an empty one leaves all to
 * the settings.
 *
 * @param provider the provider of the backend
 * @param settings the settings, with those of the argument
 * @param warning that the argument is not used; empty if it is
 */
record MasterArgument(BackendProvider provider, Settings settings, Optional<String> warning) {

    /** The one class that asks {@link DriverChoice}. */
    private static final String CHOOSES = "org.apache.mesos.MesosSchedulerDriver";

    /**
     * Chooses the backend and its cluster.
     *
     * @throws IllegalArgumentException if the argument names no cluster, and the settings do not do so in its place
     * @throws dev.isthmus.api.discovery.ProviderSelectionException if no backend is chosen
     * @throws dev.isthmus.api.discovery.BrokenProviderException if one cannot be loaded
     */
    static MasterArgument of(String master, Settings given, ProviderSource installed) {
        if (master.isEmpty()) {
            return new MasterArgument(BackendProvider.select(installed, given), given, Optional.empty());
        }
        BackendProvider provider = BackendProvider.select(asked(master, given, installed), given);
        return provider.meaningOf(master.strip())
                .fold(
                        cluster -> new MasterArgument(provider, applied(cluster, given), Optional.empty()),
                        mistake -> {
                            throw new IllegalArgumentException("the driver's master argument is '"
                                    + MasterReference.withoutSecret(master) + "': " + mistake.wanted());
                        },
                        foreign -> foreign.instead()
                                .filter(given::isSet)
                                .map(setting -> new MasterArgument(
                                        provider, given, Optional.of(warning(master, provider, setting, given))))
                                .orElseThrow(() -> new IllegalArgumentException(refusal(master, provider, foreign))));
    }

    private static String warning(String master, BackendProvider provider, Setting<?> setting, Settings given) {
        return "the driver's master argument '" + MasterReference.withoutSecret(master)
                + "' names no cluster of backend "
                + provider.name() + " and is not used: the cluster is '" + given.get(setting) + "', as "
                + setting.name() + " says"
                + (MasterReference.isOne(master)
                        ? "; to be served by that master, leave " + String.join(" and ", DriverChoice.EMBEDDING)
                                + " out and make the driver by " + CHOOSES
                        : "");
    }

    private static String refusal(String master, BackendProvider provider, MasterMeaning.Foreign foreign) {
        return "the driver's master argument is '" + MasterReference.withoutSecret(master)
                + "', which names no cluster of backend "
                + provider.name() + ": " + foreign.wanted()
                + foreign.instead()
                        .map(setting -> "; or name the cluster by " + setting.name()
                                + ", which counts where the master argument names none")
                        .orElse("");
    }

    /** The providers that know the argument, or all of them if none does, so that one of them says what it expects. */
    private static ProviderSource asked(String master, Settings given, ProviderSource installed) {
        List<BackendProvider> all = installed.load(BackendProvider.class);
        if (given.get(BackendProvider.BACKEND).isPresent()) {
            return ProviderSource.of(all.toArray(BackendProvider[]::new));
        }
        for (Class<? extends MasterMeaning> kind : List.of(MasterMeaning.Cluster.class, MasterMeaning.Mistake.class)) {
            BackendProvider[] known = all.stream()
                    .filter(provider -> kind.isInstance(provider.meaningOf(master.strip())))
                    .toArray(BackendProvider[]::new);
            if (known.length > 0) {
                return ProviderSource.of(known);
            }
        }
        return ProviderSource.of(all.toArray(BackendProvider[]::new));
    }

    private static Settings applied(MasterMeaning.Cluster cluster, Settings given) {
        Settings.Builder settings = given.toBuilder();
        for (Map.Entry<Setting<?>, String> entry : cluster.settings().entrySet()) {
            settings.set(entry.getKey(), entry.getValue(), "by the driver's master argument");
        }
        return settings.build();
    }
}
