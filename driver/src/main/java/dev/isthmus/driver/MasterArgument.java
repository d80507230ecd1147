package dev.isthmus.driver;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code master} that a framework hands to its driver, as far as it means a cluster on ECS: {@code ecs://name}, or the
 * cluster's ARN. Anything else, such as {@code zk://...}, leaves the cluster to the settings.
 */
final class MasterArgument {

    /** The ECS backend's own, by its name: where that backend is missing, its selection is to say so and not the linker. */
    private static final Setting<String> CLUSTER =
            Setting.text("AWS_ECS_CLUSTER", "The cluster that the master argument names.", "");

    private static final String SCHEME = "ecs://";

    /** Names as CreateCluster takes them: letters, digits, hyphens and underscores, at most 255. */
    private static final Pattern BY_NAME = Pattern.compile(SCHEME + "([\\p{Alnum}_-]{1,255})/?");

    private static final Pattern BY_ARN =
            Pattern.compile("arn:aws[a-z-]*:ecs:[a-z0-9-]+:\\d{12}:cluster/[\\p{Alnum}_-]{1,255}");

    private MasterArgument() {}

    /**
     * The cluster that is named.
     *
     * @throws IllegalArgumentException if a cluster is meant but not properly named
     */
    static Optional<String> cluster(String master) {
        String text = master.strip();
        Matcher name = BY_NAME.matcher(text);
        if (name.matches()) {
            return Optional.of(name.group(1));
        }
        if (BY_ARN.matcher(text).matches()) {
            return Optional.of(text);
        }
        if (text.startsWith(SCHEME) || text.startsWith("arn:")) {
            throw new IllegalArgumentException("the driver's master argument is '" + master
                    + "': want ecs://<name of the cluster> (letters, digits, hyphens and underscores) or the cluster's ARN,"
                    + " arn:aws:ecs:<region>:<account>:cluster/<name>");
        }
        return Optional.empty();
    }

    /**
     * The settings with the cluster that is named, if one is; it wins over what they hold.
     *
     * @throws IllegalArgumentException if a cluster is meant but not properly named
     */
    static Settings applied(String master, Settings settings) {
        return cluster(master)
                .map(cluster -> settings.toBuilder()
                        .set(CLUSTER, cluster, "by the driver's master argument")
                        .build())
                .orElse(settings);
    }
}
