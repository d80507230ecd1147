package dev.isthmus.master.points;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** Reads a message from JSON as strictly as the strictest client: each value has its own kind, and no field is unknown. */
final class PlainJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;

    private PlainJson(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads a text into a message; an error says what in it a client would not take. */
    static void read(String text, Message.Builder message) {
        try (JsonParser parser = JSON.createParser(text)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "no object", text);
            new PlainJson(parser).members(message);
            expect(parser.nextToken() == null, "something behind the object", text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void members(Message.Builder message) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(parser.currentName());
            expect(
                    field != null,
                    "no field of " + message.getDescriptorForType().getFullName(),
                    parser.currentName());
            parser.nextToken();
            if (field.isMapField()) {
                expect(parser.currentToken() == JsonToken.START_OBJECT, "no map", field.getFullName());
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    Message.Builder entry = message.newBuilderForField(field);
                    FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
                    entry.setField(field.getMessageType().findFieldByNumber(1), parser.currentName());
                    parser.nextToken();
                    message.addRepeatedField(
                            field, entry.setField(value, value(value, entry)).build());
                }
            } else if (field.isRepeated()) {
                expect(parser.currentToken() == JsonToken.START_ARRAY, "no list", field.getFullName());
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    message.addRepeatedField(field, value(field, message));
                }
            } else {
                message.setField(field, value(field, message));
            }
        }
    }

    private Object value(FieldDescriptor field, Message.Builder of) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (field.getJavaType()) {
            case INT -> {
                is(token == JsonToken.VALUE_NUMBER_INT, field);
                yield (int) parser.getLongValue();
            }
            case LONG -> {
                is(token == JsonToken.VALUE_NUMBER_INT, field);
                yield parser.getBigIntegerValue().longValue();
            }
            case FLOAT, DOUBLE -> {
                is(token == JsonToken.VALUE_NUMBER_FLOAT, field);
                yield parser.getDoubleValue();
            }
            case BOOLEAN -> {
                is(token.isBoolean(), field);
                yield parser.getBooleanValue();
            }
            case STRING -> {
                is(token == JsonToken.VALUE_STRING, field);
                yield parser.getText();
            }
            case BYTE_STRING -> {
                is(token == JsonToken.VALUE_STRING, field);
                yield ByteString.copyFrom(Base64.getDecoder().decode(parser.getText()));
            }
            case ENUM -> {
                is(token == JsonToken.VALUE_STRING, field);
                yield field.getEnumType().findValueByName(parser.getText());
            }
            case MESSAGE -> {
                is(token == JsonToken.START_OBJECT, field);
                Message.Builder message = of.newBuilderForField(field);
                members(message);
                yield message.build();
            }
        };
    }

    private void is(boolean isOfItsKind, FieldDescriptor field) throws IOException {
        expect(isOfItsKind, field.getFullName() + " cannot be", parser.getText());
    }

    private static void expect(boolean isTrue, String what, String found) {
        if (!isTrue) {
            throw new AssertionError(what + ": " + found);
        }
    }
}
