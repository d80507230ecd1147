package dev.isthmus.testkit.contract.translator;

import static org.assertj.core.api.Assertions.fail;

import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.testkit.contract.ContractSuite;
import dev.isthmus.testkit.contract.HeldRules;
import dev.isthmus.testkit.contract.law.Amounts;
import dev.isthmus.testkit.contract.law.ConservationLaw;
import dev.isthmus.testkit.contract.law.FidelityLaws;
import dev.isthmus.testkit.contract.law.FitLaws;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.contract.law.TotalityLaws;
import dev.isthmus.testkit.contract.law.TranslatorFeature;
import dev.isthmus.testkit.contract.law.TranslatorSubject;
import dev.isthmus.testkit.generate.ResourceArbitraries;
import dev.isthmus.testkit.generate.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;

/**
 * The laws that every translator keeps, as properties to inherit: extend {@link ScalarTranslatorContract}, {@link
 * SetTranslatorContract} or {@link PortsTranslatorContract} in a test class and say what is examined. The rules are numbered in {@code docs/spec.md}; each property says
 * what to look at when it fails. A failure names the numbers that break the law, already shrunk to small ones.
 */
@AddLifecycleHook(value = HeldRules.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
@AddLifecycleHook(value = FewerTranslations.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
public abstract class ResourceTranslatorContract implements ContractSuite {

    /**
     * How often each law is tried, unless the system property {@code isthmus.contract.tries} says less. The generators see to the edges themselves, so jqwik need
     * not combine its own.
     */
    public static final int TRIES = 10_000;

    /** How often what needs threads is tried. */
    private static final int FEW = 100;

    /** For subclasses. */
    protected ResourceTranslatorContract() {}

    /** The translator to examine. */
    protected abstract ResourceTranslator translator();

    /** What it is called with; by default nothing is set. */
    protected TranslationContext context() {
        return TranslationContext.of(Settings.none());
    }

    /** What it does beyond the least. */
    protected Set<TranslatorFeature> features() {
        return TranslatorFeature.usual();
    }

    /** Nothing of its resource. */
    abstract Quantity nothing();

    /** What its resource is in the backend. */
    protected abstract Scale scale();

    /** What may be free on an agent. */
    @Provide
    protected abstract Arbitrary<Resources> free();

    /** What may be asked for, of the right type. */
    @Provide
    protected abstract Arbitrary<Quantity> demands();

    /** What may be asked for and cannot be said in the backend. */
    @Provide
    protected abstract Arbitrary<Quantity> unsayable();

    /** Quantities of every type. */
    @Provide
    Arbitrary<Quantity> anything() {
        return ResourceArbitraries.quantities();
    }

    /** Backend resources of every type, under the translator's names and others. */
    @Provide
    Arbitrary<Resources> anythingFree() {
        Set<ResourceName> names = new TreeSet<>(translator().backendResources());
        names.add(new ResourceName("NEURON_CORES"));
        return ResourceArbitraries.resources(translator().backend(), names);
    }

    /** How an offer is divided among tasks. */
    @Provide
    Arbitrary<List<Integer>> weights() {
        return ResourceArbitraries.weights(100);
    }

    /** How an offer is divided among few tasks. */
    @Provide
    Arbitrary<List<Integer>> fewWeights() {
        return ResourceArbitraries.weights(5);
    }

    /** TR-01. If it fails: {@code take} rounds up, or {@code offer} does. Both must round down. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR01_fit_tasks_that_fit_the_offer_fit_the_agent(
            @ForAll("free") Resources free, @ForAll("weights") List<Integer> weights) {
        TranslatorSubject subject = subject();
        subject.offered(free).ifPresent(offered -> check(FitLaws.fit(subject, free, split(offered, weights))));
    }

    /** TR-02. If it fails: {@code offer} rounds up, scales by more than {@code ratio} says, or reads the wrong resource. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR02_no_invention_only_what_is_free_is_offered(@ForAll("free") Resources free) {
        check(FitLaws.noInvention(subject(), free));
    }

    /** TR-03. If it fails: {@code take} does not use the exact scale, or clamps what is large instead of refusing it. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR03_fidelity_a_demand_is_accounted_to_less_than_a_unit(@ForAll("demands") Quantity demand) {
        check(FidelityLaws.fidelity(subject(), demand));
    }

    /** TR-04. If it fails: look for a case distinction in {@code offer} that jumps down. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR04_monotone_of_more_free_no_less_is_offered(
            @ForAll("free") Resources one, @ForAll("free") Resources other) {
        check(TotalityLaws.monotoneOffer(subject(), Amounts.common(one, other), one));
    }

    /** TR-04. If it fails: look for a case distinction in {@code take} that jumps down, or an overflow. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR04_monotone_who_asks_for_more_takes_no_less(
            @ForAll("demands") Quantity one, @ForAll("demands") Quantity other) {
        check(TotalityLaws.monotoneTake(subject(), Amounts.common(one, other), one));
    }

    /** TR-04. If it fails: a minimum is built into the translator. Minima are a matter of launching, not of translation. */
    @Example
    public void required_TR04_zero_is_zero() {
        check(TotalityLaws.zero(subject()));
    }

    /** TR-04. If it fails: {@code offer} throws, answers in another type, or looks at what is free though nobody counts it. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR04_total_whatever_is_free_has_an_answer(@ForAll("anythingFree") Resources free) {
        check(TotalityLaws.totalOffer(subject(), free));
    }

    /** TR-04. If it fails: {@code take} throws, overflows, or takes under a name that {@code backendResources} lacks. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR04_total_every_demand_has_an_answer(@ForAll("anything") Quantity demand) {
        check(TotalityLaws.totalTake(subject(), demand));
    }

    /** TR-05. If it fails: {@code take} clamps or rounds what it should refuse, or its message does not say value and bound. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR05_refusal_what_cannot_be_said_is_refused_in_words(@ForAll("unsayable") Quantity demand) {
        check(TotalityLaws.refused(subject(), demand));
    }

    /** TR-07. If it fails: the limit is rounded down, or there is one where none is declared. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR07_limits_no_task_gets_less_than_it_asked_for(@ForAll("demands") Quantity demand) {
        check(FidelityLaws.limits(subject(), demand));
    }

    /** TR-08. If it fails while the others hold: the table's {@code offerable} does not take off what this translator takes. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR08_conservation_nothing_is_promised_twice(
            @ForAll("free") Resources total, @ForAll("fewWeights") List<Integer> launches) {
        TranslatorTable table = TranslatorTable.load(
                ProviderSource.of(translator()),
                translator().backend(),
                context().settings());
        Agent agent = Agent.builder(new AgentId("agent"), total).build();
        List<Holding> live = new ArrayList<>();
        for (int weight : launches) {
            Resources offered = table.offerable(agent, live, context()).resources();
            check(ConservationLaw.conserved(table, context(), agent, live, offered));
            Optional<Quantity> all = offered.get(translator().resource());
            if (all.isEmpty()) {
                return;
            }
            Quantity part = split(all.orElseThrow(), List.of(weight, 3)).get(0);
            Holding holding = new Holding(
                    new LaunchId(String.format(Locale.ROOT, "%032x", live.size())),
                    Resources.of(Dialect.MESOS, translator().resource(), part));
            live.add(holding);
            if (weight % 2 == 0) {
                agent = accountedFor(agent, holding, table);
            }
        }
    }

    /** R-RT-02. If it fails: an answer depends on what was asked before, or on who asks. Keep nothing in fields. */
    @Property(tries = FEW, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    public void required_RT02_threads_the_same_is_answered_on_any_thread(
            @ForAll("free") Resources free, @ForAll("demands") Quantity demand) throws InterruptedException {
        check(TranslatorThreads.stateless(subject(), free, demand));
    }

    /** R-RT-03. If it fails: the translator waits for something, or reads a file. */
    @Property(tries = FEW, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    public void required_RT03_blocking_answers_come_at_once(
            @ForAll("free") Resources free, @ForAll("demands") Quantity demand) throws InterruptedException {
        check(TranslatorThreads.prompt(subject(), free, demand));
    }

    private Agent accountedFor(Agent agent, Holding holding, TranslatorTable table) {
        List<Holding> holdings = new ArrayList<>(agent.holdings());
        holdings.add(holding);
        Resources taken = TranslatorSubject.value(table.take(holding.demand(), context()))
                .map(Taken::accounted)
                .orElseGet(() -> Resources.none(table.backend()));
        return agent.toBuilder()
                .holdings(holdings)
                .free(agent.free().minus(taken))
                .build();
    }

    private List<Quantity> split(Quantity offered, List<Integer> weights) {
        return features().contains(TranslatorFeature.FRACTIONS)
                ? Split.of(offered, weights)
                : Split.whole(offered, weights);
    }

    @Override
    public final String examinedInWords() {
        ResourceTranslator translator = translator();
        return translator.getClass().getName() + " for " + translator.backend() + "/" + translator.resource();
    }

    final TranslatorSubject subject() {
        return new TranslatorSubject(translator(), context(), nothing(), scale(), features());
    }

    static void check(Optional<String> broken) {
        broken.ifPresent(explanation -> fail(explanation));
    }
}
