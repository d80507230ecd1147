package org.apache.mesos;

import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Replaces Mesos's class of this name, because some frameworks load libmesos or read its version themselves (Marathon, Spark). There is no library:
 * loading does nothing, and the version is that of the Mesos that this driver implements.
 *
 * <p>In place of a library it finds the classes behind the drop-ins. It must work by itself, in byte code for Java 8: the agent replaces Mesos's own
 * class with it, in any class loader, which need not see anything else of ours.
 */
public final class MesosNativeLibrary {

    /** The version of the Mesos whose driver is in this jar. */
    public static final String VERSION = "1.11.0";

    /** The oldest Java that the classes behind the drop-ins run on. */
    private static final int JAVA = 17;

    private static final String CHOICE = "dev.isthmus.driver.client.DriverChoice";

    private static final String EMBEDDED = "dev.isthmus.driver.DropIn";

    private static final String AGENT = "dev.isthmus.agent.AgentBundle";

    private static @Nullable ClassLoader bundle;

    private MesosNativeLibrary() {}

    /**
     * Does nothing: there is no library to load.
     *
     * @param libname where libmesos would be; not looked at
     */
    public static void load(@Nullable String libname) {}

    /** Does nothing: there is no library to load. */
    public static void load() {}

    /**
     * The version of the Mesos whose driver is in this jar; unlike with Mesos's own class, nothing need be loaded before.
     *
     * @return 1.11.0
     */
    public static Version version() {
        // Made here, not once for all: Mesos 0.21 has no such class, and with the agent it is not there then.
        return new Version(1, 11, 0);
    }

    /**
     * Finds a class behind the drop-ins; for those alone. It is looked up where this class is, which is the bundle or the modules on a class path,
     * and then in the agent's bundle, with the framework's own classes below it.
     *
     * @param name of the class
     * @return the class, whose {@code org.apache.mesos} is the framework's own
     * @throws IllegalStateException if this JVM is too old, or if nothing of Isthmus is to be found
     */
    public static Class<?> isthmus(String name) {
        requireJava(System.getProperty("java.specification.version", ""));
        return find(name);
    }

    private static synchronized Class<?> find(String name) {
        ClassLoader own = MesosNativeLibrary.class.getClassLoader();
        try {
            return Class.forName(name, true, bundle == null ? own : bundle);
        } catch (ClassNotFoundException notHere) {
            if (bundle != null) {
                throw new IllegalStateException("Isthmus's " + name + " is not in its agent", notHere);
            }
        }
        try {
            // By the loader that has the JVM's agents, which the framework's own need not know.
            Object found = Class.forName(AGENT, true, ClassLoader.getSystemClassLoader())
                    .getMethod("over", ClassLoader.class)
                    .invoke(null, own);
            ClassLoader over = (ClassLoader) Objects.requireNonNull(found);
            bundle = over;
            return Class.forName(name, true, over);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Isthmus's agent cannot be read: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Isthmus's " + name + " is not beside its " + MesosNativeLibrary.class.getName()
                            + ": put the whole of isthmus-driver.jar first on the class path, or start the JVM with"
                            + " -javaagent:isthmus-agent.jar",
                    e);
        }
    }

    /**
     * Creates the driver behind the drop-in class {@code MesosSchedulerDriver}: one that is a client of a master, on a JVM of any age, or one that is embedded.
     *
     * @param master where the cluster or its master is; null is refused by the driver
     * @param parameters the types of the arguments
     * @param arguments the driver that the framework knows, and the arguments of its constructor
     */
    static SchedulerDriver driver(@Nullable String master, Class<?>[] parameters, @Nullable Object... arguments) {
        try {
            Object chosen = Objects.requireNonNull(
                    find(CHOICE).getMethod("by", String.class).invoke(null, master));
            String name = chosen.toString();
            Class<?> drivers = name.equals(EMBEDDED) ? isthmus(name) : find(name);
            Object made = drivers.getMethod("driver", parameters).invoke(null, arguments);
            return (SchedulerDriver) Objects.requireNonNull(made);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            if (thrown instanceof RuntimeException) {
                throw (RuntimeException) thrown;
            }
            if (thrown instanceof Error) {
                throw (Error) thrown;
            }
            throw new IllegalStateException("The driver cannot be made: " + thrown, thrown);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The drop-in class and the rest of Isthmus are of different versions (" + e
                            + "): take both from one jar",
                    e);
        }
    }

    /**
     * Refuses a JVM that is too old, in one line; without this it would be refused by an {@code UnsupportedClassVersionError}.
     *
     * @param specification the version that the JVM says it is of: 1.8, 11, 17
     */
    static void requireJava(String specification) {
        if (!specification.matches("\\d{2,}.*") || Integer.parseInt(specification.replaceAll("\\D.*", "")) < JAVA) {
            throw new IllegalStateException("Isthmus needs Java " + JAVA + " or newer; this is Java " + specification
                    + " (" + System.getProperty("java.home") + "): start the framework with a newer one, or name a master that serves it"
                    + " (host:port or zk://host:port/path), for which Java 8 will do");
        }
    }

    /** A version of libmesos. */
    public static class Version implements Comparable<Version> {

        /** The first number; not negative. */
        public final long major;

        /** The second number; not negative. */
        public final long minor;

        /** The third number; not negative. */
        public final long patch;

        /**
         * A version of three numbers.
         *
         * @param major not negative
         * @param minor not negative
         * @param patch not negative
         * @throws IllegalArgumentException if one is negative
         */
        public Version(long major, long minor, long patch) {
            if (major < 0) {
                throw new IllegalArgumentException("Major version must not be negative");
            }
            if (minor < 0) {
                throw new IllegalArgumentException("Minor version must not be negative");
            }
            if (patch < 0) {
                throw new IllegalArgumentException("Patch version must not be negative");
            }
            this.major = major;
            this.minor = minor;
            this.patch = patch;
        }

        /**
         * A version of two numbers.
         *
         * @param major not negative
         * @param minor not negative
         */
        public Version(long major, long minor) {
            this(major, minor, 0);
        }

        /**
         * A version of one number.
         *
         * @param major not negative
         */
        public Version(long major) {
            this(major, 0, 0);
        }

        /**
         * Whether both are the same version. Frameworks are linked against this overload, which Mesos's class has.
         *
         * @param other the other version
         * @return whether all three numbers are the same
         */
        @SuppressWarnings("NonOverridingEquals") // must have Mesos's own signature
        public boolean equals(@Nullable Version other) {
            return other != null && compareTo(other) == 0;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Version && equals((Version) other);
        }

        @Override
        public int hashCode() {
            return Objects.hash(major, minor, patch);
        }

        @Override
        public int compareTo(Version other) {
            if (other == null) {
                throw new IllegalArgumentException("other Version must not be null");
            }
            int order = Long.compare(major, other.major);
            order = order != 0 ? order : Long.compare(minor, other.minor);
            return order != 0 ? order : Long.compare(patch, other.patch);
        }

        /**
         * Whether this version comes before another.
         *
         * @param other the other version
         * @return whether it is older
         */
        public boolean before(Version other) {
            return compareTo(other) < 0;
        }

        /**
         * Whether this version comes after another.
         *
         * @param other the other version
         * @return whether it is newer
         */
        public boolean after(Version other) {
            return compareTo(other) > 0;
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }
}
