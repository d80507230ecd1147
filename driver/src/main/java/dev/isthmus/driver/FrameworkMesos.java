package dev.isthmus.driver;

import org.apache.mesos.Protos;

/**
 * What the framework's Mesos classes tell of the framework.
 *
 * <p>Asked of the messages themselves, because the version in a manifest is lost where a framework bundles or renames
 * Mesos's classes, and the constant of {@code MesosNativeLibrary} is ours once the drop-in class stands in its place.
 */
final class FrameworkMesos {

    /** A message that Mesos 1.5.0 brought and 1.4 did not have. */
    private static final String SINCE_1_5 = Protos.class.getName() + "$OperationState";

    private FrameworkMesos() {}

    /**
     * Whether a framework of this version has met {@code TASK_STARTING} from Mesos itself, which sends it for command tasks
     * since 1.5. Older frameworks may fail on it.
     */
    static boolean expectsStarting() {
        try {
            Class.forName(SINCE_1_5, false, Protos.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
