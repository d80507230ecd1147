package dev.isthmus.testkit.contract.backend;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.memory.MemoryBackendProvider;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cluster behind a backend in memory. */
class ExaminedMemory implements ExaminedCluster {

    final MemoryBackend memory;
    boolean silent;
    boolean lost;
    boolean refusesSettings;
    long calls;
    final List<LaunchId> startedAgain = new ArrayList<>();
    private int agents;

    ExaminedMemory(ManualClock clock) {
        memory = new MemoryBackend(clock, clock.scheduler());
        memory.runTasks(Duration.ofSeconds(1), Duration.ofDays(1000), 0);
        memory.consistencyWindow(Duration.ofMinutes(1));
    }

    @Override
    public BackendProvider provider() {
        return MemoryBackendProvider.on(memory);
    }

    @Override
    public Settings settings() {
        return Settings.none();
    }

    @Override
    public List<String> masters() {
        return List.of("local");
    }

    @Override
    public AgentId addAgent() {
        agents++;
        AgentId id = new AgentId("agent-" + agents);
        memory.putAgent(Agent.builder(id, ResourcesText.parse(Dialect.ECS, "CPU:1024; MEMORY:1024"))
                .build());
        return id;
    }

    @Override
    public void drain(AgentId agent) {
        memory.setState(agent, AgentState.DRAINING);
    }

    @Override
    public void disconnect(AgentId agent) {
        memory.setState(agent, AgentState.DISCONNECTED);
    }

    @Override
    public void reconnect(AgentId agent) {
        memory.setState(agent, AgentState.READY);
    }

    @Override
    public void remove(AgentId agent) {
        memory.removeAgent(agent, "terminated");
    }

    @Override
    public void exit(LaunchedTask task, int exitCode) {
        memory.exit(task, exitCode);
    }

    @Override
    public void loseNextAnswer() {
        memory.loseNextAnswer();
    }

    @Override
    public void loseNextLaunch() {
        memory.loseNextLaunch();
    }

    @Override
    public void hideNextTask() {
        memory.hideNewTasks(Duration.ofSeconds(50));
    }

    @Override
    public void loseContact() {
        lost = true;
        memory.loseContact(new BackendFailure(BackendFailure.Category.TRANSIENT, "the cable is out"));
    }

    @Override
    public void restoreContact() {
        memory.restoreContact();
    }

    @Override
    public void fallSilent() {
        silent = true;
        memory.fallSilent();
    }

    @Override
    public List<LaunchId> started() {
        return Stream.concat(memory.tasks().stream().map(LaunchedTask::launch), startedAgain.stream())
                .toList();
    }

    @Override
    public List<LaunchId> live() {
        return memory.liveTasks().stream().map(LaunchedTask::launch).toList();
    }

    @Override
    public long calls() {
        return calls;
    }

    @Override
    public Duration quiet() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        memory.close();
    }
}
