package dev.isthmus.testkit.ecs.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.account.EcsIds;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes changes of state as the events of EventBridge, which are not the shapes of the API: times are texts, some members have other
 * names, and others are left out ("Amazon ECS events" in the developer guide, and the schema registry of EventBridge).
 */
public final class EventWriter {
    /** Of DescribeTasks and DescribeContainerInstances, and not in the published schemas of events. */
    private static final Set<String> LEFT_OUT = Set.of(
            "tags",
            "healthStatus",
            "enableExecuteCommand",
            "ephemeralStorage",
            "fargateEphemeralStorage",
            "platformFamily",
            "managedAgents");

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 3, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String region;
    private final String accountId;
    private final EcsIds ids;

    /** Ids of events are drawn from the seed. */
    public EventWriter(String region, String accountId, long seed) {
        this.region = region;
        this.accountId = accountId;
        this.ids = new EcsIds(seed);
    }

    /** The JSON of an event. */
    public String json(VersionedChange change) {
        return ModelCodec.text(change.fold(this::task, this::instance));
    }

    private ObjectNode task(VersionedChange.OfTask change) {
        ObjectNode detail = (ObjectNode) told(ModelCodec.encode(change.task()));
        detail.put("updatedAt", text(change.at()));
        for (JsonNode attachment : detail.path("attachments")) {
            // DescribeTasks says ElasticNetworkInterface.
            ((ObjectNode) attachment).put("type", "eni");
        }
        return event("ECS Task State Change", change.at(), change.task().taskArn(), detail);
    }

    private ObjectNode instance(VersionedChange.OfInstance change) {
        ObjectNode detail = (ObjectNode) told(ModelCodec.encode(change.instance()));
        detail.remove("capacityProviderName");
        detail.put("accountType", "standard");
        detail.put("updatedAt", text(change.at()));
        String arn = change.instance().containerInstanceArn();
        detail.put("clusterArn", clusterOf(arn));
        return event("ECS Container Instance State Change", change.at(), arn, detail);
    }

    private static String clusterOf(String instanceArn) {
        String[] parts = instanceArn.split("/", -1);
        return parts[0].replace(":container-instance", ":cluster") + "/" + parts[1];
    }

    private ObjectNode event(String type, Instant at, String resource, ObjectNode detail) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", ids.uuid());
        event.put("detail-type", type);
        event.put("source", "aws.ecs");
        event.put("account", accountId);
        event.put("time", text(at.truncatedTo(ChronoUnit.SECONDS)));
        event.put("region", region);
        event.putArray("resources").add(resource);
        event.set("detail", detail);
        return event;
    }

    private static String text(Instant time) {
        return TIME.format(time);
    }

    /** As events have it: without what they leave out, with times as texts. */
    private static JsonNode told(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode told = object.objectNode();
            for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
                String name = member.getKey();
                if (LEFT_OUT.contains(name)) {
                    continue;
                }
                if (name.endsWith("At") && member.getValue().isNumber()) {
                    told.put(name, text(instant(member.getValue().decimalValue())));
                } else {
                    told.set(name.equals("bindIP") ? "bindIp" : name, told(member.getValue()));
                }
            }
            return told;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode told = array.arrayNode();
            array.forEach(item -> told.add(told(item)));
            return told;
        }
        return node;
    }

    private static Instant instant(BigDecimal seconds) {
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }
}
