package dev.isthmus.operator.settings;

import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a command runs.
 *
 * @param environment the variables of the process
 * @param properties the system properties
 * @param clock the time that people see
 * @param drawn whether the output is a terminal, with colours and a cursor that can be moved
 */
public record Surroundings(
        SortedMap<String, String> environment, Properties properties, InstantSource clock, boolean drawn) {

    /** Copies the variables. */
    public Surroundings {
        environment = new TreeMap<>(environment);
    }

    /** Those of this process. */
    public static Surroundings ofProcess(boolean drawn) {
        return new Surroundings(new TreeMap<>(System.getenv()), System.getProperties(), InstantSource.system(), drawn);
    }

    /** With these variables and no system properties, for tests. */
    public static Surroundings of(Map<String, String> environment, InstantSource clock) {
        return new Surroundings(new TreeMap<>(environment), new Properties(), clock, false);
    }
}
