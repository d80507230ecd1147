package dev.isthmus.testkit.framework.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What was called and what was told, as far as expectations look: back to the first of the last sends in a row. Sends, then
 * expectations, then sends: each group of expectations is about the group of sends before it.
 */
public final class Ledger {

    private final List<Made> calls = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private int callsBefore;
    private int toldBefore;
    private int since;
    private boolean expecting = true;

    /** A step begins that sends something, after an expectation or after another one that sends. */
    public void sending(int step) {
        if (expecting) {
            expecting = false;
            callsBefore = calls.size();
            toldBefore = told.size();
            since = step;
        }
    }

    /** A step begins that expects something. */
    public void expecting() {
        expecting = true;
    }

    /** Whether a step that sends would be the first of a new group. */
    public boolean isExpecting() {
        return expecting;
    }

    /** The first step that expectations look at. */
    public int since() {
        return since;
    }

    void add(Made call) {
        calls.add(call);
    }

    void add(Told what) {
        told.add(what);
    }

    public List<Made> all() {
        return List.copyOf(calls);
    }

    /** The calls that expectations look at, taken or not. */
    public List<Made> window() {
        return List.copyOf(calls.subList(callsBefore, calls.size()));
    }

    /** The calls that expectations look at and that none has taken. */
    public List<Made> open() {
        return window().stream().filter(made -> !made.isTaken()).toList();
    }

    /** The calls made before those. */
    public List<Made> earlier() {
        return List.copyOf(calls.subList(0, callsBefore));
    }

    /** What expectations look at of what the scheduler was told. */
    public <T extends Told> List<T> told(Class<T> type) {
        return told.subList(toldBefore, told.size()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** All that it was told since the script began. */
    public <T extends Told> Stream<T> everTold(Class<T> type) {
        return told.stream().filter(type::isInstance).map(type::cast);
    }

    /** Whether such a call was ever made. */
    boolean ever(Predicate<DriverCall> like) {
        return calls.stream().map(Made::call).anyMatch(like);
    }
}
