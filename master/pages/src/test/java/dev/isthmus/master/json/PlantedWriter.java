package dev.isthmus.master.json;

import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Descriptors.EnumValueDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A plain writer with flaws that one can choose; each is one that a writer of JSON by habit or by another convention has. */
final class PlantedWriter {

    enum Flaw {
        LONGS_AS_TEXTS,
        UNSIGNED_AS_SIGNED,
        NO_POINT,
        INFINITY_BARE,
        CAMEL_CASE,
        ENUMS_AS_NUMBERS,
        BYTES_WITHOUT_PADDING,
        BYTES_URL_SAFE,
        DEFAULTS_LEFT_OUT,
        DEFAULTS_OF_DEPRECATED,
        SET_DEFAULTS_LEFT_OUT,
        EMPTY_LISTS,
        ONE_OF_A_LIST,
        MAPS_AS_LISTS,
        SEVERAL_LINES,
        RAW_LINE_FEEDS,
        FIELD_TOO_MANY
    }

    private final Set<Flaw> flaws;

    PlantedWriter(Flaw... flaws) {
        this.flaws = Set.of(flaws);
    }

    private boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }

    String write(Message message) {
        List<String> fields = new ArrayList<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (isWritten(message, field)) {
                String name = has(Flaw.CAMEL_CASE) ? field.getJsonName() : field.getName();
                fields.add("\"" + name + "\":" + field(field, message.getField(field)));
            }
        }
        if (has(Flaw.FIELD_TOO_MANY)) {
            fields.add("\"more\":1");
        }
        return "{" + String.join(has(Flaw.SEVERAL_LINES) ? ",\n" : ",", fields) + "}";
    }

    private boolean isWritten(Message message, FieldDescriptor field) {
        if (field.isRepeated()) {
            return has(Flaw.EMPTY_LISTS) || message.getRepeatedFieldCount(field) > 0;
        }
        if (message.hasField(field)) {
            return !(has(Flaw.SET_DEFAULTS_LEFT_OUT)
                    && field.hasDefaultValue()
                    && message.getField(field).equals(field.getDefaultValue()));
        }
        return field.hasDefaultValue()
                && !has(Flaw.DEFAULTS_LEFT_OUT)
                && (has(Flaw.DEFAULTS_OF_DEPRECATED) || !field.getOptions().getDeprecated());
    }

    private String field(FieldDescriptor field, Object value) {
        if (field.isMapField() && !has(Flaw.MAPS_AS_LISTS)) {
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
            if (has(Flaw.ONE_OF_A_LIST)) {
                return value(field, items.get(0));
            }
            return items.stream().map(item -> value(field, item)).collect(Collectors.joining(",", "[", "]"));
        }
        return value(field, value);
    }

    private String value(FieldDescriptor field, Object value) {
        boolean isUnsigned = field.getType().name().startsWith("UINT") && !has(Flaw.UNSIGNED_AS_SIGNED);
        return switch (field.getJavaType()) {
            case INT -> isUnsigned ? Integer.toUnsignedString((Integer) value) : value.toString();
            case LONG -> {
                String number = isUnsigned ? Long.toUnsignedString((Long) value) : value.toString();
                yield has(Flaw.LONGS_AS_TEXTS) ? text(number) : number;
            }
            case DOUBLE, FLOAT -> real(((Number) value).doubleValue());
            case BOOLEAN -> value.toString();
            case STRING -> text((String) value);
            case BYTE_STRING -> text(bytes((ByteString) value));
            case ENUM ->
                has(Flaw.ENUMS_AS_NUMBERS)
                        ? Integer.toString(((EnumValueDescriptor) value).getNumber())
                        : text(((EnumValueDescriptor) value).getName());
            case MESSAGE -> write((Message) value);
        };
    }

    private String real(double value) {
        if (Double.isInfinite(value)) {
            return has(Flaw.INFINITY_BARE) ? Double.toString(value) : text(Double.toString(value));
        }
        if (has(Flaw.NO_POINT) && value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return DoubleText.write(value);
    }

    private String bytes(ByteString value) {
        Base64.Encoder encoder = has(Flaw.BYTES_URL_SAFE) ? Base64.getUrlEncoder() : Base64.getEncoder();
        return (has(Flaw.BYTES_WITHOUT_PADDING) ? encoder.withoutPadding() : encoder)
                .encodeToString(value.toByteArray());
    }

    private String text(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            switch (sign) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append(has(Flaw.RAW_LINE_FEEDS) ? "\n" : "\\n");
                default ->
                    out.append(sign < ' ' ? String.format(Locale.ROOT, "\\u%04X", (int) sign) : String.valueOf(sign));
            }
        }
        return out.append('"').toString();
    }
}
