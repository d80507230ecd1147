package dev.isthmus.testkit.ecs.scenario;

import java.util.List;
import java.util.Map;

/** A value of a YAML file that knows where it stands. */
sealed interface Node {
    Position position();

    /** What a person calls it. */
    String kind();

    /** Keys and values, in the order of the file. */
    record Mapping(Position position, Map<String, Entry> entries) implements Node {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A key's place and its value. */
    record Entry(Position position, Node value) {}

    /** A list. */
    record Sequence(Position position, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A text, a number, true or false. */
    record Scalar(Position position, String text) implements Node {
        @Override
        public String kind() {
            return "'" + text + "'";
        }
    }

    /** A key without a value. */
    record Nothing(Position position) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }
}
