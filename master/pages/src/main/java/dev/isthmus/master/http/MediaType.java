package dev.isthmus.master.http;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How messages are encoded. */
public enum MediaType {
    /** Mesos's own JSON. */
    JSON("application/json"),
    /** The bytes of protobuf. */
    PROTOBUF("application/x-protobuf");

    private final String text;

    MediaType(String text) {
        this.text = text;
    }

    /** As it stands in {@code Content-Type}. */
    public String text() {
        return text;
    }

    /** What a {@code Content-Type} says. Parameters are allowed, such as a charset that clients add by themselves; Mesos refuses them. */
    public static Optional<MediaType> of(String contentType) {
        String name = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(type -> type.text.equals(name)).findFirst();
    }
}
