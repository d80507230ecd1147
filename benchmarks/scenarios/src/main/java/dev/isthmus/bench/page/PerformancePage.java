package dev.isthmus.bench.page;

import dev.isthmus.bench.figure.BenchReport;
import dev.isthmus.bench.figure.Figure;
import dev.isthmus.bench.figure.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page {@code docs/performance.md} and its charts, of a report. */
public final class PerformancePage {

    private static final String LAUNCHED = "launched";

    private final BenchReport report;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final StringBuilder page = new StringBuilder();

    private PerformancePage(BenchReport report) {
        this.report = report;
    }

    /** The page and its charts, by their names below {@code docs}. */
    public static Map<String, String> of(BenchReport report) {
        return new PerformancePage(report).write();
    }

    private Map<String, String> write() {
        say("# How fast it is, and what it costs");
        say("");
        say("<!-- Made of performance/figures.json by PerformancePageTest with -Dgolden.write=true. -->");
        say("");
        say("Measured by `./isthmus bench`: " + report.machine().words() + ". " + rounds());
        say(
                "Run it on your own machine; `--json FILE` keeps the figures. What needs minutes and more memory, such as the heap of each instance, is measured by");
        say("`benchmarks/run` ([how](../CONTRIBUTING.md#benchmarks)).");
        say("");
        translations();
        launches();
        service();
        growth(
                "instances",
                "More instances",
                "The backend over instances without tasks. Seconds and calls are those of a simulated clock on which each call takes 50 ms and AWS's request budgets hold, and the same each time; CPU time is that of the "
                        + "backend with the SDK's objects, without network and JSON.",
                "instances");
        growth(
                "tasks",
                "More tasks",
                "The same over 100 instances with live tasks that an earlier process has started.",
                "tasks");
        large();
        growth(
                "frameworks",
                "More frameworks on a master",
                "The machine of a master of 1,000 agents with 4 tasks each, without sockets and without a backend.",
                "frameworks");
        growth(
                "pages",
                "Pages of a larger master",
                "What tools ask for, of agents with ten tasks each and ten frameworks; two of a hundred tasks have changed since the page before. A page is made once for all who ask, at most once a second.",
                "agents");
        files.put("performance.md", page.toString());
        return files;
    }

    private String rounds() {
        return report.rounds() == 1
                ? "Each figure is of one round, so its spread is not known."
                : "Each figure is the median of " + report.rounds()
                        + " rounds, with the least and the most where they differ.";
    }

    private void translations() {
        say("## What an offer and an update cost");
        say(
                "Time is CPU time; only that of \"update, told and acknowledged\" is time that passes, the median of many tasks, as an update is too short for the ticks of some systems. Bytes are what is allocated. A baseline does only what nobody can do without.");
        say("");
        say("| what | microseconds | bytes |");
        say("|---|---|---|");
        for (String scenario : List.of("translation", "frontend")) {
            for (String what : whats(scenario)) {
                say("| " + what + " | " + cell(scenario, what, "us") + " | " + cell(scenario, what, "bytes") + " |");
            }
        }
        say("");
        say(
                "What is allocated is held by a test: a build in which an offer, an update or a translation allocates a tenth more fails.");
        say("");
    }

    private void launches() {
        List<Figure> seconds = report.of("launches").stream()
                .filter(figure -> figure.unit().equals("s"))
                .toList();
        List<String> notes = seconds.stream()
                .map(figure -> ", " + cell("launches", figure.what(), LAUNCHED) + " launched")
                .toList();
        files.put("performance/launches.svg", SvgChart.bars("Seconds until tasks are launched", seconds, notes));
        say("## Launches under AWS's budget");
        say(
                "Tasks launched at once on a fake cluster that has AWS's request budgets and takes its time to answer. The loops are over the AWS SDK as it comes, with its own retries.");
        say(
                "Calls beyond the number of tasks were refused by throttling and made again; a call that the fake cluster refuses takes nothing out of its budget.");
        say("");
        say("![seconds until tasks are launched](performance/launches.svg)");
        say("");
        say("| what | seconds | launched | calls of RunTask |");
        say("|---|---|---|---|");
        for (Figure figure : seconds) {
            say("| " + figure.what() + " | " + NumberText.of(figure.spread()) + " | "
                    + cell("launches", figure.what(), LAUNCHED) + " | "
                    + cell("launches", figure.what(), "calls of RunTask") + " |");
        }
        say("");
    }

    private void service() {
        List<Figure> figures = report.of("service");
        if (figures.isEmpty()) {
            return;
        }
        say("## A service of 500 instances");
        say(
                "From its registration until the framework has heard of each that it runs, on 20 agents, by a simulated clock on which each call takes 50 ms and a container starts in a second; the same each time. "
                        + "The framework does as Marathon 1.11 by its defaults: five instances on an offer, a hundred tokens for instances that do not run yet, offers revived every five seconds. "
                        + "On a bridge the host's port is a part of the task definition, of which AWS lets one be registered a second.");
        list(figures);
    }

    private void large() {
        List<Figure> figures = report.of("large");
        if (figures.isEmpty()) {
            return;
        }
        say("## A large cluster");
        say(
                "The same over 5,000 instances with 20,000 live tasks, when it has been there for a while. Ends are those of tasks that nobody has asked the backend to stop, without events; the heap is that of the backend's ledger of tasks.");
        list(figures);
    }

    private void list(List<Figure> figures) {
        say("");
        say("| what | |");
        say("|---|---|");
        for (Figure figure : figures) {
            say("| " + figure.what() + ": " + figure.unit() + " | " + NumberText.of(figure.spread()) + " |");
        }
        say("");
    }

    private void growth(String scenario, String title, String says, String size) {
        Set<String> kinds = report.of(scenario).stream()
                .map(figure -> figure.what() + ": " + figure.unit())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<GrowthPanel> panels = new ArrayList<>();
        for (String kind : kinds) {
            panels.add(new GrowthPanel(
                    kind,
                    report.of(scenario).stream()
                            .filter(figure -> kind.equals(figure.what() + ": " + figure.unit()))
                            .toList()));
        }
        files.put("performance/" + scenario + ".svg", SvgChart.panels(title, panels));
        say("## " + title);
        say(says + " The dashed line is what would be in proportion to the number of " + size + ".");
        say("");
        say("![" + title + "](performance/" + scenario + ".svg)");
        say("");
        List<Long> sizes = panels.get(0).points().stream().map(Figure::size).toList();
        say("| what | " + sizes.stream().map(NumberText::ofCount).collect(Collectors.joining(" | ")) + " |");
        say("|---|" + "---|".repeat(sizes.size()));
        for (GrowthPanel panel : panels) {
            say("| " + panel.title() + " | "
                    + panel.points().stream()
                            .map(point -> NumberText.of(point.spread()))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        say("");
    }

    private Set<String> whats(String scenario) {
        return report.of(scenario).stream().map(Figure::what).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private String cell(String scenario, String what, String unit) {
        return report.series(scenario, what, unit).stream()
                .map(figure -> NumberText.of(figure.spread()))
                .collect(Collectors.joining());
    }

    private void say(String line) {
        page.append(line).append('\n');
    }
}
