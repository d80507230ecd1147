package dev.isthmus.driver;

import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Descriptors.Descriptor;
import dev.isthmus.mesos.protobuf.Descriptors.EnumValueDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

/** Messages of our private copy in which every field is set, so that a field lost on the way would show. */
final class Samples {

    private Samples() {}

    /**
     * A message of a class of ours, every field of it set, to all depths; a message inside itself is left out.
     *
     * @param number makes one sample differ from the next
     */
    static Message full(Class<?> type, int number) throws ReflectiveOperationException {
        Message.Builder builder = (Message.Builder) type.getMethod("newBuilder").invoke(null);
        fill(builder, number, new ArrayDeque<>());
        return builder.build();
    }

    private static void fill(Message.Builder builder, int number, Deque<Descriptor> path) {
        path.push(builder.getDescriptorForType());
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && path.contains(field.getMessageType())) {
                continue;
            }
            if (field.isRepeated()) {
                builder.addRepeatedField(field, value(builder, field, number, path));
            } else {
                builder.setField(field, value(builder, field, number, path));
            }
        }
        path.pop();
    }

    private static Object value(Message.Builder builder, FieldDescriptor field, int number, Deque<Descriptor> path) {
        return switch (field.getJavaType()) {
            case INT -> field.getNumber() + number;
            case LONG -> (long) field.getNumber() + number;
            case FLOAT -> field.getNumber() + number + 0.5f;
            case DOUBLE -> field.getNumber() + number + 0.25;
            case BOOLEAN -> true;
            case STRING -> field.getName() + "-\u00e9-" + number;
            case BYTE_STRING ->
                ByteString.copyFrom(new byte[] {0, (byte) 0xff, (byte) field.getNumber(), (byte) number});
            case ENUM -> known(field);
            case MESSAGE -> {
                Message.Builder inner = builder.newBuilderForField(field);
                fill(inner, number, path);
                yield inner.build();
            }
        };
    }

    /** The oldest constant: the later ones, UNKNOWN among them, are not known to every version of Mesos. */
    private static EnumValueDescriptor known(FieldDescriptor field) {
        return IntStream.range(0, field.getEnumType().getValues().size())
                .mapToObj(i -> field.getEnumType().getValues().get(i))
                .filter(constant -> !constant.getName().equals("UNKNOWN"))
                .findFirst()
                .orElseThrow();
    }
}
