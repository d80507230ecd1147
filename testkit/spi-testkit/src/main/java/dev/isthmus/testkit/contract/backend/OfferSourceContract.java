package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireAtOnce;
import static dev.isthmus.testkit.contract.RuleChecks.requireMisuse;
import static dev.isthmus.testkit.contract.RuleChecks.requireNoNull;
import static dev.isthmus.testkit.contract.RuleChecks.requireOnAnyThread;
import static dev.isthmus.testkit.contract.RuleChecks.requireQuiet;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.settings.Settings;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The rules for an {@link OfferSource}, as tests to inherit: R-OS of {@code docs/spec.md}. Say {@link #cluster} and, if the backend does not do
 * everything, {@link #features}.
 */
public abstract class OfferSourceContract extends InventoryContract {

    /** For subclasses. */
    protected OfferSourceContract() {}

    /** R-OS-01. If it fails: offers and launcher are of two clusters, or what is told of is not what can be launched on. */
    @Test
    public void required_OS01_discovery_what_is_offered_can_be_launched_on() {
        AgentId agent = cluster().addAgent();
        BackendProvider provider = cluster().provider();
        Settings settings = context().settings().toBuilder()
                .set(BackendProvider.BACKEND, provider.name())
                .build();
        require(
                BackendProvider.select(ProviderSource.of(provider), settings) == provider,
                "R-OS-01",
                "the provider is not found by its name, " + provider.name());
        ExaminedBackend backend = started(agent);
        pass(WHILE);
        List<AgentId> offered = backend.told(InventoryEvent.AgentSeen.class).stream()
                .map(seen -> seen.agent().id())
                .distinct()
                .toList();
        for (AgentId id : offered) {
            Optional<LaunchOutcome> outcome = outcome(backend, launch(id, "on-" + id));
            require(
                    outcome.filter(LaunchOutcome.Launched.class::isInstance).isPresent(),
                    "R-OS-01",
                    "agent " + id + " is offered, and a launch on it by the launcher of the same backend came out as "
                            + outcome);
        }
    }

    /** R-OS-02. If it fails: the listener is called by the method itself. Leave that to the scheduler. */
    @Test
    public void required_OS02_threads_nothing_is_told_within_a_call() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        backend.run(() -> backend.backend().offers().lookAgain(agent));
        pass(WHILE);
        backend.run(() -> backend.backend().offers().lookAgain(agent));
        backend.close();
        require(!backend.wasNested(), "R-OS-02", "an event was told within a call, on the caller's thread");
    }

    /** R-OS-02. If it fails: two threads tell. Let one of them hand over to the other, or both to the scheduler. */
    @Test
    public void required_OS02_threads_events_come_one_after_the_other() {
        AgentId agent = cluster().addAgent();
        cluster().addAgent();
        ExaminedBackend backend = open();
        backend.takeSlowly();
        backend.startOffers();
        eventually(() -> backend.hasTold(InventoryEvent.Complete.class)
                && !backend.seen(agent).isEmpty());
        pass(WHILE);
        require(!backend.wasOverlapped(), "R-OS-02", "an event was begun while another was being taken");
    }

    /** R-OS-02. If it fails: a method uses state that belongs to the backend's own thread. */
    @Test
    public void required_OS02_threads_methods_may_be_called_on_any() throws InterruptedException {
        AgentId agent = cluster().addAgent();
        OfferSource offers = started(agent).backend().offers();
        requireOnAnyThread("R-OS-02", "lookAgain", Collections.nCopies(8, () -> offers.lookAgain(agent)));
    }

    /** R-OS-03. If it fails: a method waits for an answer of the backend. */
    @Test
    public void required_OS03_blocking_no_method_waits_for_the_backend() throws InterruptedException {
        AgentId agent = cluster().addAgent();
        OfferSource known = started(agent).backend().offers();
        fallSilent();
        OfferSource fresh = open().backend().offers();
        OfferSource.Listener nobody = event -> {};
        requireAtOnce("R-OS-03", "start", () -> fresh.start(nobody));
        requireAtOnce("R-OS-03", "lookAgain", () -> known.lookAgain(agent));
        requireAtOnce("R-OS-03", "drain", () -> known.drain(agent));
        requireAtOnce("R-OS-03", "activate", () -> known.activate(agent));
        pass(WHILE);
        requireAtOnce("R-OS-03", "close", known::close);
        requireAtOnce("R-OS-03", "close", fresh::close);
    }

    /** R-OS-04. If it fails: a second listener replaces the first, which then waits in vain. */
    @Test
    public void required_OS04_exceptions_starting_twice_is_misuse() {
        ExaminedBackend backend = open().startOffers();
        requireMisuse("R-OS-04", "starting twice", backend::startOffers);
    }

    /** R-OS-04. If it fails: a closed source begins anew. */
    @Test
    public void required_OS04_exceptions_starting_after_close_is_misuse() {
        ExaminedBackend backend = open();
        backend.backend().offers().close();
        requireMisuse("R-OS-04", "starting after close", backend::startOffers);
    }

    /** R-OS-04. If it fails: a null is taken, and found where nobody knows where it came from. Look at each argument first. */
    @Test
    @SuppressWarnings("NullAway") // Misuse is what is tried.
    public void required_OS04_exceptions_null_is_misuse() {
        ExaminedBackend backend = open();
        OfferSource offers = backend.backend().offers();
        requireNoNull("R-OS-04", "starting without a listener", () -> offers.start(null));
        requireQuiet("R-OS-04", "starting after that", backend::startOffers);
        requireNoNull("R-OS-04", "looking again at null", () -> offers.lookAgain(null));
        requireNoNull("R-OS-04", "draining null", () -> offers.drain(null));
        requireNoNull("R-OS-04", "activating null", () -> offers.activate(null));
    }

    /** R-OS-04. If it fails: a hint is taken for a request that must succeed. */
    @Test
    public void required_OS04_exceptions_looking_again_never_throws() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = open();
        OfferSource offers = backend.backend().offers();
        requireQuiet("R-OS-04", "lookAgain before the start", () -> offers.lookAgain(agent));
        backend.startOffers();
        requireQuiet("R-OS-04", "lookAgain at an unknown agent", () -> offers.lookAgain(new AgentId("nobody")));
        offers.close();
        requireQuiet("R-OS-04", "lookAgain after close", () -> offers.lookAgain(agent));
    }

    /** R-OS-15. If it fails: draining is taken for a request that must succeed. */
    @Test
    public void required_OS15_draining_and_activating_never_throw() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = open();
        OfferSource offers = backend.backend().offers();
        requireQuiet("R-OS-15", "drain before the start", () -> offers.drain(agent));
        backend.startOffers();
        requireQuiet("R-OS-15", "drain of an unknown agent", () -> offers.drain(new AgentId("nobody")));
        requireQuiet("R-OS-15", "activate of an unknown agent", () -> offers.activate(new AgentId("nobody")));
        offers.close();
        requireQuiet("R-OS-15", "drain after close", () -> offers.drain(agent));
        requireQuiet("R-OS-15", "activate after close", () -> offers.activate(agent));
    }

    /** R-OS-05. If it fails: what was on its way when the source was closed is told all the same. */
    @Test
    public void required_OS05_close_nothing_is_told_afterwards() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        pass(WHILE);
        cluster().disconnect(agent);
        backend.run(() -> backend.backend().offers().lookAgain(agent));
        int before = backend.told(InventoryEvent.class).size();
        backend.run(backend.backend().offers()::close);
        cluster().addAgent();
        pass(WHILE);
        List<InventoryEvent> told = backend.told(InventoryEvent.class);
        require(
                told.size() == before,
                "R-OS-05",
                "after close had returned, this was told: " + told.subList(Math.min(before, told.size()), told.size()));
    }

    /** R-OS-05. If it fails: closing again does something, or throws. */
    @Test
    public void required_OS05_close_again_does_nothing() {
        OfferSource offers = open().startOffers().backend().offers();
        offers.close();
        requireQuiet("R-OS-05", "closing again", offers::close);
    }
}
