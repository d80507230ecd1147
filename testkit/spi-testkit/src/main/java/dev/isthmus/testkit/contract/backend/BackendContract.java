package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireAtOnce;
import static dev.isthmus.testkit.contract.RuleChecks.requireMisuse;
import static dev.isthmus.testkit.contract.RuleChecks.requireNoNull;
import static dev.isthmus.testkit.contract.RuleChecks.requireOnAnyThread;
import static dev.isthmus.testkit.contract.RuleChecks.requireQuiet;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendException;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.testkit.contract.MasterRules;
import dev.isthmus.testkit.contract.ProviderRules;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The rules for a backend as a whole and for the provider that opens it: R-PR and R-BP of {@code docs/spec.md}. */
public abstract class BackendContract extends BackendContractBase {

    /** For subclasses. */
    protected BackendContract() {}

    /** R-PR-02. If it fails: the provider keeps something that belongs to one thread, or fills a cache without a lock. */
    @Test
    public void required_PR02_threads_the_provider_answers_on_any_thread() throws InterruptedException {
        BackendProvider provider = cluster().provider();
        requireOnAnyThread(
                "R-PR-02", "the provider", Collections.nCopies(8, () -> ProviderRules.describe(provider, context())));
    }

    /** R-PR-03. If it fails: the provider asks the backend, or a file, to say whether it is available. */
    @Test
    public void required_PR03_blocking_the_provider_answers_without_asking_anyone() throws InterruptedException {
        BackendProvider provider = cluster().provider();
        fallSilent();
        requireAtOnce("R-PR-03", "the provider", () -> ProviderRules.describe(provider, context()));
        require(
                cluster().calls() == 0,
                "R-PR-03",
                "the provider made " + cluster().calls() + " calls to say what it is, want none");
    }

    /** R-PR-05. If it fails: look at {@code name()}, and for a name given twice in {@code settings()}. */
    @Test
    public void required_PR05_description_is_well_formed_and_stays_the_same() {
        ProviderRules.wellFormed(cluster().provider());
        ProviderRules.stable(cluster().provider(), context());
    }

    /** R-BP-01. If it fails: opening asks the backend something. Leave that to the start of the two parts. */
    @Test
    public void required_BP01_opening_asks_the_backend_nothing() {
        open();
        pass(WHILE);
        require(
                cluster().calls() == 0,
                "R-BP-01",
                "opening made " + cluster().calls() + " calls before anything was started, want none");
    }

    /** R-BP-01. If it fails: opening connects, or checks that it could. */
    @Test
    public void required_BP01_opening_succeeds_where_the_backend_cannot_be_reached() {
        loseContact();
        try {
            open();
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "R-BP-01: opening threw " + e + " where the backend cannot be reached; that is told later", e);
        }
    }

    /** R-BP-04. If it fails: a backend is opened on nothing, and fails when somebody uses it. */
    @Test
    @SuppressWarnings("NullAway") // Misuse is what is tried.
    public void required_BP04_opening_on_null_is_misuse() {
        requireNoNull("R-BP-04", "opening null", () -> cluster().provider().open(null));
    }

    /** R-BP-02. If it fails: a part is made anew at each call, or dialect or cluster depend on what has been asked. */
    @Test
    public void required_BP02_parts_are_the_same_each_time() {
        AgentId agent = cluster().addAgent();
        Backend backend = open().backend();
        List<Object> before = parts(backend);
        ExaminedBackend other = started(agent);
        require(
                same(before, parts(backend)),
                "R-BP-02",
                "dialect, cluster, offers and launcher were " + before + " and are now " + parts(backend)
                        + ", want the same objects");
        List<Object> unstarted = parts(other.backend()).subList(0, 2);
        require(
                unstarted.equals(before.subList(0, 2)),
                "R-BP-02",
                "a started backend says " + unstarted + ", one at rest " + before.subList(0, 2));
    }

    private static List<Object> parts(Backend backend) {
        return List.of(backend.dialect(), backend.cluster(), backend.offers(), backend.launcher());
    }

    private static boolean same(List<Object> one, List<Object> other) {
        return one.subList(0, 2).equals(other.subList(0, 2))
                && one.get(2) == other.get(2)
                && one.get(3) == other.get(3);
    }

    /** R-BP-08. If it fails: which agents suit a framework changes, so that offers come and go, or is asked of the backend. */
    @Test
    public void required_BP08_suitability_is_the_same_each_time() {
        Backend backend = open().backend();
        Agent agent = Agent.builder(new AgentId("some"), Resources.none(backend.dialect()))
                .build();
        long calls = cluster().calls();
        for (String framework : List.of("", "marathon", "a framework; of*any?name")) {
            Predicate<Agent> once = backend.suitability().of(framework);
            boolean before = once.test(agent);
            require(
                    once.test(agent) == before
                            && backend.suitability().of(framework).test(agent) == before,
                    "R-BP-08",
                    "the agent suits framework '" + framework + "' once and once not, want one answer");
        }
        require(cluster().calls() == calls, "R-BP-08", "the backend was asked which agents suit, want no call");
    }

    /** R-BP-03. If it fails: {@code close()} leaves one of the parts open, or does something the second time. */
    @Test
    public void required_BP03_close_closes_both_parts_and_the_second_time_nothing() {
        ExaminedBackend backend = open();
        backend.close();
        requireQuiet("R-BP-03", "closing again", backend::close);
        requireMisuse("R-BP-03", "starting the offers of a closed backend", backend::startOffers);
        requireMisuse("R-BP-03", "watching tasks of a closed backend", () -> backend.watch(FRAMEWORK));
    }

    /** R-BP-03. If it fails: the backend shuts the scheduler down, which was lent to it. */
    @Test
    public void required_BP03_close_leaves_the_scheduler_alone() {
        AgentId agent = cluster().addAgent();
        started(agent).close();
        require(
                !context().scheduler().isShutdown(),
                "R-BP-03",
                "closing shut down the scheduler that the backend was given: others use it too");
    }

    /** R-BP-04. If it fails: a wrong setting is passed over, or its message does not name it. */
    @Test
    public void optional_BP04_settings_that_make_no_sense_are_refused_by_name() {
        if (!can(BackendFeature.SETTINGS)) {
            require(
                    cluster().provider().settings().isEmpty(),
                    "R-BP-04",
                    "the provider declares settings, though the backend is said to have none: "
                            + cluster().provider().settings());
            return;
        }
        ExaminedCluster.Wrong wrong = cluster()
                .wrongSettings()
                .orElseThrow(() -> new AssertionError("R-BP-04: the examined cluster has no wrong settings to try"));
        Optional<RuntimeException> refusal = refusal(wrong);
        require(refusal.isPresent(), "R-BP-04", "a backend was opened though " + wrong.name() + " makes no sense");
        RuntimeException thrown = refusal.get();
        require(
                thrown instanceof BackendException || thrown instanceof InvalidSettingException,
                "R-BP-04",
                "opening with a senseless " + wrong.name() + " threw " + thrown);
        require(
                String.valueOf(thrown.getMessage()).contains(wrong.name()),
                "R-BP-04",
                "the refusal does not name " + wrong.name() + ": " + thrown.getMessage());
    }

    private Optional<RuntimeException> refusal(ExaminedCluster.Wrong wrong) {
        try {
            Backend backend = cluster()
                    .provider()
                    .open(new dev.isthmus.api.backend.BackendContext(
                            wrong.settings(), context().clock(), context().scheduler()));
            backend.close();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** R-BP-05. If it fails: calls are not counted, or lost when the backend is closed. */
    @Test
    public void optional_BP05_calls_are_counted() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        long counted = backend.backend().callCounts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (can(BackendFeature.CALL_COUNTS)) {
            require(counted > 0, "R-BP-05", "an agent was told of, and no call was counted");
        } else {
            require(
                    backend.backend().callCounts().isEmpty(),
                    "R-BP-05",
                    "calls are counted, though the backend is said not to: "
                            + backend.backend().callCounts());
        }
    }

    /** R-BP-06. If it fails: something that belongs to one backend is kept in a static field, or in the provider. */
    @Test
    public void required_BP06_side_by_side_closing_one_leaves_the_other_open() {
        AgentId first = cluster().addAgent();
        ExaminedBackend one = started(first);
        ExaminedBackend other = started(OTHER_FRAMEWORK, first);
        one.close();
        AgentId second = cluster().addAgent();
        require(
                eventually(() -> !other.seen(second).isEmpty()),
                "R-BP-06",
                "agent " + second + " came after another backend had been closed, and was not told of; told was "
                        + other.told(InventoryEvent.class));
    }

    /** R-BP-07. If it fails: {@code meaningOf()} throws for some text, keeps a state, or names a setting that {@code settings()} has not. */
    @Test
    public void required_BP07_masters_every_text_has_one_answer_with_declared_settings() {
        for (String master : MasterRules.texts(cluster().masters())) {
            MasterRules.consistent(cluster().provider(), master);
        }
    }

    /** R-BP-07. If it fails: {@code meaningOf()} asks the backend whether there is such a cluster. That is told later. */
    @Test
    public void required_BP07_masters_are_answered_without_asking_anyone() throws InterruptedException {
        BackendProvider provider = cluster().provider();
        List<String> masters = MasterRules.texts(cluster().masters());
        fallSilent();
        requireAtOnce("R-BP-07", "meaningOf", () -> masters.forEach(provider::meaningOf));
        require(
                cluster().calls() == 0,
                "R-BP-07",
                "the provider made " + cluster().calls() + " calls to say what a master argument means, want none");
    }

    /** R-BP-07. If it fails: the provider takes whatever it is given. A framework that was never told where to go would then go anywhere. */
    @Test
    public void required_BP07_masters_of_others_are_foreign() {
        for (String master : MasterRules.OTHERS) {
            MasterMeaning meaning = MasterRules.meaning(cluster().provider(), master);
            require(
                    meaning instanceof MasterMeaning.Foreign,
                    "R-BP-07",
                    "master argument " + MasterRules.quoted(master) + " means " + MasterRules.words(meaning)
                            + ", want it to be none of this backend's");
            require(
                    !MasterRules.words(meaning).contains("secret"),
                    "R-BP-07",
                    "the answer to a master argument repeats its password: " + MasterRules.words(meaning));
        }
    }

    /** R-BP-07. If it fails: what a master argument is said to stand for opens something else, or nothing. */
    @Test
    public void required_BP07_masters_of_this_cluster_open_it() {
        AgentId agent = cluster().addAgent();
        for (String master : cluster().masters()) {
            MasterMeaning meaning = MasterRules.meaning(cluster().provider(), master);
            BackendContext opening = new BackendContext(
                    MasterRules.applied(meaning, cluster().settings())
                            .orElseThrow(() -> new AssertionError("R-BP-07: master argument "
                                    + MasterRules.quoted(master) + " names this cluster, and means "
                                    + MasterRules.words(meaning))),
                    context().clock(),
                    context().scheduler());
            ExaminedBackend backend = open(opening).startOffers();
            require(
                    eventually(() -> !backend.seen(agent).isEmpty()),
                    "R-BP-07",
                    "what master argument " + MasterRules.quoted(master) + " names does not tell of agent " + agent);
        }
    }
}
