package dev.isthmus.master.json;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Message;
import java.util.Map;
import java.util.TreeMap;

/**
 * Mesos's own JSON of any message. It differs from protobuf's: names are those of the {@code .proto} file, 64-bit integers are numbers, doubles always
 * have a point, and scalars that declare a default are written when they are unset, too. Numbers and booleans are read from texts as well, one value
 * where a list is expected is a list of one, and what a message does not know is overlooked.
 *
 * <p>Stateless; may be called by any thread.
 */
public final class MesosJson {

    private MesosJson() {}

    /** Writes a message in one line. */
    public static String write(Message message) {
        StringBuilder out = new StringBuilder();
        new MessageWriter(out).write(message);
        return out.toString();
    }

    /**
     * Reads a message; never throws for what a text may hold.
     *
     * @param text in UTF-8
     * @param type any message of the type that is read
     */
    public static <M extends Message> JsonResult<M> read(ByteString text, M type) {
        requireNonNull(type, "type");
        JsonValue value;
        try {
            value = tree(text);
        } catch (JsonException e) {
            return new JsonResult.NotJson<>(e.why());
        }
        try {
            return message(value, type);
        } catch (JsonException e) {
            return new JsonResult.NotConvertible<>(e.why());
        }
    }

    /**
     * Reads an array into a field of a message that has nothing else; never throws for what a text may hold.
     *
     * @param text in UTF-8
     * @param type any message of the type that has the field
     * @param field the name of a field that is repeated
     */
    public static <M extends Message> JsonResult<M> readItems(ByteString text, M type, String field) {
        JsonValue value;
        try {
            value = tree(text);
        } catch (JsonException e) {
            return new JsonResult.NotJson<>(e.why());
        }
        if (!(value instanceof JsonValue.Items)) {
            return new JsonResult.NotJson<>("Unexpected JSON type parsed");
        }
        try {
            return message(new JsonValue.Members(new TreeMap<>(Map.of(field, value))), type);
        } catch (JsonException e) {
            return new JsonResult.NotConvertible<>(e.why());
        }
    }

    private static JsonValue tree(ByteString text) throws JsonException {
        if (!text.isValidUtf8()) {
            throw new JsonException("The text is not valid UTF-8");
        }
        return JsonTree.read(text.toStringUtf8());
    }

    private static <M extends Message> JsonResult<M> message(JsonValue value, M type) throws JsonException {
        if (!(value instanceof JsonValue.Members object)) {
            throw new JsonException("Expecting a JSON object");
        }
        Message.Builder message = type.newBuilderForType();
        MessageReader.read(object.members(), message);
        if (!message.isInitialized()) {
            throw new JsonException("Missing required fields: " + message.getInitializationErrorString());
        }
        @SuppressWarnings("unchecked") // A message's builder builds its own type.
        M built = (M) message.build();
        return new JsonResult.Good<>(built);
    }
}
