package org.apache.mesos;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Stands where Mesos's own class stood, because some frameworks load libmesos or ask for its version by themselves
 * (Marathon, Spark). There is no library: loading does nothing, and the version is that of the Mesos whose driver this is.
 */
@NullMarked
public final class MesosNativeLibrary {

    /** The version of the Mesos whose driver is in this jar. */
    public static final String VERSION = "1.11.0";

    private static final Version LIBRARY = new Version(1, 11, 0);

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
        return LIBRARY;
    }

    /** A version of libmesos. */
    public static class Version implements Comparable<Version> {

        private static final Comparator<Version> ORDER = Comparator.<Version>comparingLong(version -> version.major)
                .thenComparingLong(version -> version.minor)
                .thenComparingLong(version -> version.patch);

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
            return other instanceof Version version && equals(version);
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
            return ORDER.compare(this, other);
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
