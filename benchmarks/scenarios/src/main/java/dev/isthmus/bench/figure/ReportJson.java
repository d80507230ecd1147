package dev.isthmus.bench.figure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports as JSON, written and read back. */
public final class ReportJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private ReportJson() {}

    /** The JSON of a report, a figure a line. */
    public static String write(BenchReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeRaw("\n");
            json.writeObjectFieldStart("machine");
            json.writeStringField("date", report.machine().date());
            json.writeStringField("system", report.machine().system());
            json.writeNumberField("processors", report.machine().processors());
            json.writeNumberField("heapMiB", report.machine().heapMiB());
            json.writeStringField("java", report.machine().java());
            json.writeNumberField("load", report.machine().load());
            json.writeEndObject();
            json.writeNumberField("rounds", report.rounds());
            json.writeArrayFieldStart("figures");
            for (Figure figure : report.figures()) {
                json.writeRaw("\n");
                write(figure, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw("\n");
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(Figure figure, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("scenario", figure.scenario());
        json.writeStringField("what", figure.what());
        json.writeNumberField("size", figure.size());
        json.writeStringField("unit", figure.unit());
        json.writeNumberField("median", figure.spread().median());
        json.writeNumberField("least", figure.spread().least());
        json.writeNumberField("most", figure.spread().most());
        json.writeEndObject();
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException if it is no JSON
     * @throws IllegalArgumentException if something is missing
     */
    public static BenchReport read(String text) throws IOException {
        Map<String, String> machine = Map.of();
        List<Figure> figures = new ArrayList<>();
        int rounds = 0;
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "machine" -> machine = members(json);
                    case "rounds" -> rounds = json.getIntValue();
                    case "figures" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            figures.add(figure(members(json)));
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        }
        return new BenchReport(
                new Machine(
                        member(machine, "date"),
                        member(machine, "system"),
                        Integer.parseInt(member(machine, "processors")),
                        Long.parseLong(member(machine, "heapMiB")),
                        member(machine, "java"),
                        Double.parseDouble(member(machine, "load"))),
                rounds,
                figures);
    }

    private static Figure figure(Map<String, String> members) {
        return new Figure(
                member(members, "scenario"),
                member(members, "what"),
                Long.parseLong(member(members, "size")),
                member(members, "unit"),
                new Spread(
                        Double.parseDouble(member(members, "median")),
                        Double.parseDouble(member(members, "least")),
                        Double.parseDouble(member(members, "most"))));
    }

    private static String member(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + members);
        }
        return value;
    }

    private static Map<String, String> members(JsonParser json) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, json.getText());
        }
        return members;
    }
}
