package dev.isthmus.driver.client;

import dev.isthmus.driver.client.leader.MasterReference;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the driver that is a client of a master and the one that is embedded. The drop-in class finds this one by name, perhaps from a jar of another
 * version: its name and that of its method may not change. Not for frameworks.
 */
public final class DriverChoice {

    /** The setting that has always chosen the embedded driver, whatever a framework's master argument is. */
    private static final String CLUSTER = "AWS_ECS_CLUSTER";

    /** The other one: a backend that is named is meant to be used. */
    private static final String BACKEND = "ISTHMUS_BACKEND";

    private static final String EMBEDDED = "dev.isthmus.driver.DropIn";

    private DriverChoice() {}

    /**
     * The class that makes the driver.
     *
     * @param master the framework's master argument; null is refused by the driver
     * @return its name
     */
    public static String by(@Nullable String master) {
        if (master == null || !MasterReference.isOne(master)) {
            return EMBEDDED;
        }
        for (String setting : new String[] {CLUSTER, BACKEND}) {
            if (!ProcessSettings.of(setting).isEmpty()) {
                // Which says that the argument is not used.
                return EMBEDDED;
            }
        }
        return ThinDriver.class.getName();
    }
}
