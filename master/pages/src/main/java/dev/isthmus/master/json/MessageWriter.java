package dev.isthmus.master.json;

import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Descriptors.EnumValueDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Message;
import java.util.List;

/** Writes one message in one line, its fields in the order of their declaration. */
final class MessageWriter {

    private final StringBuilder out;

    MessageWriter(StringBuilder out) {
        this.out = out;
    }

    void write(Message message) {
        char before = '{';
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (isWritten(message, field)) {
                out.append(before);
                before = ',';
                name(field.getName());
                field(field, message.getField(field));
            }
        }
        out.append(before == '{' ? "{}" : "}");
    }

    /** What is set, and of what is not, the scalars that declare a default, unless nobody should look at them any more. */
    private static boolean isWritten(Message message, FieldDescriptor field) {
        if (field.isRepeated()) {
            return message.getRepeatedFieldCount(field) > 0;
        }
        return message.hasField(field)
                || (field.hasDefaultValue() && !field.getOptions().getDeprecated());
    }

    private void field(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            char before = '{';
            for (Object entry : (List<?>) value) {
                out.append(before);
                before = ',';
                entry(field, Message.class.cast(entry));
            }
            out.append('}');
        } else if (field.isRepeated()) {
            char before = '[';
            for (Object item : (List<?>) value) {
                out.append(before);
                before = ',';
                value(field, item);
            }
            out.append(']');
        } else {
            value(field, value);
        }
    }

    private void entry(FieldDescriptor map, Message entry) {
        FieldDescriptor key = map.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = map.getMessageType().findFieldByNumber(2);
        name(String.valueOf(entry.getField(key)));
        value(value, entry.getField(value));
    }

    private void name(String name) {
        text(name);
        out.append(':');
    }

    private void value(FieldDescriptor field, Object value) {
        switch (field.getJavaType()) {
            case INT -> out.append(FieldReader.isUnsigned(field) ? Integer.toUnsignedString((Integer) value) : value);
            case LONG -> out.append(FieldReader.isUnsigned(field) ? Long.toUnsignedString((Long) value) : value);
            case FLOAT -> out.append(DoubleText.write((Float) value));
            case DOUBLE -> out.append(DoubleText.write((Double) value));
            case BOOLEAN -> out.append(value);
            case STRING -> text((String) value);
            case BYTE_STRING -> text(Base64Text.write((ByteString) value));
            case ENUM -> text(((EnumValueDescriptor) value).getName());
            case MESSAGE -> write(Message.class.cast(value));
        }
    }

    private void text(String text) {
        out.append('"');
        JsonText.escape(text, out);
        out.append('"');
    }
}
