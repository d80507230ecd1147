package dev.isthmus.testkit.ecs.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Converts the SDK's model classes to and from AWS JSON 1.1: unset members are left out, timestamps as seconds since 1970
 * with a fraction, blobs in base64, unknown members ignored.
 *
 * <p>Nothing about ECS is written here: names and types come from each class's {@link SdkPojo#sdkFields()}, so a new member
 * in a new SDK is known at once.
 */
public final class ModelCodec {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder()
            .nodeFactory(NODES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private ModelCodec() {}

    /** Reads a JSON object; an empty text is an empty object. */
    public static ObjectNode parse(String text) {
        if (text.isBlank()) {
            return NODES.objectNode();
        }
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw ServiceError.serialization("The body of a request must be a JSON object.");
        } catch (JsonProcessingException e) {
            throw ServiceError.serialization("The body of the request is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Writes a JSON value. */
    public static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes can always be written", e);
        }
    }

    /** The JSON of an error answer, its type and message under the names that all SDKs read. */
    public static ObjectNode encode(ServiceError error) {
        ObjectNode object = NODES.objectNode();
        object.put("__type", error.code());
        object.put("message", error.text());
        error.members().forEach((name, values) -> {
            ArrayNode array = object.putArray(name);
            values.forEach(array::add);
        });
        return object;
    }

    /** The JSON of a request, a response or any value inside one. */
    public static ObjectNode encode(SdkPojo pojo) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                object.set(field.locationName(), encode(field, value));
            }
        }
        return object;
    }

    /**
     * Fills {@code builder}, a builder of one of the SDK's model classes, and returns it.
     *
     * @throws ServiceError if a member has another JSON type than the model says; the message names the member
     */
    public static <B extends SdkPojo> B decode(JsonNode json, B builder) {
        return decode(json, builder, "");
    }

    private static <B extends SdkPojo> B decode(JsonNode json, B builder, String path) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode node = json.get(field.locationName());
            if (node != null && !node.isNull()) {
                field.set(builder, decode(field, node, path + "/" + field.locationName()));
            }
        }
        return builder;
    }

    private static JsonNode encode(SdkField<?> field, Object value) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> NODES.textNode((String) value);
            case INTEGER -> NODES.numberNode((Integer) value);
            case LONG -> NODES.numberNode((Long) value);
            case SHORT -> NODES.numberNode((Short) value);
            case BYTE -> NODES.numberNode((Byte) value);
            case FLOAT -> NODES.numberNode((Float) value);
            case DOUBLE -> NODES.numberNode((Double) value);
            case BIG_DECIMAL -> NODES.numberNode((BigDecimal) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INSTANT -> NODES.numberNode(seconds((Instant) value));
            case SDK_BYTES -> NODES.binaryNode(((SdkBytes) value).asByteArray());
            case SDK_POJO -> encode((SdkPojo) value);
            case LIST -> {
                SdkField<?> member = memberOf(field);
                ArrayNode array = NODES.arrayNode();
                ((List<?>) value).forEach(item -> array.add(item == null ? NODES.nullNode() : encode(member, item)));
                yield array;
            }
            case MAP -> {
                SdkField<?> member = valueOf(field);
                ObjectNode object = NODES.objectNode();
                ((Map<?, ?>) value).forEach((key, item) -> object.set((String) key, encode(member, item)));
                yield object;
            }
            case NULL, DOCUMENT ->
                throw new IllegalStateException("ECS has no member of type " + field.marshallingType());
        };
    }

    private static @Nullable Object decode(SdkField<?> field, JsonNode node, String path) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> expect(node.isTextual(), node, "a string", path).textValue();
            case INTEGER ->
                expect(node.isIntegralNumber() && node.canConvertToInt(), node, "a 32 bit integer", path)
                        .intValue();
            case LONG ->
                expect(node.isIntegralNumber() && node.canConvertToLong(), node, "a 64 bit integer", path)
                        .longValue();
            case SHORT ->
                expect(node.isIntegralNumber(), node, "an integer", path).shortValue();
            case BYTE ->
                (byte) expect(node.isIntegralNumber(), node, "an integer", path).intValue();
            case FLOAT -> expect(node.isNumber(), node, "a number", path).floatValue();
            case DOUBLE -> expect(node.isNumber(), node, "a number", path).doubleValue();
            case BIG_DECIMAL -> expect(node.isNumber(), node, "a number", path).decimalValue();
            case BOOLEAN -> expect(node.isBoolean(), node, "a boolean", path).booleanValue();
            case INSTANT ->
                instant(expect(node.isNumber(), node, "a number of seconds", path)
                        .decimalValue());
            case SDK_BYTES -> bytes(expect(node.isTextual() || node.isBinary(), node, "base64 text", path), path);
            case SDK_POJO ->
                ((Buildable) decode(
                                expect(node.isObject(), node, "an object", path),
                                field.constructor().get(),
                                path))
                        .build();
            case LIST -> list(memberOf(field), expect(node.isArray(), node, "an array", path), path);
            case MAP -> map(valueOf(field), expect(node.isObject(), node, "an object", path), path);
            case NULL, DOCUMENT ->
                throw new IllegalStateException("ECS has no member of type " + field.marshallingType());
        };
    }

    private static List<@Nullable Object> list(SdkField<?> member, JsonNode array, String path) {
        List<@Nullable Object> values = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            values.add(item.isNull() ? null : decode(member, item, path + "/" + values.size()));
        }
        return values;
    }

    private static Map<String, @Nullable Object> map(SdkField<?> member, JsonNode object, String path) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Set<Map.Entry<String, JsonNode>> entries = object.properties();
        entries.forEach(entry -> {
            if (!entry.getValue().isNull()) {
                values.put(entry.getKey(), decode(member, entry.getValue(), path + "/" + entry.getKey()));
            }
        });
        return values;
    }

    private static SdkBytes bytes(JsonNode node, String path) {
        try {
            return SdkBytes.fromByteArray(node.binaryValue());
        } catch (java.io.IOException e) {
            throw ServiceError.serialization("Member " + path + " is not base64: " + e.getMessage());
        }
    }

    private static BigDecimal seconds(Instant instant) {
        BigDecimal exact = BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), 9));
        return exact.stripTrailingZeros();
    }

    private static Instant instant(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValue(), seconds.subtract(whole).movePointRight(9).longValue());
    }

    private static SdkField<?> memberOf(SdkField<?> list) {
        return list.getRequiredTrait(ListTrait.class).memberFieldInfo();
    }

    private static SdkField<?> valueOf(SdkField<?> map) {
        return map.getRequiredTrait(MapTrait.class).valueFieldInfo();
    }

    private static JsonNode expect(boolean fits, JsonNode node, String wanted, String path) {
        if (!fits) {
            throw ServiceError.serialization("Member " + path + " must be " + wanted + ", not " + node.getNodeType());
        }
        return node;
    }
}
