package dev.isthmus.master.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names that operators have in dashboards and alerts: those of the page are those of the master, and the dashboard and the rules use no others. */
class MetricsPageTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(isthmus_\\w+)` \\| (\\w+) \\|");
    private static final Pattern NAME = Pattern.compile("isthmus_\\w+");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: (.+)$");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern COMES = Pattern.compile("alertname: (\\w+)\\s+exp_alerts:\\s+- exp_labels");
    private static final Pattern STAYS_AWAY = Pattern.compile("alertname: (\\w+), exp_alerts: \\[]");

    private static Set<String> documented() throws IOException {
        return ROW.matcher(Files.readString(DOCS.resolve("reference/metrics.md")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As Prometheus has them. */
    private static Set<String> shown() throws IOException {
        return documented().stream()
                .flatMap(row -> {
                    String name = row.split(" ", 2)[0];
                    return row.endsWith(" histogram")
                            ? Stream.of(name + "_bucket", name + "_sum", name + "_count")
                            : Stream.of(name);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void the_page_has_what_a_master_shows_and_nothing_else() throws IOException {
        MasterSnapshot master =
                new MasterSnapshot(MasterInfo.getDefaultInstance(), "c", 0, List.of(), 0, List.of(), List.of());
        List<MetricFamily> families = new ArrayList<>(SnapshotFigures.of(master, 0));
        families.addAll(new MasterFigures(List::of).families());
        Set<String> names = families.stream()
                .map(family -> family.name() + " " + family.kind().name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        // Of the shell alone, which knows what waits for it.
        names.add("isthmus_master_inbox_waiting gauge");
        assertThat(documented().stream().filter(row -> row.startsWith("isthmus_master_")))
                .containsExactlyElementsOf(names);
    }

    @Test
    void the_dashboard_is_json_and_asks_for_nothing_that_there_is_not() throws IOException {
        List<String> expressions = new ArrayList<>();
        try (JsonParser json = new JsonFactory()
                .createParser(DOCS.resolve("monitoring/isthmus-dashboard.json").toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "expr".equals(json.currentName())) {
                    expressions.add(json.getText());
                }
            }
        }
        assertThat(expressions).hasSizeGreaterThan(15);
        assertThat(names(expressions)).isSubsetOf(shown());
    }

    @Test
    void the_alert_rules_ask_for_nothing_that_there_is_not() throws IOException {
        List<String> expressions = EXPRESSION
                .matcher(Files.readString(DOCS.resolve("monitoring/isthmus-alerts.yaml")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(expressions).hasSizeGreaterThan(8);
        assertThat(names(expressions)).isSubsetOf(shown());
    }

    /** promtool runs them. */
    @Test
    void each_alert_has_a_case_in_which_it_comes_and_one_in_which_it_does_not() throws IOException {
        Set<String> alerts = found(ALERT, "monitoring/isthmus-alerts.yaml");
        assertThat(alerts).hasSizeGreaterThan(8);
        assertThat(found(COMES, "monitoring/isthmus-alerts-test.yaml")).isEqualTo(alerts);
        assertThat(found(STAYS_AWAY, "monitoring/isthmus-alerts-test.yaml")).isEqualTo(alerts);
    }

    private static Set<String> found(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(DOCS.resolve(file)))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(List<String> expressions) {
        return expressions.stream()
                .flatMap(text -> NAME.matcher(text).results())
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
