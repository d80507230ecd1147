package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.bench.work.AllocationMeter;
import dev.isthmus.bench.work.TranslationWork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Translations between the dialects; beside them, only copying the same values. */
final class TranslationScenario implements BenchScenario {

    private final Duration length;
    private final TranslationWork work = new TranslationWork();

    TranslationScenario(Duration length) {
        this.length = length;
    }

    @Override
    public String name() {
        return "translation";
    }

    @Override
    public String says() {
        return "an agent's free resources offered, a task's demand taken; beside them, copying the same values";
    }

    @Override
    public void round(Measurements into) {
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("free resources of an agent, offered", work::offer);
        all.put("baseline: the same entries copied", work::copyFree);
        all.put("demand of a task, taken", work::take);
        all.put("baseline: its entries copied", work::copyDemand);
        AllocationMeter meter = new AllocationMeter(0, 20);
        all.forEach((what, one) -> {
            into.add(what, "us", CpuTime.each(length, one) / 1e3);
            into.add(what, "bytes", (double) meter.bytes(one));
        });
    }
}
