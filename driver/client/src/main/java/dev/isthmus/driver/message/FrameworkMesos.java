package dev.isthmus.driver.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.mesos.Protos;

/**
 * The version of the framework's Mesos classes.
 *
 * <p>It is read from the messages that there are: the version in a manifest is lost where a framework bundles or renames Mesos's classes, and the
 * constant of {@code MesosNativeLibrary} is ours where the drop-in class replaces Mesos's.
 */
public final class FrameworkMesos {

    /** The oldest version whose classes we work with. */
    private static final String OLDEST = "0.21.0";

    /** Versions, newest first, with a message that each introduced (found by comparing the jars). */
    private static final Map<String, String> BROUGHT = new LinkedHashMap<>();

    static {
        BROUGHT.put("1.11.0", "org.apache.mesos.scheduler.Protos$OfferConstraints");
        BROUGHT.put("1.5.0", "org.apache.mesos.Protos$OperationState");
    }

    private FrameworkMesos() {}

    /** The newest version whose messages are there; the classes are of this version or of a later one. */
    public static String version() {
        return BROUGHT.entrySet().stream()
                .filter(version -> exists(version.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OLDEST);
    }

    private static boolean exists(String message) {
        try {
            Class.forName(message, false, Protos.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
