package dev.isthmus.master.json;

import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Descriptors.EnumValueDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Message;
import java.util.List;
import java.util.Random;

/** Makes messages of any type by its descriptor, biased to the values at which JSON goes wrong. All that is required is set. */
public final class RandomMessages {

    private static final List<Long> WHOLES = List.of(
            0L,
            1L,
            -1L,
            42L,
            (long) Integer.MAX_VALUE,
            (long) Integer.MIN_VALUE,
            1L << 32,
            (1L << 53) + 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE);

    private static final List<Double> REALS = List.of(
            0.0,
            -0.0,
            15.0,
            0.1,
            -4.0,
            1e7,
            1600000000.125,
            1e20,
            1e21,
            1e22,
            1e300,
            1e-3,
            1e-5,
            1e-7,
            Double.MIN_VALUE,
            123456789012.0,
            Double.MAX_VALUE,
            Double.MIN_NORMAL,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);

    private static final List<String> TEXTS = List.of(
            "",
            "*",
            "a b",
            "\"quoted\"",
            "back\\slash",
            "line\nfeed",
            "\u0000\u001f\u007f",
            "\u2028",
            "/",
            "ä€",
            "\ud83d\ude00",
            "true",
            "null",
            "1");

    private final Random random;

    /** How likely a field is set that need not be; less the deeper. */
    private final double density;

    public RandomMessages(long seed) {
        this.random = new Random(seed);
        this.density = random.nextDouble();
    }

    /** Fills the builder and builds it. */
    public Message fill(Message.Builder message) {
        return fill(message, 0);
    }

    private Message fill(Message.Builder message, int depth) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isMapField()) {
                for (int i = count(depth); i > 0; i--) {
                    Message.Builder entry = message.newBuilderForField(field);
                    FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
                    FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
                    // Protobuf keeps one entry a key only once it has been through the wire.
                    entry.setField(key, "role-" + i);
                    entry.setField(value, value(entry, value, depth));
                    message.addRepeatedField(field, entry.build());
                }
            } else if (field.isRepeated()) {
                for (int i = count(depth); i > 0; i--) {
                    message.addRepeatedField(field, value(message, field, depth));
                }
            } else if (field.isRequired() || random.nextDouble() < density / (1 + depth)) {
                message.setField(field, value(message, field, depth));
            }
        }
        return message.build();
    }

    private int count(int depth) {
        return random.nextDouble() < density / (1 + depth) ? 1 + random.nextInt(2) : 0;
    }

    private Object value(Message.Builder message, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> (int) whole();
            case LONG -> whole();
            case FLOAT -> (float) real();
            case DOUBLE -> real();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTE_STRING -> {
                byte[] bytes = new byte[random.nextInt(5)];
                random.nextBytes(bytes);
                yield ByteString.copyFrom(bytes);
            }
            case ENUM -> {
                List<EnumValueDescriptor> values = field.getEnumType().getValues();
                yield values.get(random.nextInt(values.size()));
            }
            case MESSAGE -> fill(message.newBuilderForField(field), depth + 1);
        };
    }

    private long whole() {
        return random.nextBoolean() ? random.nextInt(1000) : pick(WHOLES);
    }

    private double real() {
        return random.nextBoolean() ? random.nextInt(100_000) / 1000.0 : pick(REALS);
    }

    private String text() {
        return random.nextBoolean() ? "id-" + random.nextInt(1000) : pick(TEXTS);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
