package dev.isthmus.testkit.ecs.limits;

import java.util.ArrayList;
import java.util.List;

/** One documented limit: calls at it, which are answered, and calls one beyond it, which are refused with this error. */
record Limit(String member, String bound, String error, List<Call> accepted, List<Call> refused) {
    /** A call to the fake through the real client. */
    @FunctionalInterface
    interface Call {
        Object on(LimitsWorld world);
    }

    Limit {
        accepted = List.copyOf(accepted);
        refused = List.copyOf(refused);
    }

    static Limit of(String member, String bound, String error) {
        return new Limit(member, bound, error, List.of(), List.of());
    }

    Limit accepts(Call... calls) {
        return new Limit(member, bound, error, more(accepted, calls), refused);
    }

    Limit refuses(Call... calls) {
        return new Limit(member, bound, error, accepted, more(refused, calls));
    }

    /** As the reference lists it. */
    String row() {
        return "| " + member + " | " + bound + " | `" + error + "` |";
    }

    @Override
    public String toString() {
        return member + ": " + bound;
    }

    private static List<Call> more(List<Call> calls, Call... added) {
        List<Call> all = new ArrayList<>(calls);
        all.addAll(List.of(added));
        return all;
    }
}
