package dev.isthmus.simulation.search;

import dev.isthmus.simulation.client.FrameworkTerms;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A scenario in words, for people. */
public final class ScenarioWords {

    private ScenarioWords() {}

    /** A line for each thing that is in it. */
    public static List<String> of(WorldScenario scenario) {
        List<String> lines = new ArrayList<>();
        lines.add("for " + scenario.duration() + ", on " + scenario.instances().size() + " instances");
        Map<String, Integer> instances = new LinkedHashMap<>();
        scenario.instances().forEach(each -> instances.merge(word(each), 1, Integer::sum));
        instances.forEach((word, count) -> lines.add("  " + count + " of " + word));
        for (WorldScenario.Inhabitant each : scenario.frameworks()) {
            lines.add("framework " + each.name() + ", "
                    + each.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", with up to " + each.tasks()
                    + " tasks" + (each.terms().equals(FrameworkTerms.NONE) ? "" : ", " + each.terms()));
        }
        scenario.settings().forEach(each -> lines.add("setting " + each.name() + "=" + each.value()));
        if (!scenario.cluster().equals(WorldScenario.Behaviour.PLAIN)) {
            lines.add("the cluster: " + scenario.cluster());
        }
        scenario.faults().rules().forEach(each -> lines.add("fault: " + each));
        scenario.events().forEach(each -> lines.add("after " + each.at() + ": " + each.what()));
        return lines;
    }

    private static String word(InstanceSpec spec) {
        return spec.cpu() + " CPU units and " + spec.memory() + " MiB"
                + (spec.gpus() == 0 ? "" : ", " + spec.gpus() + " GPUs")
                + (spec.attributes().isEmpty() ? "" : ", " + spec.attributes());
    }
}
