package dev.isthmus.master.points;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Why some of Mesos's points are not shown over HTTP, or some of their tests are left out there; from conformance/points-over-http.txt.
 *
 * @param why in whole sentences
 * @param points that no test shows over HTTP
 * @param tests that do not pass there, each with its class; behind it the clients that it is left out of, if it passes with another
 */
public record PointsOverHttp(String why, SortedSet<Integer> points, SortedSet<String> tests) {

    /** How many points there are. */
    public static final int POINTS = 122;

    private static final Path FILE = Path.of("src/test/resources/conformance/points-over-http.txt");

    private static final String POINT = "point ";

    /** Reads the file. */
    public static List<PointsOverHttp> all() throws IOException {
        List<PointsOverHttp> reasons = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("## ")) {
                reasons.add(new PointsOverHttp(line.substring(3), new TreeSet<>(), new TreeSet<>()));
            } else if (line.startsWith(POINT)) {
                for (String number : line.substring(POINT.length()).split(",", -1)) {
                    reasons.get(reasons.size() - 1).points.add(Integer.valueOf(number.strip()));
                }
            } else if (!line.startsWith("#") && !line.isBlank()) {
                reasons.get(reasons.size() - 1).tests.add(line.strip());
            }
        }
        return reasons;
    }

    /** The tests that are left out of those of a client, with the reason. */
    static SortedMap<String, String> leftOut(PointClient client) throws IOException {
        SortedMap<String, String> leftOut = new TreeMap<>();
        for (PointsOverHttp reason : all()) {
            for (String test : reason.tests) {
                List<String> parts = List.of(test.split(" ", -1));
                if (parts.size() == 1 || parts.contains(client.name().toLowerCase(Locale.ROOT))) {
                    leftOut.put(parts.get(0), reason.why);
                }
            }
        }
        return leftOut;
    }
}
