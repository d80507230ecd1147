package dev.isthmus.testkit.ecs.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills every member of a model class, at every depth, with a value that occurs nowhere else. */
final class GeneratedPojo {
    private int next = 1;
    private int members;

    /** Fills a builder and builds it. */
    Object fill(SdkPojo builder, int depth) {
        for (SdkField<?> field : builder.sdkFields()) {
            field.set(builder, value(field, depth));
            members++;
        }
        return ((Buildable) builder).build();
    }

    /** How many members were filled so far. */
    int members() {
        return members;
    }

    private Object value(SdkField<?> field, int depth) {
        int n = next++;
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> "text-" + n + " \" \\ é 漢 \n";
            case INTEGER -> n;
            case LONG -> Long.MAX_VALUE - n;
            case DOUBLE -> n + 0.25;
            case FLOAT -> n + 0.5f;
            case BOOLEAN -> n % 2 == 0;
            case INSTANT -> Instant.ofEpochMilli(1_700_000_000_000L + n);
            case SDK_BYTES -> SdkBytes.fromByteArray(new byte[] {(byte) n, 0, -1});
            case SDK_POJO -> fill(field.constructor().get(), depth + 1);
            case LIST -> {
                SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
                yield List.of(value(member, depth), value(member, depth));
            }
            case MAP ->
                Map.of(
                        "key " + n,
                        value(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), depth),
                        "key " + n + "b",
                        value(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), depth));
            default -> throw new AssertionError("no value for " + field.marshallingType() + " " + field.memberName());
        };
    }
}
