package dev.isthmus.bench.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what the rounds of scenarios measure. Not thread-safe. */
public final class Measurements {

    private record Key(String scenario, String what, long size, String unit) {}

    private final Map<Key, List<Double>> rounds = new LinkedHashMap<>();
    private String scenario = "";

    /** Nothing yet. */
    public Measurements() {}

    /** What is added from now on is of this scenario. */
    public void begin(String name) {
        scenario = name;
    }

    /** Adds what a round has measured. */
    public void add(String what, String unit, double value) {
        add(what, 0, unit, value);
    }

    /** Adds what a round has measured of so many instances, tasks or frameworks. */
    public void add(String what, long size, String unit, double value) {
        rounds.computeIfAbsent(new Key(scenario, what, size, unit), none -> new ArrayList<>())
                .add(value);
    }

    /** The figures, in the order in which they were measured first. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        rounds.forEach((key, values) ->
                figures.add(new Figure(key.scenario, key.what, key.size, key.unit, Spread.of(values))));
        return figures;
    }
}
