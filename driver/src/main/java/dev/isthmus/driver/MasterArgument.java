package dev.isthmus.driver;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;

/** The {@code master} argument of a driver: it names the cluster when it is {@code ecs://name} or an ARN, and says nothing otherwise. */
final class MasterArgument {

    private static final String SCHEME = "ecs://";
    private static final String ORIGIN = "by the driver's master argument";

    private MasterArgument() {}

    /** These settings, with the cluster that the argument names, if it names one. */
    static Settings applied(String master, Settings settings) {
        String named = master.strip();
        if (named.startsWith(SCHEME)) {
            String cluster = named.substring(SCHEME.length());
            named = cluster.endsWith("/") ? cluster.substring(0, cluster.length() - 1) : cluster;
        } else if (!named.startsWith("arn:")) {
            // A ZooKeeper address or host:port from the days of the Mesos cluster: the settings say which cluster.
            return settings;
        }
        return named.isEmpty()
                ? settings
                : settings.toBuilder().set(EcsSettings.CLUSTER, named, ORIGIN).build();
    }
}
