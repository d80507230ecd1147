package dev.isthmus.simulation.observe;

/**
 * One life of a driver: a process, from its start to its end.
 *
 * @param framework the name of its framework in the scenario
 * @param number from 1 on, of all lives of drivers of this framework
 */
public record DriverLife(String framework, int number) {

    private static final String MASTER = "master";

    /** That of a backend that all frameworks have in common: whose calls are nobody's alone. */
    public static final DriverLife OF_COMMON_BACKEND = new DriverLife("backend", 1);

    /** A process of a master, which all frameworks have in common. */
    public static DriverLife ofMaster(int number) {
        return new DriverLife(MASTER, number);
    }

    /** Whether it is one of a master. */
    public boolean isOfMaster() {
        return framework.equals(MASTER);
    }

    @Override
    public String toString() {
        return framework + "#" + number;
    }
}
