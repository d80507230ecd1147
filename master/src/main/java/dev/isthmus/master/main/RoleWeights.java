package dev.isthmus.master.main;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.mesos.framework.RoleNames;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code role=number,role=number}, as Mesos's {@code --weights} is written (src/master/master.cpp, {@code initialize}). */
final class RoleWeights {

    private RoleWeights() {}

    /**
     * Reads weights.
     *
     * @throws IllegalArgumentException if they are no weights; the message says what is wrong
     */
    static SortedMap<String, Amount> read(String text) {
        SortedMap<String, Amount> weights = new TreeMap<>();
        for (String token : text.split(",", -1)) {
            int equals = token.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + token + "' is no weight: want role=number,role=number");
            }
            String role = token.substring(0, equals).strip();
            Optional<String> problem = RoleNames.problem(role);
            if (problem.isPresent()) {
                throw new IllegalArgumentException(problem.get());
            }
            if (weights.put(role, weight(role, token.substring(equals + 1).strip())) != null) {
                throw new IllegalArgumentException("role '" + role + "' has two weights");
            }
        }
        return weights;
    }

    private static Amount weight(String role, String text) {
        Amount weight;
        try {
            weight = Amount.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "weight '" + text + "' of role '" + role + "': want a number above 0 with at most three decimals",
                    e);
        }
        if (weight.isZero()) {
            throw new IllegalArgumentException(
                    "weight '" + text + "' of role '" + role + "': weights must be positive");
        }
        return weight;
    }
}
