package dev.isthmus.master.json;

import dev.isthmus.mesos.protobuf.Descriptors.EnumValueDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.isthmus.mesos.protobuf.Message;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Puts one value into one field, converting what Mesos converts and refusing the rest in its words. A field that is repeated gets one more. */
final class FieldReader implements JsonValue.Cases {

    private final Message.Builder message;
    private final FieldDescriptor field;

    FieldReader(Message.Builder message, FieldDescriptor field) {
        this.message = message;
        this.field = field;
    }

    @Override
    public void members(SortedMap<String, JsonValue> members) throws JsonException {
        if (field.getJavaType() != JavaType.MESSAGE) {
            throw unexpected("object");
        }
        if (field.isMapField()) {
            for (Map.Entry<String, JsonValue> member : members.entrySet()) {
                Message.Builder entry = message.newBuilderForField(field);
                new FieldReader(entry, field.getMessageType().findFieldByNumber(1)).text(member.getKey());
                member.getValue()
                        .match(new FieldReader(entry, field.getMessageType().findFieldByNumber(2)));
                put(entry.buildPartial());
            }
        } else {
            Message.Builder part = message.newBuilderForField(field);
            MessageReader.read(members, part);
            put(part.buildPartial());
        }
    }

    @Override
    public void items(List<JsonValue> items) throws JsonException {
        if (!field.isRepeated()) {
            throw unexpected("array");
        }
        for (JsonValue item : items) {
            item.match(this);
        }
    }

    @Override
    public void text(String text) throws JsonException {
        switch (field.getJavaType()) {
            case STRING -> put(text);
            case BYTE_STRING -> bytes(text);
            case ENUM -> name(text);
            case BOOLEAN -> within(text, "boolean").match(new OneKind("boolean", text));
            case FLOAT, DOUBLE -> {
                if (text.equals("Infinity") || text.equals("-Infinity")) {
                    real(Double.parseDouble(text));
                } else {
                    within(text, "number").match(new OneKind("number", text));
                }
            }
            case INT, LONG -> within(text, "number").match(new OneKind("number", text));
            case MESSAGE -> throw unexpected("string");
        }
    }

    @Override
    public void number(JsonNumber number) throws JsonException {
        switch (field.getJavaType()) {
            case FLOAT, DOUBLE -> real(number.asDouble());
            case INT -> put(whole(number, Integer.SIZE).intValue());
            case LONG -> put(whole(number, Long.SIZE).longValue());
            case BOOLEAN, STRING, BYTE_STRING, ENUM, MESSAGE -> throw unexpected("number");
        }
    }

    @Override
    public void truth(boolean truth) throws JsonException {
        if (field.getJavaType() != JavaType.BOOLEAN) {
            throw unexpected("boolean");
        }
        put(truth);
    }

    @Override
    public void nothing() {
        // Unset; whether it had to be set is asked of the whole message.
    }

    private void bytes(String text) throws JsonException {
        try {
            put(Base64Text.read(text));
        } catch (JsonException e) {
            throw new JsonException("Failed to base64 decode bytes field '" + field.getName() + "': " + e.why());
        }
    }

    private void name(String text) throws JsonException {
        EnumValueDescriptor value = field.getEnumType().findValueByName(text);
        if (value != null) {
            put(value);
        } else if (field.isRequired()) {
            throw new JsonException("Failed to find enum for '" + JsonException.brief(text) + "'");
        }
    }

    private void real(double value) {
        if (field.getJavaType() == JavaType.FLOAT) {
            put((float) value);
        } else {
            put(value);
        }
    }

    private BigInteger whole(JsonNumber number, int bits) throws JsonException {
        boolean unsigned = isUnsigned(field);
        BigInteger beyond = BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1);
        return number.within(unsigned ? BigInteger.ZERO : beyond.negate(), beyond.subtract(BigInteger.ONE))
                .orElseThrow(() -> new JsonException("Value out of range for field '" + field.getName() + "': "
                        + JsonException.brief(number.text())));
    }

    /** Whether its numbers are whole and not below zero, which Java has as negative ones from the middle on. */
    static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }

    private void put(Object value) {
        if (field.isRepeated()) {
            message.addRepeatedField(field, value);
        } else {
            message.setField(field, value);
        }
    }

    private JsonException unexpected(String kind) {
        return new JsonException("Not expecting a JSON " + kind + " for field '" + field.getName() + "'");
    }

    /** The value that stands as a text. */
    private JsonValue within(String text, String kind) throws JsonException {
        try {
            return JsonTree.read(text);
        } catch (JsonException e) {
            throw unreadable(text, kind, e.why());
        }
    }

    private JsonException unreadable(String text, String kind, String why) {
        return new JsonException("Failed to parse '" + JsonException.brief(text) + "' as a JSON " + kind
                + " for field '" + field.getName() + "': " + why);
    }

    /** Takes a number or a boolean that stood in a text, and nothing else that one may hold. */
    private final class OneKind implements JsonValue.Cases {

        private final String kind;
        private final String text;

        OneKind(String kind, String text) {
            this.kind = kind;
            this.text = text;
        }

        @Override
        public void members(SortedMap<String, JsonValue> members) throws JsonException {
            throw other();
        }

        @Override
        public void items(List<JsonValue> items) throws JsonException {
            throw other();
        }

        @Override
        public void text(String inner) throws JsonException {
            throw other();
        }

        @Override
        public void number(JsonNumber number) throws JsonException {
            if (!kind.equals("number")) {
                throw other();
            }
            FieldReader.this.number(number);
        }

        @Override
        public void truth(boolean truth) throws JsonException {
            if (!kind.equals("boolean")) {
                throw other();
            }
            FieldReader.this.truth(truth);
        }

        @Override
        public void nothing() throws JsonException {
            throw other();
        }

        private JsonException other() {
            return unreadable(text, kind, "Unexpected JSON type parsed");
        }
    }
}
