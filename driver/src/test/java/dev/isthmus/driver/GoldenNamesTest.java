package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.driver.bundle.ClassFiles;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.journal.FileJournalProvider;
import dev.isthmus.journal.zookeeper.ZooKeeperJournalProvider;
import dev.isthmus.mesos.FrontendCounters;
import dev.isthmus.mesos.shell.MetricsBean;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import org.junit.jupiter.api.Test;

/** What operators have in their dashboards and alerts, word for word. */
class GoldenNamesTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "operating.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\|.*\\|$");
    /** Where a log line, or a text that is put together, takes something in. */
    private static final Pattern PLACE = Pattern.compile("\\{}|\u0001");

    private static final Pattern DRIVERS =
            Pattern.compile("(?m)^\\| `(isthmus_driver_\\w+)` \\| (?:counter|histogram) \\|");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void what_jmx_shows_has_its_names() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add(DriverCounters.name("my framework, \"quoted\"").toString());
        Stream.of(DriverCountersMXBean.class.getMethods())
                .map(method -> "  " + method.getName().substring("get".length()) + " " + method.getGenericReturnType())
                .sorted()
                .forEach(lines::add);
        Golden.check("jmx.txt", lines);
    }

    @Test
    void the_log_still_has_the_words_that_people_are_told_to_alert_on() throws Exception {
        String section = Files.readString(GUIDE)
                .split("and on these words in the log", -1)[1]
                .split("\n## ", -1)[0];
        Set<String> words = new TreeSet<>();
        Matcher row = ROW.matcher(section);
        while (row.find()) {
            CODE.matcher(row.group(1)).results().map(found -> found.group(1)).forEach(words::add);
        }
        Golden.check("alerts.txt", List.copyOf(words));

        Set<String> said = new TreeSet<>();
        for (Class<?> of : List.of(
                DriverCounters.class,
                FrontendCounters.class,
                EcsSettings.class,
                FileJournalProvider.class,
                ZooKeeperJournalProvider.class,
                Journal.class)) {
            ClassFiles.in(ClassFiles.home(of))
                    .forEach(type -> type.texts().stream()
                            .flatMap(text -> Stream.of("ecs", "1").map(PLACE.matcher(text)::replaceAll))
                            .forEach(said::add));
        }
        assertThat(words.stream()
                        .filter(word -> said.stream().noneMatch(text -> text.contains(word)))
                        .collect(Collectors.toSet()))
                .as("words that no class says any more")
                .isEmpty();
    }

    @Test
    void the_page_of_metrics_has_what_a_driver_shows_and_jmx_names_each_figure() throws Exception {
        SortedMap<String, Long> some = new TreeMap<>(Map.of("TASK_RUNNING", 3L));
        List<MetricSample> times = List.of(new MetricSample("_count", Map.of("callback", "statusUpdate"), 5));
        FrontendCounters counters = (FrontendCounters) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {FrontendCounters.class},
                (proxy, method, arguments) -> method.getReturnType() == long.class
                        ? (Object) 7L
                        : method.getReturnType() == List.class ? times : some);
        List<MetricFamily> families = DriverMetrics.of(counters, null);
        Set<String> documented = DRIVERS.matcher(Files.readString(Path.of("..", "docs", "reference", "metrics.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(families.stream().map(MetricFamily::name).sorted()).containsExactlyElementsOf(documented);
        MetricsBean bean = new MetricsBean(() -> families);
        assertThat(bean.getAttribute("isthmus_driver_updates_total{state=\"TASK_RUNNING\"}"))
                .isEqualTo(3.0);
        assertThat(bean.getAttributes(new String[] {"isthmus_driver_tasks_launched_total", "nothing"}))
                .containsExactly(new Attribute("isthmus_driver_tasks_launched_total", 7.0));
        assertThat(bean.getAttribute("isthmus_driver_callback_seconds_count{callback=\"statusUpdate\"}"))
                .isEqualTo(5.0);
        assertThat(bean.getMBeanInfo().getAttributes()).hasSize(8);
        assertThatThrownBy(() -> bean.getAttribute("nothing")).isInstanceOf(AttributeNotFoundException.class);
        assertThat(DriverCounters.metrics("my framework").toString())
                .isEqualTo("dev.isthmus:type=Metrics,framework=\"my framework\"");
    }
}
