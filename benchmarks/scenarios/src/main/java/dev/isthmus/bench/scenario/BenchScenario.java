package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;

/** Something that is measured beside its baselines, round after round. */
public interface BenchScenario {

    /** Its name on the command line, in small letters with dashes. */
    String name();

    /** What it measures, in one line. */
    String says();

    /**
     * Measures once.
     *
     * @throws Exception if it cannot
     */
    void round(Measurements into) throws Exception;
}
