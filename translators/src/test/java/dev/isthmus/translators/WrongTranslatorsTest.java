package dev.isthmus.translators;

import static dev.isthmus.api.resource.ResourceName.ECS_CPU;
import static dev.isthmus.api.resource.ResourceName.ECS_GPU;
import static dev.isthmus.api.resource.ResourceName.ECS_MEMORY;
import static dev.isthmus.api.resource.ResourceName.ECS_PORTS;
import static dev.isthmus.api.resource.ResourceName.ECS_PORTS_UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.example.accelerators.Neurons;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRange;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.testkit.contract.translator.ResourceTranslatorContract;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;

/** The suite is tested too: each law finds out translators that break it, and says how they do. */
class WrongTranslatorsTest {

    private static final TranslationContext CONTEXT = TranslationContext.of(Settings.none());
    private static final ResourceTranslator CPU = new CpuTranslator();
    private static final ResourceTranslator MEMORY = new MemoryTranslator();
    private static final ResourceTranslator GPU = new GpuTranslator();
    private static final ResourceTranslator DISK = new DiskTranslator();
    private static final ResourceTranslator PORTS = new PortsTranslator();
    private static final ResourceTranslator NEURONS = new Neurons();
    private static final ResourceName NEURON = new ResourceName("NEURON");

    @ParameterizedTest(name = "{0} breaks {2}")
    @MethodSource({"scalars", "refusals", "limits", "ports", "sets", "threads"})
    void a_wrong_translator_is_found_out(
            String wrong,
            Class<? extends ResourceTranslatorContract> contract,
            String property,
            ResourceTranslator mutant,
            String... explanation) {
        TestExecutionResult result = Examination.run(contract, property, mutant);

        assertThat(result.getStatus()).as(wrong).isEqualTo(TestExecutionResult.Status.FAILED);
        assertThat(result.getThrowable().orElseThrow())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith((property.startsWith("TR") ? "" : "R-") + property.substring(0, 2) + "-"
                        + property.substring(2, 4))
                .hasMessageContainingAll(explanation);
    }

    static Stream<Arguments> threads() {
        AtomicInteger asked = new AtomicInteger();
        return Stream.of(
                cpu(
                        "counts who asks",
                        "RT02",
                        Mutant.of(CPU).taking(demand -> Translation.refused("question " + asked.incrementAndGet())),
                        "it was said, on 4 threads at once"),
                cpu(
                        "waits for somebody",
                        "RT03",
                        Mutant.of(CPU).offering(free -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return CPU.offer(free, CONTEXT);
                        }),
                        "no answer of free"));
    }

    static Stream<Arguments> scalars() {
        AtomicInteger calls = new AtomicInteger();
        return Stream.of(
                cpu(
                        "rounds each task up",
                        "TR01",
                        Mutant.of(CPU).taking(scalar(cpus -> {
                            long units = (cpus.thousandths() * 1024 + 999) / 1000;
                            return cpus.wholeDown() > 1_000_000 ? CPU.take(cpus, CONTEXT) : takes(ECS_CPU, units);
                        })),
                        "tasks",
                        "that fit the offer take CPU:",
                        "but free is"),
                cpu(
                        "rounds the offer up",
                        "TR02",
                        Mutant.of(CPU)
                                .offering(free -> Translation.of(Amount.ofThousandths(
                                        free.amount(ECS_CPU).thousandths() / 1024 + 1))),
                        "is offered",
                        "more than the free CPU:"),
                cpu(
                        "oversubscribes without saying so",
                        "TR02",
                        Mutant.of(CPU)
                                .offering(free -> CPU.offer(free, CONTEXT)
                                        .map(cpus -> Amount.ofThousandths(((Amount) cpus).thousandths() * 3 / 2))),
                        "ratio 1:1",
                        "more than the free CPU:"),
                cpu(
                        "takes in steps of ten units",
                        "TR03_fidelity_a_demand",
                        Mutant.of(CPU)
                                .taking(scalar(cpus -> cpus.wholeDown() > 1000
                                        ? CPU.take(cpus, CONTEXT)
                                        : takes(ECS_CPU, cpus.thousandths() * 1024 / 1000 / 10 * 10))),
                        "is accounted as",
                        "less than a unit below it"),
                cpu(
                        "offers tenths of CPUs",
                        "TR03_fidelity_taking",
                        Mutant.of(CPU)
                                .offering(free -> Translation.of(Amount.ofThousandths(
                                        free.amount(ECS_CPU).thousandths() / 1024 / 100 * 100))),
                        "is offered",
                        "which takes"),
                cpu(
                        "refuses every demand",
                        "TR03_fidelity_a_demand",
                        Mutant.of(CPU).taking(demand -> Translation.refused("no")),
                        "is refused, although the backend can hold it: no"),
                cpu(
                        "refuses every offer",
                        "TR03_fidelity_taking",
                        Mutant.of(CPU).offering(free -> Translation.refused("no")),
                        "nothing is offered of CPU:",
                        "which the backend can hold"),
                cpu(
                        "keeps large agents back",
                        "TR04_monotone_of",
                        Mutant.of(CPU)
                                .offering(free -> free.amount(ECS_CPU).wholeDown() > 4096
                                        ? Translation.of(Amount.ZERO)
                                        : CPU.offer(free, CONTEXT)),
                        "but of the larger",
                        "only 0"),
                cpu(
                        "overflows",
                        "TR04_monotone_who",
                        Mutant.of(CPU)
                                .taking(scalar(cpus ->
                                        takes(ECS_CPU, (cpus.thousandths() * 1024 / 1000) & Integer.MAX_VALUE))),
                        "but the larger",
                        "takes"),
                cpu(
                        "has a minimum",
                        "TR04_zero",
                        Mutant.of(CPU)
                                .taking(scalar(cpus -> takes(ECS_CPU, Math.max(2, cpus.thousandths() * 128 / 125)))),
                        "who asks for nothing takes",
                        "CPU:2"),
                cpu(
                        "invents from nothing",
                        "TR04_zero",
                        Mutant.of(CPU)
                                .offering(free -> Translation.of(
                                        Amount.of(free.amount(ECS_CPU).wholeDown() / 1024 + 1))),
                        "nothing is free, yet 1 is offered"),
                cpu(
                        "throws for want of an entry",
                        "TR04_total_whatever",
                        Mutant.of(CPU)
                                .offering(free -> Translation.of(
                                        free.quantities().get(ECS_CPU).minus(Amount.ZERO))),
                        "threw java.lang.NullPointerException",
                        "R-RT-04"),
                cpu(
                        "throws for the wrong type",
                        "TR04_total_every",
                        Mutant.of(CPU).taking(demand -> CPU.take((Amount) demand, CONTEXT)),
                        "threw java.lang.ClassCastException",
                        "R-RT-04"),
                cpu("answers null", "TR04_total_every", Mutant.of(CPU).taking(demand -> null), "answered null"),
                cpu(
                        "answers in another type",
                        "TR04_total_whatever",
                        Mutant.of(CPU).offering(free -> Translation.of(PortRanges.of(1, 2))),
                        "is offered [1-2], a ranges"),
                cpu(
                        "takes what it did not declare",
                        "TR04_total_every",
                        Mutant.of(CPU).taking(scalar(cpus -> takes(ECS_MEMORY, 1))),
                        "not only of the declared [CPU]"),
                cpu(
                        "takes in another dialect",
                        "TR04_total_every",
                        Mutant.of(CPU).taking(demand -> Translation.of(Taken.nothing(Dialect.MESOS))),
                        "takes resources of dialect mesos"),
                cpu(
                        "refuses without a word",
                        "TR04_total_every",
                        Mutant.of(CPU).taking(demand -> Translation.refused(" ")),
                        "is refused without a reason"),
                cpu(
                        "changes its mind",
                        "TR08",
                        Mutant.of(CPU)
                                .offering(free -> CPU.offer(free, CONTEXT)
                                        .map(cpus -> (calls.getAndIncrement() & 2) == 0 ? cpus : Amount.ZERO)),
                        "cpus:",
                        "is offered, but the offer for"),
                disk(
                        "offers by what is free",
                        "TR04_total_whatever",
                        Mutant.of(DISK)
                                .offering(free -> Translation.of(
                                        Amount.of(free.quantities().size()))),
                        "depends on what is free",
                        "the backend does not count it"),
                disk(
                        "takes what nobody counts",
                        "TR03_fidelity_a_demand",
                        Mutant.of(DISK).taking(scalar(mib -> takes(ECS_MEMORY, 1))),
                        "but the backend does not count it"));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                cpu(
                        "clamps",
                        "TR05_refusal_what",
                        Mutant.of(CPU)
                                .taking(scalar(
                                        cpus -> takes(ECS_CPU, Math.min(Integer.MAX_VALUE, cpus.wholeDown() * 1024)))),
                        "cannot be said in the backend, yet it takes"),
                cpu(
                        "refuses without naming the value",
                        "TR05_refusal_what",
                        Mutant.of(CPU).taking(demand -> Translation.refused("want less than 2097151")),
                        "does not name the value"),
                cpu(
                        "refuses without naming a bound",
                        "TR05_refusal_what",
                        Mutant.of(CPU).taking(demand -> Translation.refused(demand + " is impossible")),
                        "names no bound"),
                cpu(
                        "reads a set as nothing",
                        "TR05_refusal_a_set",
                        Mutant.of(CPU).offering(free -> Translation.of(free.amount(ECS_CPU))),
                        "although it counts no items"),
                gpu(
                        "rounds fractions away",
                        "TR05_refusal_what",
                        Mutant.of(GPU)
                                .taking(demand -> demand instanceof Amount gpus && gpus.wholeDown() < 100
                                        ? GPU.take(Amount.of(gpus.wholeDown()), CONTEXT)
                                        : GPU.take(demand, CONTEXT)),
                        "cannot be said in the backend, yet it takes"),
                gpu(
                        "reads the ids as one device",
                        "TR05_refusal_a_set",
                        Mutant.of(GPU)
                                .offering(free -> free.get(ECS_GPU).orElse(Amount.ZERO) instanceof Items
                                        ? Translation.of(Amount.of(1))
                                        : GPU.offer(free, CONTEXT)),
                        "is offered other than of GPU:"));
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                memory(
                        "limits rounded down",
                        Mutant.of(MEMORY)
                                .taking(scalar(
                                        mib -> MEMORY.take(mib, CONTEXT).map(taken -> Taken.of(taken.accounted())))),
                        "which is less than it asks for"),
                memory(
                        "limits generously",
                        Mutant.of(MEMORY)
                                .taking(scalar(mib -> mib.wholeUp() < 100
                                        ? limited(mib.wholeDown(), mib.wholeUp() + 1)
                                        : MEMORY.take(mib, CONTEXT))),
                        "a unit or more above it"),
                memory(
                        "limits where nothing differs",
                        Mutant.of(MEMORY)
                                .taking(scalar(mib -> mib.wholeUp() < 100
                                        ? limited(mib.wholeDown(), mib.wholeUp())
                                        : MEMORY.take(mib, CONTEXT))),
                        "which is what is accounted anyway"),
                cpu(
                        "limits CPUs",
                        "TR07",
                        Mutant.of(CPU)
                                .taking(scalar(cpus -> CPU.take(cpus, CONTEXT)
                                        .map(taken -> new Taken(taken.accounted(), taken.accounted())))),
                        "has the limit CPU:"));
    }

    static Stream<Arguments> ports() {
        return Stream.of(
                ports(
                        "forgets UDP",
                        "TR02",
                        Mutant.of(PORTS)
                                .offering(free -> PORTS.offer(free.with(ECS_PORTS_UDP, PortRanges.ALL), CONTEXT)),
                        "are offered, but not free in PORTS_UDP"),
                ports(
                        "forgets UDP",
                        "TR06_ports_none",
                        Mutant.of(PORTS)
                                .offering(free -> PORTS.offer(free.with(ECS_PORTS_UDP, PortRanges.ALL), CONTEXT)),
                        "are offered, but held in PORTS_UDP"),
                ports(
                        "leaves the universe",
                        "TR06_ports_none",
                        Mutant.of(PORTS)
                                .offering(free -> Translation.of(free.ports(ECS_PORTS)
                                        .intersect(free.ports(ECS_PORTS_UDP))
                                        .lowest(10))),
                        "outside the universe [31000-32000]"),
                ports(
                        "offers more than a hundred",
                        "TR06_ports_the_lowest",
                        Mutant.of(PORTS).offering(free -> Translation.of(mesosPorts(free))),
                        "ports are offered, but only",
                        "of 100 can still be reserved"),
                ports(
                        "counts only TCP",
                        "TR06_ports_the_lowest",
                        Mutant.of(PORTS)
                                .offering(free -> Translation.of(mesosPorts(free)
                                        .lowest(100
                                                - 65536
                                                + free.ports(ECS_PORTS).count()))),
                        "of 100 can still be reserved"),
                ports(
                        "offers the highest",
                        "TR06_ports_the_lowest",
                        Mutant.of(PORTS)
                                .offering(free ->
                                        PORTS.offer(free, CONTEXT).map(offered -> highest(mesosPorts(free), offered))),
                        "but the lowest free ones are"),
                ports(
                        "takes neighbours too",
                        "TR01",
                        Mutant.of(PORTS)
                                .taking(demand -> ranges(
                                        demand,
                                        ports -> ports.ranges().stream()
                                                .map(range ->
                                                        new PortRange(range.first(), Math.min(65535, range.last() + 1)))
                                                .toList())),
                        "take PORTS:"),
                ports(
                        "takes none",
                        "TR03",
                        Mutant.of(PORTS).taking(demand -> ranges(demand, ports -> List.of())),
                        "are accounted as"),
                ports(
                        "takes none",
                        "TR06_ports_taking",
                        Mutant.of(PORTS).taking(demand -> ranges(demand, ports -> List.of())),
                        "are taken, and offered again"),
                ports(
                        "takes only the first port",
                        "TR06_ports_taking",
                        Mutant.of(PORTS)
                                .taking(demand ->
                                        ranges(demand, ports -> ports.lowest(1).ranges())),
                        "are taken, and offered again"),
                ports(
                        "offers less of more",
                        "TR04_monotone_of",
                        Mutant.of(PORTS)
                                .offering(free -> PORTS.offer(free, CONTEXT)
                                        .map(offered -> mesosPorts(free).count() > 1000 ? PortRanges.NONE : offered)),
                        "but of the larger"),
                ports(
                        "takes more than can be reserved",
                        "TR05_refusal_what",
                        Mutant.of(PORTS).taking(demand -> ranges(demand, PortRanges::ranges)),
                        "cannot be said in the backend, yet it takes"));
    }

    static Stream<Arguments> sets() {
        return Stream.of(
                set(
                        "takes how many and not which",
                        "TR09_sets_what_is_taken",
                        Mutant.of(NEURONS)
                                .taking(items(asked -> Items.of(
                                        IntStream.range(0, asked.names().size())
                                                .mapToObj(number -> "GPU-" + number)
                                                .toList()))),
                        "TR-09 sets"),
                set(
                        "takes how many as a scalar",
                        "TR09_sets_what_is_taken",
                        Mutant.of(NEURONS)
                                .taking(demand -> demand instanceof Items asked
                                        ? takes(NEURON, asked.names().size())
                                        : NEURONS.take(demand, CONTEXT)),
                        "is a scalar: want a set"),
                set(
                        "takes nothing",
                        "TR03_fidelity",
                        Mutant.of(NEURONS).taking(items(asked -> Items.of(List.of()))),
                        "are accounted as"),
                set(
                        "gives every task the first item too",
                        "TR01",
                        Mutant.of(NEURONS).taking(items(asked -> asked.union(Items.of(List.of("GPU-0"))))),
                        "TR-01 fit"),
                set(
                        "keeps the last item back",
                        "TR09_sets_every_free",
                        Mutant.of(NEURONS)
                                .offering(free ->
                                        NEURONS.offer(free, CONTEXT).map(offered -> ((Items) offered).withoutAny(1))),
                        "items"),
                set(
                        "invents an item",
                        "TR02",
                        Mutant.of(NEURONS)
                                .offering(free -> NEURONS.offer(free, CONTEXT)
                                        .map(offered -> ((Items) offered).union(Items.of(List.of("spare"))))),
                        "more than the free NEURON:"),
                set(
                        "offers how many",
                        "TR04_total_whatever",
                        Mutant.of(NEURONS)
                                .offering(free -> NEURONS.offer(free, CONTEXT)
                                        .map(offered -> Amount.of(
                                                ((Items) offered).names().size()))),
                        "a scalar: neuron is a set"),
                set(
                        "reads a scalar as nothing",
                        "TR05_refusal_what",
                        Mutant.of(NEURONS)
                                .taking(demand -> demand instanceof Amount
                                        ? Translation.of(Taken.nothing(Dialect.ECS))
                                        : NEURONS.take(demand, CONTEXT)),
                        "cannot be said in the backend, yet it takes"));
    }

    private static Arguments set(String wrong, String property, ResourceTranslator mutant, String... explanation) {
        return arguments(wrong, Examination.OfSet.class, property, mutant, explanation);
    }

    private static Function<Quantity, Translation<Taken>> items(Function<Items, Items> taken) {
        return demand -> demand instanceof Items asked
                ? Translation.of(Taken.of(Resources.of(Dialect.ECS, NEURON, taken.apply(asked))))
                : NEURONS.take(demand, CONTEXT);
    }

    private static Quantity highest(PortRanges candidates, Quantity offered) {
        int skip = candidates.count() - ((PortRanges) offered).count();
        return PortRanges.ofPorts(
                candidates.ports().skip(Math.max(0, skip)).boxed().toList());
    }

    private static PortRanges mesosPorts(Resources free) {
        return PortRanges.of(31000, 32000).intersect(free.ports(ECS_PORTS)).intersect(free.ports(ECS_PORTS_UDP));
    }

    private interface Ports {
        List<PortRange> of(PortRanges demand);
    }

    private static Translation<Taken> ranges(Quantity demand, Ports taken) {
        return demand instanceof PortRanges ports
                ? Translation.of(Taken.of(Resources.of(Dialect.ECS, ECS_PORTS, new PortRanges(taken.of(ports)))))
                : Translation.refused("want ranges, not " + demand);
    }

    private interface Scalar {
        Translation<Taken> take(Amount demand);
    }

    private static Function<Quantity, Translation<Taken>> scalar(Scalar taken) {
        return demand -> demand instanceof Amount amount
                ? taken.take(amount)
                : Translation.refused("want a scalar, not " + demand);
    }

    private static Translation<Taken> takes(ResourceName name, long units) {
        return Translation.of(Taken.of(Resources.of(Dialect.ECS, name, Amount.of(units))));
    }

    private static Translation<Taken> limited(long accounted, long limit) {
        return Translation.of(new Taken(
                Resources.of(Dialect.ECS, ECS_MEMORY, Amount.of(accounted)),
                Resources.of(Dialect.ECS, ECS_MEMORY, Amount.of(limit))));
    }

    private static Arguments cpu(String wrong, String property, Mutant mutant, String... explanation) {
        return arguments(wrong, Examination.OfCpu.class, property, mutant, explanation);
    }

    private static Arguments memory(String wrong, Mutant mutant, String... explanation) {
        return arguments(wrong, Examination.OfMemory.class, "TR07", mutant, explanation);
    }

    private static Arguments gpu(String wrong, String property, Mutant mutant, String... explanation) {
        return arguments(wrong, Examination.OfGpu.class, property, mutant, explanation);
    }

    private static Arguments disk(String wrong, String property, Mutant mutant, String... explanation) {
        return arguments(wrong, Examination.OfDisk.class, property, mutant, explanation);
    }

    private static Arguments ports(String wrong, String property, Mutant mutant, String... explanation) {
        return arguments(wrong, Examination.OfPorts.class, property, mutant, explanation);
    }
}
