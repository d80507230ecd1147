package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.Launch;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an offer source tells of an agent's resources: R-OS-06, R-OS-13 and R-OS-14. Inherit {@link OfferSourceContract}, which has these rules too. */
public abstract class HoldingsContract extends BackendContractBase {

    HoldingsContract() {}

    /** R-OS-06. If it fails: holdings and free amounts are of two looks, the holdings of the later one. */
    @Test
    public void required_OS06_free_does_not_include_what_is_held() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = launch(agent, "holds");
        Agent before = seen(backend, agent);
        outcome(backend, launch);
        eventually(() -> holds(backend, agent, launch));
        for (Agent told : backend.seen(agent)) {
            if (holding(told, launch).isPresent()) {
                require(
                        before.free().minus(launch.taken().accounted()).contains(told.free()),
                        "R-OS-06",
                        "free on agent " + agent + " was " + before.free() + ", a launch takes "
                                + launch.taken().accounted() + " and is listed among the holdings, and free is "
                                + told.free());
            }
        }
    }

    /** R-OS-06. If it fails: what a task holds is not given back, or twice, when the task ends. */
    @Test
    public void required_OS06_free_is_whole_again_when_the_task_has_ended() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Agent before = seen(backend, agent);
        Launch launch = running(backend, agent, "ends");
        cluster().exit(launch.task(), 0);
        require(
                eventually(() -> !holds(backend, agent, launch)
                        && seen(backend, agent).free().equals(before.free())),
                "R-OS-06",
                "free on agent " + agent + " was " + before.free() + " before a task ran and ended, and is "
                        + seen(backend, agent).free());
    }

    /** R-OS-13. If it fails: resources are told in Mesos's words, or free and total are read from two looks. */
    @Test
    public void required_OS13_resources_are_in_the_backends_dialect_and_free_is_within_total() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        for (Agent told : backend.seen(agent)) {
            require(
                    told.total().dialect().equals(backend.backend().dialect()),
                    "R-OS-13",
                    "agent " + agent + " is told in dialect " + told.total().dialect() + ", and the backend speaks "
                            + backend.backend().dialect());
            require(
                    told.total().contains(told.free()),
                    "R-OS-13",
                    "agent " + agent + " has " + told.total() + " and is told to have more free: " + told.free());
        }
    }

    /** R-OS-14. If it fails: holdings are counted and not listed, or listed in other words than the task was launched with. */
    @Test
    public void required_OS14_holdings_are_listed_with_their_demand_while_the_task_lives() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "held");
        requireHeld(backend, agent, launch, "a task runs");
        cluster().exit(launch.task(), 0);
        require(
                eventually(() -> !holds(backend, agent, launch)),
                "R-OS-14",
                "the task of launch " + launch.task().launch() + " has ended, and is still listed among the holdings");
    }

    /** R-OS-14. If it fails: what a task was launched with is kept in memory alone. It has to be kept with the task. */
    @Test
    public void required_OS14_holdings_outlive_the_process() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        Launch launch = running(before, agent, "outlives");
        before.close();
        requireHeld(started(agent), agent, launch, "a task of an earlier process runs");
    }

    /** R-OS-14. If it fails: only the tasks of one's own framework are taken into account. */
    @Test
    public void required_OS14_holdings_of_other_drivers_are_listed_too() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend mine = started(agent);
        ExaminedBackend other = started(OTHER_FRAMEWORK, agent);
        Launch launch = running(
                other, launch(OTHER_FRAMEWORK, agent, "another's", cluster().small()));
        requireHeld(mine, agent, launch, "a task of another framework runs");
    }

    private void requireHeld(ExaminedBackend backend, AgentId agent, Launch launch, String why) {
        LaunchId id = launch.task().launch();
        require(
                eventually(() -> holds(backend, agent, launch)),
                "R-OS-14",
                why + ", and its launch " + id + " is not listed among the holdings of agent " + agent + ": "
                        + backend.lastSeen(agent).map(Agent::holdings));
        Holding holding = holding(seen(backend, agent), launch).orElseThrow();
        require(
                holding.demand().equals(launch.task().demand()),
                "R-OS-14",
                why + " with demand " + launch.task().demand() + ", and the holding says " + holding.demand());
    }

    private static Optional<Holding> holding(Agent agent, Launch launch) {
        return agent.holdings().stream()
                .filter(holding -> holding.launch().equals(launch.task().launch()))
                .findFirst();
    }

    private static boolean holds(ExaminedBackend backend, AgentId agent, Launch launch) {
        return backend.lastSeen(agent).flatMap(seen -> holding(seen, launch)).isPresent();
    }

    private static Agent seen(ExaminedBackend backend, AgentId agent) {
        return backend.lastSeen(agent).orElseThrow();
    }
}
