package dev.isthmus.operator.aws;

import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.plan.LogSettings;
import dev.isthmus.operator.settings.OperatorShell;
import java.net.URI;
import java.util.Optional;

/** Addresses of services that are not their region's own, under the names that every SDK and command line of AWS has for them. */
public final class ServiceAddresses {

    private static final Setting<Optional<URI>> STS =
            Setting.optionalUri("AWS_ENDPOINT_URL_STS", "The address of STS, when it is not the region's own.");

    private ServiceAddresses() {}

    /**
     * Of STS.
     *
     * @throws InvalidSettingException if what is set is no address
     */
    public static Optional<URI> ofSts(OperatorShell surroundings) {
        return of(STS, surroundings);
    }

    /**
     * Of CloudWatch Logs.
     *
     * @throws InvalidSettingException if what is set is no address
     */
    public static Optional<URI> ofLogs(OperatorShell surroundings) {
        return of(LogSettings.ENDPOINT, surroundings);
    }

    private static Optional<URI> of(Setting<Optional<URI>> setting, OperatorShell surroundings) {
        String text = surroundings.environment().getOrDefault(setting.name(), "");
        return Settings.builder()
                .set(setting, text, "in the environment")
                .build()
                .get(setting);
    }
}
