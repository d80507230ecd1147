package dev.isthmus.simulation.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How often each kind of fault met a framework in each phase. Not thread-safe. */
public final class Coverage {

    private final Map<FaultKind, Map<Phase, Long>> counts = new EnumMap<>(FaultKind.class);
    private long faults;

    /** A fault has met a framework that is in these phases. */
    void add(FaultKind kind, Set<Phase> phases) {
        faults++;
        for (Phase phase : phases) {
            add(kind, phase, 1);
        }
    }

    private void add(FaultKind kind, Phase phase, long times) {
        counts.computeIfAbsent(kind, first -> new EnumMap<>(Phase.class)).merge(phase, times, Long::sum);
    }

    /** Adds what another has counted. */
    public void add(Coverage other) {
        faults += other.faults;
        other.counts.forEach((kind, its) -> its.forEach((phase, times) -> add(kind, phase, times)));
    }

    /** How often this kind met this phase. */
    public long count(FaultKind kind, Phase phase) {
        return counts.getOrDefault(kind, Map.of()).getOrDefault(phase, 0L);
    }

    /** How many faults were met. */
    public long faults() {
        return faults;
    }

    /**
     * The combinations that never occurred.
     *
     * @param ofMaster whether there is a master
     */
    public List<String> missing(boolean ofMaster) {
        List<String> missing = new ArrayList<>();
        for (FaultKind kind : kinds(ofMaster)) {
            for (Phase phase : Phase.values()) {
                if (count(kind, phase) == 0) {
                    missing.add(kind.word() + " while "
                            + phase.name().toLowerCase(Locale.ROOT).replace('_', ' '));
                }
            }
        }
        return missing;
    }

    private static List<FaultKind> kinds(boolean ofMaster) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> ofMaster || !kind.isOfMaster())
                .toList();
    }

    /** A line for each kind, a column for each phase; what befalls a master where that has befallen one. */
    public List<String> table() {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-22s", ""));
        for (Phase phase : Phase.values()) {
            head.append(String.format(
                    Locale.ROOT, " %11s", phase.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        lines.add(head.toString());
        for (FaultKind kind : kinds(counts.keySet().stream().anyMatch(FaultKind::isOfMaster))) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-22s", kind.word()));
            for (Phase phase : Phase.values()) {
                line.append(String.format(Locale.ROOT, " %11d", count(kind, phase)));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
