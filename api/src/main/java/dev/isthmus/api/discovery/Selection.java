package dev.isthmus.api.discovery;

import dev.isthmus.api.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Selects one of several providers, deterministically: the one asked for by name; else the only available one; else the available one with
 * the highest priority, if only one has it; else none, with an error that lists all candidates.
 */
public final class Selection {

    private Selection() {}

    /**
     * Chooses.
     *
     * @param what the kind of thing in the user's words, such as {@code backend}
     * @param wanted the name asked for, if any
     * @param advice what to do when none fits, such as which artifact to add
     * @throws ProviderSelectionException if none is chosen
     */
    public static <P extends Provider> P one(
            String what, List<P> providers, Optional<String> wanted, Settings settings, String advice) {
        List<P> available = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (P provider : providers) {
            Optional<String> unavailable = unavailable(provider, settings);
            candidates.add(Candidate.of(provider, unavailable));
            if (unavailable.isEmpty()) {
                available.add(provider);
            }
        }
        List<P> best = wanted.isPresent()
                ? available.stream()
                        .filter(provider -> provider.name().equals(wanted.orElseThrow()))
                        .toList()
                : highest(available);
        if (best.size() == 1) {
            return best.get(0);
        }
        throw new ProviderSelectionException(message(what, wanted, candidates, available.size(), best.size(), advice));
    }

    private static Optional<String> unavailable(Provider provider, Settings settings) {
        try {
            return provider.unavailableReason(settings);
        } catch (RuntimeException | LinkageError e) {
            throw new BrokenProviderException(
                    Origin.of(provider.getClass()) + " cannot say whether it is available: " + e
                            + ". Remove its jar, or repair it",
                    e);
        }
    }

    private static <P extends Provider> List<P> highest(List<P> available) {
        int top = available.stream().mapToInt(Provider::priority).max().orElse(0);
        return available.stream().filter(provider -> provider.priority() == top).toList();
    }

    private static String message(
            String what, Optional<String> wanted, List<Candidate> candidates, int available, int best, String advice) {
        String problem;
        if (candidates.isEmpty()) {
            problem = "no " + what + " is on the class path";
        } else if (wanted.isPresent() && best == 0) {
            problem = "the " + what + " '" + wanted.orElseThrow() + "' that was asked for is not available";
        } else if (wanted.isPresent()) {
            problem = "more than one " + what + " is named '" + wanted.orElseThrow() + "'";
        } else if (available == 0) {
            problem = "no " + what + " is available";
        } else {
            problem = "more than one " + what + " has the highest priority";
        }
        String list = candidates.isEmpty()
                ? ""
                : candidates.stream()
                        .sorted((a, b) -> a.toString().compareTo(b.toString()))
                        .map(candidate -> "\n  - " + candidate)
                        .collect(Collectors.joining("", "; candidates:", ""));
        return problem + list + (list.isEmpty() ? "; " : "\n") + advice;
    }
}
