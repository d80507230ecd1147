package dev.isthmus.master.json;

import dev.isthmus.mesos.protobuf.Descriptors.Descriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Message;
import java.util.Map;
import java.util.SortedMap;

/** Puts what JSON has into a message. What the message does not know is overlooked. */
final class MessageReader {

    private MessageReader() {}

    static void read(SortedMap<String, JsonValue> members, Message.Builder message) throws JsonException {
        Descriptor type = message.getDescriptorForType();
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            FieldDescriptor field = type.findFieldByName(member.getKey());
            // A name with a point in it finds fields of the types within this one.
            if (field != null && field.getContainingType().equals(type)) {
                member.getValue().match(new FieldReader(message, field));
            }
        }
    }
}
