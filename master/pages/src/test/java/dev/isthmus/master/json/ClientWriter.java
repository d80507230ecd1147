package dev.isthmus.master.json;

import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Descriptors.EnumValueDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes as the clients that there are, all of whose ways Mesos accepts: texts for numbers, null for what is unset, fields of their own, white space. */
final class ClientWriter {

    private static final List<String> OWN = List.of(
            "\"slave_id\":{\"value\":\"x\"}",
            "\"Filters\":{\"RefuseSeconds\":1}",
            "\"credentials\":[[1.5e3,{}]]",
            "\"Subscribe.x\":7");

    private final Random random;

    ClientWriter(Random random) {
        this.random = random;
    }

    String write(Message message) {
        List<String> fields = new ArrayList<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field)) {
                fields.add(text(field.getName()) + space() + ":" + space() + field(field, message.getField(field)));
            } else if (random.nextInt(3) == 0) {
                fields.add(text(field.getName()) + ":"
                        + (field.isRepeated() && !field.isMapField() && random.nextBoolean() ? "[]" : "null"));
            }
        }
        if (random.nextInt(3) == 0) {
            fields.add(OWN.get(random.nextInt(OWN.size())));
        }
        Collections.shuffle(fields, random);
        return space() + "{" + fields.stream().collect(Collectors.joining("," + space())) + space() + "}" + space();
    }

    private String field(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
            FieldDescriptor of = field.getMessageType().findFieldByNumber(2);
            return ((List<?>) value)
                    .stream()
                            .map(Message.class::cast)
                            .map(entry -> text(entry.getField(key).toString()) + ":" + value(of, entry.getField(of)))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (field.isRepeated()) {
            List<?> items = (List<?>) value;
            if (items.size() == 1 && random.nextBoolean()) {
                return value(field, items.get(0));
            }
            return items.stream()
                    .map(item -> value(field, item) + (random.nextInt(5) == 0 ? ",null" : ""))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return value(field, value);
    }

    private String value(FieldDescriptor field, Object value) {
        boolean isUnsigned = field.getType().name().startsWith("UINT");
        return switch (field.getJavaType()) {
            case INT -> quoted(isUnsigned ? Integer.toUnsignedString((Integer) value) : value.toString());
            case LONG -> quoted(isUnsigned ? Long.toUnsignedString((Long) value) : value.toString());
            case DOUBLE, FLOAT -> {
                double real = ((Number) value).doubleValue();
                boolean isShort =
                        real == Math.rint(real) && Math.abs(real) < 1e9 && 1 / real > Double.NEGATIVE_INFINITY;
                yield Double.isInfinite(real)
                        ? text(Double.toString(real))
                        : quoted(
                                isShort && random.nextBoolean() ? Integer.toString((int) real) : Double.toString(real));
            }
            case BOOLEAN -> quoted(value.toString());
            case STRING -> text((String) value);
            case BYTE_STRING -> bytes((ByteString) value);
            case ENUM -> text(((EnumValueDescriptor) value).getName());
            case MESSAGE -> write((Message) value);
        };
    }

    private String bytes(ByteString value) {
        String base64 = Base64.getEncoder().encodeToString(value.toByteArray());
        return text(random.nextBoolean() ? base64 : base64.replace("=", "") + (random.nextBoolean() ? "\n" : ""));
    }

    /** A number or a boolean, which may stand as a text. */
    private String quoted(String value) {
        return random.nextInt(3) == 0 ? '"' + space().replaceAll("\\s", " ") + value + '"' : value;
    }

    private String space() {
        return random.nextInt(4) == 0 ? List.of(" ", "\n", "\r\n", "\t").get(random.nextInt(4)) : "";
    }

    private String text(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign < ' ' || sign == '"' || sign == '\\' || (!Character.isSurrogate(sign) && random.nextInt(8) == 0)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) sign));
            } else {
                out.append(sign);
            }
        }
        return out.append('"').toString();
    }
}
