package dev.isthmus.bench.figure;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a run of the scenarios has measured.
 *
 * @param machine where
 * @param rounds how often each was measured
 * @param figures in the order in which they were measured
 */
public record BenchReport(Machine machine, int rounds, List<Figure> figures) {

    /** Copies. */
    public BenchReport {
        figures = List.copyOf(figures);
    }

    /** The figures of a scenario. */
    public List<Figure> of(String scenario) {
        return figures.stream()
                .filter(figure -> figure.scenario().equals(scenario))
                .toList();
    }

    /** The figures of one thing by size, in one unit. */
    public List<Figure> series(String scenario, String what, String unit) {
        return of(scenario).stream()
                .filter(figure -> figure.what().equals(what) && figure.unit().equals(unit))
                .toList();
    }

    /** The median of what has no size. */
    public OptionalDouble median(String scenario, String what, String unit) {
        return series(scenario, what, unit).stream()
                .mapToDouble(figure -> figure.spread().median())
                .findFirst();
    }
}
