package dev.isthmus.master.metric;

import dev.isthmus.api.metric.DurationHistogram;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricFamily.Kind;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.master.serving.ServingInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long steps keep the master's thread, by what they are taken for. Used by one thread. */
final class StepTimes {

    /** Most steps take less than a millisecond, and 10,000 of those are all that a thread has in a few seconds. */
    private static final double[] SECONDS = {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};

    private final SortedMap<String, DurationHistogram> took = new TreeMap<>();

    void add(ServingInput input, Duration time) {
        Cause cause = new Cause();
        input.match(cause);
        took.computeIfAbsent(cause.word, first -> new DurationHistogram(SECONDS))
                .add(time);
    }

    MetricFamily family() {
        List<MetricSample> samples = new ArrayList<>();
        took.forEach((cause, histogram) -> samples.addAll(histogram.samples(Map.of("cause", cause))));
        return new MetricFamily(
                "isthmus_master_step_seconds",
                Kind.HISTOGRAM,
                "How long steps keep the master's thread, with all that comes of them, by what they are taken for.",
                samples);
    }

    /** An input as operators know it. */
    private static final class Cause implements ServingInput.Cases {

        private String word = "";

        @Override
        public void arrived(ServingInput.Arrived input) {
            word = "call";
        }

        @Override
        public void broken(ServingInput.Broken input) {
            word = "client_gone";
        }

        @Override
        public void machine(ServingInput.OfMachine input) {
            word = "backend";
        }

        @Override
        public void settings(ServingInput.OfSettings input) {
            word = "roles";
        }

        @Override
        public void tornDown(ServingInput.TornDown input) {
            word = "teardown";
        }

        @Override
        public void killed(ServingInput.Killed input) {
            word = "kill";
        }

        @Override
        public void opened(ServingInput.JournalOpened input) {
            word = "journal";
        }

        @Override
        public void takenOver(ServingInput.TakenOver input) {
            word = "journal";
        }

        @Override
        public void gone(ServingInput.Gone input) {
            word = "journal";
        }

        @Override
        public void unable(ServingInput.Unable input) {
            word = "journal";
        }

        @Override
        public void tick(ServingInput.Tick input) {
            word = "time";
        }

        @Override
        public void end(ServingInput.End input) {
            word = "end";
        }
    }
}
