package dev.isthmus.master.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Descriptors.EnumValueDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Facts 17 to 20 as a question: is a text what Mesos would write of a message? */
final class Form {

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;

    private Form(JsonParser parser) {
        this.parser = parser;
    }

    /** What is wrong with the text; empty: nothing. */
    static Optional<String> complaint(String text, Message message) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return Optional.of("fact 11: more than one line");
        }
        try (JsonParser parser = STRICT.createParser(text)) {
            Form form = new Form(parser);
            form.next(JsonToken.START_OBJECT, "an object");
            form.message(message);
            form.check(parser.nextToken() == null, "something after the object");
            return Optional.empty();
        } catch (Wrong e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("no JSON: " + e.getMessage());
        }
    }

    private void message(Message message) throws IOException, Wrong {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean isThere = field.isRepeated()
                    ? message.getRepeatedFieldCount(field) > 0
                    : message.hasField(field)
                            || (field.hasDefaultValue() && !field.getOptions().getDeprecated());
            if (isThere) {
                next(JsonToken.FIELD_NAME, "facts 17, 19: field " + field.getName());
                check(
                        parser.currentName().equals(field.getName()),
                        "facts 17, 19: " + parser.currentName() + " where " + field.getName() + " should be");
                field(field, message.getField(field));
            }
        }
        next(JsonToken.END_OBJECT, "facts 19, 20: no field more");
    }

    private void field(FieldDescriptor field, Object value) throws IOException, Wrong {
        if (field.isMapField()) {
            next(JsonToken.START_OBJECT, "fact 24: a map as an object");
            for (Object each : (List<?>) value) {
                Message entry = (Message) each;
                next(JsonToken.FIELD_NAME, "a key");
                FieldDescriptor of = field.getMessageType().findFieldByNumber(2);
                value(of, entry.getField(of));
            }
            next(JsonToken.END_OBJECT, "the end of the map");
        } else if (field.isRepeated()) {
            next(JsonToken.START_ARRAY, "a list");
            for (Object item : (List<?>) value) {
                value(field, item);
            }
            next(JsonToken.END_ARRAY, "the end of the list");
        } else {
            value(field, value);
        }
    }

    private void value(FieldDescriptor field, Object value) throws IOException, Wrong {
        switch (field.getJavaType()) {
            case INT, LONG -> {
                next(JsonToken.VALUE_NUMBER_INT, "fact 17: an integer as a number");
                long bits = ((Number) value).longValue();
                boolean isUnsigned = field.getType().name().startsWith("UINT");
                long plain = isUnsigned && value instanceof Integer ? bits & 0xFFFFFFFFL : bits;
                check(
                        parser.getText().equals(isUnsigned ? Long.toUnsignedString(plain) : Long.toString(plain)),
                        "fact 17: the integer itself");
            }
            case FLOAT, DOUBLE -> {
                double real = ((Number) value).doubleValue();
                if (Double.isFinite(real)) {
                    next(JsonToken.VALUE_NUMBER_FLOAT, "fact 18: a double as a number with a point");
                    check(parser.getText().indexOf('.') > 0, "fact 18: a point");
                } else {
                    next(JsonToken.VALUE_STRING, "fact 18: infinity as a text");
                }
                check(Double.parseDouble(parser.getText()) == real, "fact 18: the double itself");
            }
            case BOOLEAN -> next((Boolean) value ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE, "the boolean itself");
            case STRING -> {
                next(JsonToken.VALUE_STRING, "a text");
                check(parser.getText().equals(value), "the text itself");
            }
            case BYTE_STRING -> {
                next(JsonToken.VALUE_STRING, "fact 17: bytes as a text");
                String base64 = Base64.getEncoder().encodeToString(((ByteString) value).toByteArray());
                check(parser.getText().equals(base64), "fact 17: base64 with padding");
            }
            case ENUM -> {
                next(JsonToken.VALUE_STRING, "fact 17: an enum as a text");
                check(parser.getText().equals(((EnumValueDescriptor) value).getName()), "fact 17: the enum's name");
            }
            case MESSAGE -> {
                next(JsonToken.START_OBJECT, "an object");
                message((Message) value);
            }
        }
    }

    private void next(JsonToken token, String what) throws IOException, Wrong {
        JsonToken found = parser.nextToken();
        check(found == token, what + " expected, " + found + " found");
    }

    private void check(boolean isTrue, String what) throws Wrong {
        if (!isTrue) {
            throw new Wrong(what);
        }
    }

    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }
}
