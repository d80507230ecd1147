package dev.isthmus.master.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.isthmus.mesos.protobuf.Descriptors.Descriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;

/** Reads as Go's protojson does, with which mesos-compose and m3s read events: they drop a whole event for one field that it does not know. */
public final class GoProtoJson {

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;

    private GoProtoJson(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads a text as a message of a type; an error says why it cannot be. */
    public static void check(String text, Descriptor type) throws IOException {
        try (JsonParser parser = STRICT.createParser(text)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "no object", text);
            new GoProtoJson(parser).message(type);
            expect(parser.nextToken() == null, "something behind the object", text);
        }
    }

    private void message(Descriptor type) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = type.findFieldByName(parser.currentName());
            expect(field != null, type.getFullName() + " has no field", parser.currentName());
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                field(field);
            }
        }
    }

    private void field(FieldDescriptor field) throws IOException {
        if (field.isMapField()) {
            expect(parser.currentToken() == JsonToken.START_OBJECT, "no map", field.getFullName());
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                parser.nextToken();
                value(field.getMessageType().findFieldByNumber(2));
            }
        } else if (field.isRepeated()) {
            expect(parser.currentToken() == JsonToken.START_ARRAY, "no list", field.getFullName());
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value(field);
            }
        } else {
            value(field);
        }
    }

    private void value(FieldDescriptor field) throws IOException {
        JsonToken token = parser.currentToken();
        boolean isText = token == JsonToken.VALUE_STRING;
        String text = parser.getText();
        boolean isOfItsType = switch (field.getJavaType()) {
            case INT, LONG -> isText ? text.matches("-?\\d+") : token == JsonToken.VALUE_NUMBER_INT;
            case FLOAT, DOUBLE -> isText ? !Double.isNaN(Double.parseDouble(text)) : token.isNumeric();
            case BOOLEAN -> token.isBoolean();
            case STRING -> isText;
            case BYTE_STRING -> isText && text.matches("[A-Za-z0-9+/]*={0,2}");
            case ENUM -> isText && field.getEnumType().findValueByName(text) != null;
            case MESSAGE -> token == JsonToken.START_OBJECT;
        };
        expect(isOfItsType, field.getFullName() + " cannot be", text);
        if (token == JsonToken.START_OBJECT) {
            message(field.getMessageType());
        }
    }

    private static void expect(boolean isTrue, String what, String found) {
        if (!isTrue) {
            throw new AssertionError(what + ": " + found);
        }
    }
}
