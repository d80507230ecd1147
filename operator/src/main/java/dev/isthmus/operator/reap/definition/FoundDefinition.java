package dev.isthmus.operator.reap.definition;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A task definition, and what came of it.
 *
 * @param arn with the revision
 * @param registeredAt when it was registered
 * @param usedBy the cluster whose tasks use it, where one does
 * @param isDeregistered whether it was deregistered just now
 * @param failure why it was not, though it was to be
 */
record FoundDefinition(
        String arn,
        Instant registeredAt,
        DefinitionVerdict verdict,
        Optional<String> usedBy,
        boolean isDeregistered,
        Optional<String> failure) {

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("definition", arn);
        json.put("registeredAt", registeredAt.toString());
        json.put("verdict", verdict.word());
        json.put("usedBy", usedBy);
        json.put("deregistered", isDeregistered);
        json.put("failure", failure);
        return json;
    }
}
