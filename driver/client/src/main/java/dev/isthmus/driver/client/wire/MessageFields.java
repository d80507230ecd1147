package dev.isthmus.driver.client.wire;

import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.MessageLite;
import dev.isthmus.mesos.protobuf.UnknownFieldSet;

/** Writes a message field by field, by number. A field that is written again is repeated. */
final class MessageFields {

    private final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();

    MessageFields number(int field, int value) {
        fields.mergeVarintField(field, value);
        return this;
    }

    MessageFields bytes(int field, ByteString value) {
        fields.mergeField(
                field,
                UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build());
        return this;
    }

    MessageFields text(int field, String value) {
        return bytes(field, ByteString.copyFromUtf8(value));
    }

    MessageFields texts(int field, Iterable<String> values) {
        values.forEach(value -> text(field, value));
        return this;
    }

    MessageFields message(int field, MessageLite value) {
        return bytes(field, value.toByteString());
    }

    MessageFields messages(int field, Iterable<? extends MessageLite> values) {
        values.forEach(value -> message(field, value));
        return this;
    }

    ByteString written() {
        return fields.build().toByteString();
    }
}
