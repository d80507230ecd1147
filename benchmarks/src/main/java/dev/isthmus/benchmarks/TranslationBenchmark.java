package dev.isthmus.benchmarks;

import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.bench.work.TranslationWork;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to translate one agent's free resources and one task's demand with the default translators. The baseline copies the same
 * values into fresh maps without translating them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TranslationBenchmark {

    private final TranslationWork work = new TranslationWork();

    /** An agent's free resources, offered. */
    @Benchmark
    public TranslatorTable.Offered offer() {
        return work.offer();
    }

    /** A task's demand, taken. */
    @Benchmark
    public Translation<Taken> take() {
        return work.take();
    }

    /** The baseline of {@link #offer}: the same entries, copied. */
    @Benchmark
    public Resources baselineCopyOffer() {
        return work.copyFree();
    }

    /** The baseline of {@link #take}: the same entries, copied. */
    @Benchmark
    public Resources baselineCopyTake() {
        return work.copyDemand();
    }
}
