package dev.isthmus.operator.reap.definition;

import dev.isthmus.operator.settings.ExitCodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is.
 *
 * @param clusters how many were asked
 * @param all each definition
 * @param isAsked whether they were to be deregistered
 */
public record DefinitionFindings(int clusters, List<FoundDefinition> all, boolean isAsked) {

    /** Copies the list. */
    public DefinitionFindings {
        all = List.copyOf(all);
    }

    /** For programs. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clusters", clusters);
        json.put("definitions", all.stream().map(FoundDefinition::json).toList());
        json.put("changed", isAsked);
        return json;
    }

    /** What an answer for people ends with. */
    public List<String> closing() {
        List<String> lines = new ArrayList<>();
        lines.add("kept: " + count(DefinitionVerdict.USED) + " that tasks of " + clusters
                + (clusters == 1 ? " cluster" : " clusters")
                + " of the account use or used within the last hour, " + count(DefinitionVerdict.NEW)
                + " registered within the last hour, " + count(DefinitionVerdict.FOREIGN)
                + " that Isthmus did not register");
        long unused = count(DefinitionVerdict.UNUSED);
        long gone = all.stream().filter(FoundDefinition::isDeregistered).count();
        if (isAsked) {
            lines.add(gone + " of " + unused + " that nothing uses deregistered");
        } else {
            lines.add("nothing was changed; with --yes " + unused + " that nothing uses " + (unused == 1 ? "is" : "are")
                    + " deregistered");
        }
        return lines;
    }

    /** What to exit with. */
    public int exitCode() {
        return all.stream().anyMatch(each -> each.failure().isPresent()) ? ExitCodes.WRONG : ExitCodes.GOOD;
    }

    private long count(DefinitionVerdict verdict) {
        return all.stream().filter(each -> each.verdict() == verdict).count();
    }
}
