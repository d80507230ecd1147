package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireUnsupported;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an offer source tells of agents as they come, change and go: R-OS-07 to R-OS-12, but for R-OS-10. Inherit {@link OfferSourceContract}, which has these rules too. */
public abstract class InventoryContract extends ContactContract {

    private static final Duration SOON = Duration.ofSeconds(5);

    InventoryContract() {}

    /** R-OS-07. If it fails: {@code Complete} is told before the last page of the first look, or at each look. */
    @Test
    public void required_OS07_complete_comes_once_after_every_agent() {
        List<AgentId> agents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            agents.add(cluster().addAgent());
        }
        ExaminedBackend backend = open().startOffers();
        require(
                eventually(() -> backend.hasTold(InventoryEvent.Complete.class)),
                "R-OS-07",
                "three agents are there, and Complete was not told within " + LONG);
        List<Object> told = backend.told();
        List<Object> before = told.subList(0, told.indexOf(new InventoryEvent.Complete()));
        for (AgentId agent : agents) {
            require(
                    before.stream()
                            .anyMatch(event -> event instanceof InventoryEvent.AgentSeen seen
                                    && seen.agent().id().equals(agent)),
                    "R-OS-07",
                    "Complete was told before agent " + agent + ", which was there from the start");
        }
        pass(WHILE);
        int count = backend.told(InventoryEvent.Complete.class).size();
        require(count == 1, "R-OS-07", "Complete was told " + count + " times after one start");
    }

    /** R-OS-07. If it fails: nothing there is taken for nothing known. */
    @Test
    public void required_OS07_complete_is_told_of_an_empty_cluster_too() {
        ExaminedBackend backend = open().startOffers();
        require(
                eventually(() -> backend.hasTold(InventoryEvent.Complete.class)),
                "R-OS-07",
                "the cluster is empty, and Complete was not told within " + LONG);
        require(
                !backend.hasTold(InventoryEvent.AgentSeen.class),
                "R-OS-07",
                "the cluster is empty, and agents were told of: " + backend.told());
    }

    /** R-OS-08. If it fails: only the first look lists the agents. */
    @Test
    public void required_OS08_changes_an_agent_that_comes_is_told() {
        AgentId first = cluster().addAgent();
        ExaminedBackend backend = started(first);
        AgentId second = cluster().addAgent();
        require(
                eventually(() -> !backend.seen(second).isEmpty()),
                "R-OS-08",
                "agent " + second + " came and was not told of within " + LONG);
    }

    /** R-OS-08. If it fails: the connection is not looked at, or a change in it is not taken as one. */
    @Test
    public void required_OS08_changes_a_lost_connection_is_told() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        cluster().disconnect(agent);
        requireState("R-OS-08", backend, agent, AgentState.DISCONNECTED);
    }

    /** R-OS-08. If it fails: draining is told as something else, or not at all. */
    @Test
    public void optional_OS08_changes_draining_is_told() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        if (can(BackendFeature.DRAINING)) {
            cluster().drain(agent);
            requireState("R-OS-08", backend, agent, AgentState.DRAINING);
            return;
        }
        requireUnsupported("R-OS-08", "draining", () -> cluster().drain(agent));
        pass(WHILE);
        require(
                backend.seen(agent).stream().noneMatch(seen -> seen.state() == AgentState.DRAINING),
                "R-OS-08",
                "agent " + agent + " was told to be draining, though the backend is said not to know that");
    }

    /** R-OS-15. If it fails: the wish is dropped, or an agent that was drained stays so. */
    @Test
    public void optional_OS15_an_agent_is_drained_and_activated_when_that_is_asked_for() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        pass(WHILE);
        backend.run(() -> backend.backend().offers().drain(agent));
        if (can(BackendFeature.DRAINS)) {
            requireState("R-OS-15", backend, agent, AgentState.DRAINING);
            backend.run(() -> backend.backend().offers().activate(agent));
            requireState("R-OS-15", backend, agent, AgentState.READY);
            return;
        }
        pass(WHILE);
        require(
                backend.seen(agent).stream().allMatch(seen -> seen.state() == AgentState.READY),
                "R-OS-15",
                "agent " + agent + " was drained when that was asked for, though the backend is said not to do that");
    }

    /** R-OS-09. If it fails: an agent that is no longer listed is kept, told again at each look, or gone without a word. */
    @Test
    public void required_OS09_gone_is_told_once_with_a_reason_and_for_good() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        cluster().remove(agent);
        require(
                eventually(() -> backend.hasTold(InventoryEvent.AgentGone.class)),
                "R-OS-09",
                "agent " + agent + " went and was not told to be gone within " + LONG);
        pass(WHILE);
        List<InventoryEvent.AgentGone> gone = backend.told(InventoryEvent.AgentGone.class);
        require(gone.size() == 1, "R-OS-09", "agent " + agent + " was told to be gone " + gone.size() + " times");
        require(
                gone.get(0).agent().equals(agent) && !gone.get(0).reason().isBlank(),
                "R-OS-09",
                "agent " + agent + " went, and what was told is " + gone.get(0) + ": want its id and a reason");
        List<Object> told = backend.told();
        require(
                told.subList(told.indexOf(gone.get(0)), told.size()).stream()
                        .noneMatch(event -> event instanceof InventoryEvent.AgentSeen seen
                                && seen.agent().id().equals(agent)),
                "R-OS-09",
                "agent " + agent + " was told to be gone and then seen again");
    }

    /** R-OS-11. If it fails: the hint is dropped, or joined to a look that was begun before it. */
    @Test
    public void required_OS11_looking_again_shows_a_change_soon() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        pass(WHILE);
        cluster().disconnect(agent);
        backend.run(() -> backend.backend().offers().lookAgain(agent));
        require(
                time().until(() -> isLast(backend, agent, AgentState.DISCONNECTED), SOON),
                "R-OS-11",
                "agent " + agent + " lost its connection, the source was asked to look again, and within " + SOON
                        + " it told nothing of it");
    }

    /** R-OS-11. If it fails: an id that is not known is looked up, and what is not found is told as gone. */
    @Test
    public void required_OS11_looking_again_at_an_unknown_agent_is_ignored() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        pass(WHILE);
        int before = backend.told(InventoryEvent.class).size();
        backend.run(() -> backend.backend().offers().lookAgain(new AgentId("nobody")));
        pass(WHILE);
        require(
                backend.told(InventoryEvent.class).size() == before,
                "R-OS-11",
                "after a look at an agent that is not there this was told: "
                        + backend.told(InventoryEvent.class)
                                .subList(
                                        before,
                                        backend.told(InventoryEvent.class).size()));
    }

    /** R-OS-12. If it fails: an answer that was asked for earlier and comes later is taken for news. */
    @Test
    public void required_OS12_order_nothing_older_is_told_after_something_newer() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        List<AgentState> made = new ArrayList<>(List.of(AgentState.READY));
        for (int i = 0; i < 2; i++) {
            cluster().disconnect(agent);
            eventually(() -> isLast(backend, agent, AgentState.DISCONNECTED));
            pass(WHILE);
            cluster().reconnect(agent);
            eventually(() -> isLast(backend, agent, AgentState.READY));
            pass(WHILE);
            made.addAll(List.of(AgentState.DISCONNECTED, AgentState.READY));
        }
        List<AgentState> told = new ArrayList<>();
        for (Agent seen : backend.seen(agent)) {
            if (told.isEmpty() || told.get(told.size() - 1) != seen.state()) {
                told.add(seen.state());
            }
        }
        require(told.equals(made), "R-OS-12", "agent " + agent + " was " + made + ", and was told to be " + told);
    }

    private static boolean isLast(ExaminedBackend backend, AgentId agent, AgentState state) {
        return backend.lastSeen(agent).filter(seen -> seen.state() == state).isPresent();
    }

    private void requireState(String rule, ExaminedBackend backend, AgentId agent, AgentState state) {
        require(
                eventually(() -> isLast(backend, agent, state)),
                rule,
                "agent " + agent + " is " + state + ", and was not told to be within " + LONG + ": "
                        + backend.lastSeen(agent).map(Agent::state));
    }
}
