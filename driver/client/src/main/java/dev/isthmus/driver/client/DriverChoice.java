package dev.isthmus.driver.client;

import dev.isthmus.driver.client.leader.MasterReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the driver that is a client of a master and the one that is embedded. The drop-in class finds this one by name, perhaps from a jar of another
 * version: its name and that of its method may not change. Not for frameworks.
 */
public final class DriverChoice {

    /**
     * The settings that choose the embedded driver, whatever a framework's master argument is: the one that always has, and that of the backend, of which one
     * that is named is meant to be used.
     */
    public static final List<String> EMBEDDING =
            Collections.unmodifiableList(Arrays.asList("AWS_ECS_CLUSTER", "ISTHMUS_BACKEND"));

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
        for (String setting : EMBEDDING) {
            if (!ProcessSettings.of(setting).isEmpty()) {
                // Which says that the argument is not used.
                return EMBEDDED;
            }
        }
        return ThinDriver.class.getName();
    }
}
