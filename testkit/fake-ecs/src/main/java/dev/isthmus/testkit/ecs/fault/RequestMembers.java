package dev.isthmus.testkit.ecs.fault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.isthmus.api.settings.Nearest;
import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Members of requests by their path, as {@link RequestCondition.Member} writes it. */
final class RequestMembers {
    private RequestMembers() {}

    /**
     * Checks that requests of an operation have such a member.
     *
     * @throws IllegalArgumentException if not; the message names the nearest
     */
    static void check(String operation, String path) {
        Operation known = Operations.named(operation)
                .orElseThrow(() -> new IllegalArgumentException("There is no operation '" + operation + "'"));
        SdkPojo at = known.newRequest();
        boolean anyName = false;
        for (String name : path.split("\\.", -1)) {
            if (anyName) {
                anyName = false;
                continue;
            }
            if (at == null) {
                throw new IllegalArgumentException(operation + " has no member '" + path + "': '" + name
                        + "' would be inside a value that has no members");
            }
            SdkField<?> field = at.sdkFields().stream()
                    .filter(f -> f.locationName().equals(name))
                    .findFirst()
                    .orElse(null);
            if (field == null) {
                List<String> names =
                        at.sdkFields().stream().map(SdkField::locationName).toList();
                throw new IllegalArgumentException(
                        operation + " has no member '" + name + "'" + Nearest.hint(name, names));
            }
            SdkField<?> inside = field.containsTrait(ListTrait.class)
                    ? field.getRequiredTrait(ListTrait.class).memberFieldInfo()
                    : field;
            if (inside.containsTrait(MapTrait.class)) {
                anyName = true;
                inside = inside.getRequiredTrait(MapTrait.class).valueFieldInfo();
            }
            at = inside.constructor() == null ? null : inside.constructor().get();
        }
    }

    /** Whether a member at that path has that value, {@code *} standing for any letters. */
    static boolean has(JsonNode request, String path, String value) {
        Pattern wanted = Pattern.compile(
                Stream.of(value.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
        Stream<JsonNode> found = spread(request);
        for (String name : path.split("\\.", -1)) {
            found = found.map(node -> node.get(name)).flatMap(RequestMembers::spread);
        }
        return found.anyMatch(node -> wanted.matcher(node.asText()).matches());
    }

    /** Every entry of a list, everything else itself. */
    private static Stream<JsonNode> spread(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return Stream.empty();
        }
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }
}
