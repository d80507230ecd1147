package dev.isthmus.operator.settings;

import java.net.InetAddress;
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
 * @param names where the names of hosts lead
 * @param drawn whether the output is a terminal, with colours and a cursor that can be moved
 */
public record OperatorShell(
        SortedMap<String, String> environment,
        Properties properties,
        InstantSource clock,
        NameResolver names,
        boolean drawn) {

    /** Copies the variables. */
    public OperatorShell {
        environment = new TreeMap<>(environment);
    }

    /** Whether lines may have colours: on a terminal, unless NO_COLOR says otherwise, as <a href="https://no-color.org">no-color.org</a> has it. */
    public boolean isColoured() {
        return drawn && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Those of this process. */
    public static OperatorShell ofProcess(boolean drawn) {
        return new OperatorShell(
                new TreeMap<>(System.getenv()),
                System.getProperties(),
                InstantSource.system(),
                InetAddress::getByName,
                drawn);
    }

    /** With these variables, these names and no system properties, for tests. */
    public static OperatorShell of(Map<String, String> environment, InstantSource clock, NameResolver names) {
        return new OperatorShell(new TreeMap<>(environment), new Properties(), clock, names, false);
    }
}
