package dev.isthmus.operator.settings;

import dev.isthmus.api.backend.BackendException;
import dev.isthmus.api.settings.Nearest;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.sdk.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which cluster is meant, and with which settings: those of the environment, as a driver would have them, unless the command line says otherwise. */
public final class ClusterOptions {

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The ECS cluster, by name or ARN (default: AWS_ECS_CLUSTER, else default).")
    private @Nullable String cluster;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "The address of ECS, such as that of ./isthmus fake (default: AWS_ECS_ENDPOINT, else the region's).")
    private @Nullable String endpoint;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the driver, in place of the environment's; may be given several times.")
    private List<String> set = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private void set(String text, Settings.Builder settings) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            // What was given may be a secret.
            throw new ParameterException(spec.commandLine(), "--set wants NAME=VALUE");
        }
        String name = text.substring(0, equals);
        Setting<?> setting = KnownSettings.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--set " + name + ": there is no such setting"
                                + Nearest.of(
                                                name,
                                                KnownSettings.all().stream()
                                                        .map(Setting::name)
                                                        .toList())
                                        .map(nearest -> "; did you mean " + nearest + "?")
                                        .orElse("")));
        settings.set(setting, text.substring(equals + 1), "by --set");
    }

    /**
     * The settings in force there.
     *
     * @throws ParameterException if {@code --set} names none, or does not say to what
     */
    public Settings settings(OperatorShell surroundings) {
        Settings.Builder settings =
                Settings.builder().environment(surroundings.environment()).systemProperties(surroundings.properties());
        set.forEach(text -> set(text, settings));
        if (cluster != null) {
            settings.set(EcsSettings.CLUSTER, cluster, "by --cluster");
        }
        if (endpoint != null) {
            settings.set(EcsSettings.ENDPOINT, endpoint, "by --endpoint");
        }
        return settings.build();
    }

    /**
     * The cluster that the settings name, in its region.
     *
     * @throws CommandFailure if no region is set
     */
    public static Target target(Settings settings) throws CommandFailure {
        try {
            return Target.of(settings.get(EcsSettings.CLUSTER), settings.get(EcsSettings.ENDPOINT));
        } catch (BackendException e) {
            throw CommandFailure.unanswered(
                    e.failure().message(),
                    "this shell is not set up for AWS",
                    "export AWS_REGION=<region>",
                    "without an AWS account: ./isthmus fake, and what it prints");
        }
    }
}
