package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireUnsupported;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How launches come out: R-TL-07 to R-TL-10. Inherit {@link TaskLauncherContract}, which has these rules too. */
public abstract class LaunchContract extends BackendContractBase {

    LaunchContract() {}

    /** R-TL-07. If it fails: a launch that is under way is not found by its id. */
    @Test
    public void required_TL07_once_asking_twice_starts_one_task() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = launch(agent, "twice");
        List<CompletionStage<LaunchOutcome>> stages = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            stages.add(backend.call(() -> backend.launcher().launch(launch)));
        }
        stages.forEach(this::answer);
        requireOnce(launch, "asked for twice at once");
        outcome(backend, launch);
        requireOnce(launch, "asked for again when it had been answered");
    }

    /** R-TL-07. If it fails: the id is not kept with the task, so that the next process cannot know it. */
    @Test
    public void required_TL07_once_asking_again_after_a_restart_starts_one_task() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        Launch launch = running(before, agent, "again");
        before.close();
        outcome(started(agent), launch);
        requireOnce(launch, "asked for again after a restart");
    }

    private void requireOnce(Launch launch, String how) {
        pass(WHILE);
        LaunchId id = launch.task().launch();
        int count = Collections.frequency(cluster().started(), id);
        require(count == 1, "R-TL-07", "launch " + id + " was " + how + ", and " + count + " tasks were started");
    }

    /** R-TL-08. If it fails: an asker is forgotten, or the second is told something else than the first. */
    @Test
    public void required_TL08_outcome_every_asking_has_the_same() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = launch(agent, "asked");
        CompletionStage<LaunchOutcome> one =
                backend.call(() -> backend.launcher().launch(launch));
        CompletionStage<LaunchOutcome> two =
                backend.call(() -> backend.launcher().launch(launch));
        Optional<LaunchOutcome> first = answer(one);
        Optional<LaunchOutcome> second = answer(two);
        require(
                first.isPresent() && first.equals(second),
                "R-TL-08",
                "one launch was asked for twice, and came out as " + first + " and as " + second);
        require(
                first.get() instanceof LaunchOutcome.Launched launched
                        && !launched.backendId().isBlank(),
                "R-TL-08",
                "a small task on an agent with room came out as " + first.get() + ", want it launched, with an id");
    }

    /** R-TL-09. If it fails: what is free is not looked at, or the refusal is told as one of another kind. */
    @Test
    public void required_TL09_refused_where_there_is_no_room() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Agent known = backend.lastSeen(agent).orElseThrow();
        Resources all = known.total();
        Resources tooMuch = Resources.of(
                all.dialect(),
                cluster().small().accounted().quantities().keySet().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                name -> name, name -> all.amount(name).plus(all.amount(name)))));
        Launch launch = launch(FRAMEWORK, agent, "too-much", Taken.of(tooMuch));
        requireRefused(backend, launch, EnumSet.of(Refusal.RESOURCES), "takes " + tooMuch + " of an agent of " + all);
    }

    /** R-TL-09. If it fails: an agent is taken to be there because it once was. */
    @Test
    public void required_TL09_refused_where_the_agent_is_gone() {
        AgentId stays = cluster().addAgent();
        AgentId goes = cluster().addAgent();
        ExaminedBackend backend = started(stays, goes);
        cluster().remove(goes);
        pass(WHILE);
        requireRefused(
                backend, launch(goes, "nowhere"), EnumSet.of(Refusal.AGENT_GONE), "is for an agent that is gone");
    }

    /** R-TL-09. If it fails: the agent's connection is not looked at, or its loss is told as a lack of room. */
    @Test
    public void required_TL09_refused_where_the_agent_is_disconnected() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        cluster().disconnect(agent);
        eventually(() -> backend.lastSeen(agent)
                .filter(seen -> seen.state() == AgentState.DISCONNECTED)
                .isPresent());
        requireRefused(
                backend,
                launch(agent, "unreachable"),
                EnumSet.of(Refusal.AGENT_DISCONNECTED, Refusal.UNSUITABLE_AGENT),
                "is for an agent that is disconnected");
    }

    /** R-TL-09. If it fails: a draining agent is taken for a ready one. */
    @Test
    public void optional_TL09_refused_where_the_agent_is_draining() {
        if (!can(BackendFeature.DRAINING)) {
            AgentId agent = cluster().addAgent();
            requireUnsupported("R-TL-09", "draining", () -> cluster().drain(agent));
            return;
        }
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        cluster().drain(agent);
        eventually(() -> backend.lastSeen(agent)
                .filter(seen -> seen.state() == AgentState.DRAINING)
                .isPresent());
        requireRefused(
                backend,
                launch(agent, "drained"),
                EnumSet.of(Refusal.AGENT_DRAINING, Refusal.UNSUITABLE_AGENT),
                "is for an agent that is draining");
    }

    /** R-TL-09. If it fails: a field of the task is dropped without a word. What cannot be run is refused. */
    @Test
    public void optional_TL09_refused_what_the_backend_cannot_run() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch plain = launch(agent, "image");
        Launch image = new Launch(
                plain.task(),
                plain.frameworkName(),
                plain.taken(),
                new TaskSpec(
                        "image",
                        plain.spec().command(),
                        Container.ofImage("example/image:1"),
                        new TreeMap<>(),
                        Optional.empty(),
                        Optional.empty()));
        if (can(BackendFeature.IMAGES)) {
            Optional<LaunchOutcome> outcome = outcome(backend, image);
            require(
                    outcome.filter(LaunchOutcome.Launched.class::isInstance).isPresent(),
                    "R-TL-09",
                    "a task that names an image came out as " + outcome + ", though images are declared");
        } else {
            requireRefused(backend, image, EnumSet.of(Refusal.INVALID), "names an image");
        }
    }

    private void requireRefused(ExaminedBackend backend, Launch launch, Set<Refusal> wanted, String what) {
        Optional<LaunchOutcome> outcome = outcome(backend, launch);
        LaunchId id = launch.task().launch();
        require(
                outcome.isPresent()
                        && outcome.get() instanceof LaunchOutcome.Refused refused
                        && wanted.contains(refused.refusal())
                        && !refused.message().isBlank(),
                "R-TL-09",
                "launch " + id + " " + what + ", and came out as " + outcome + ": want it refused as one of " + wanted
                        + ", in words");
        pass(WHILE);
        require(
                !cluster().started().contains(id) && backend.events(id).isEmpty(),
                "R-TL-09",
                "launch " + id + " was refused, and yet started, or told of: " + backend.events(id));
    }

    /** R-TL-10. If it fails: after an unknown outcome nobody looks for the task. */
    @Test
    public void optional_TL10_unknown_is_settled_by_the_state_of_the_task_that_was_started() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        if (!can(BackendFeature.LOST_ANSWERS)) {
            requireUnsupported("R-TL-10", "losing an answer", cluster()::loseNextAnswer);
            Optional<LaunchOutcome> outcome = outcome(backend, launch(agent, "certain"));
            require(
                    outcome.filter(LaunchOutcome.Unknown.class::isInstance).isEmpty(),
                    "R-TL-10",
                    "a launch came out as " + outcome + ", though no answer can be lost");
            return;
        }
        cluster().loseNextAnswer();
        Launch launch = launch(agent, "lost-answer");
        LaunchId id = launch.task().launch();
        Optional<LaunchOutcome> outcome = outcome(backend, launch);
        require(
                eventually(() -> backend.hasTold(id, TaskPhase.Running.class)),
                "R-TL-10",
                "the answer to launch " + id + " was lost, it came out as " + outcome
                        + ", its task runs, and that was not told; told was " + backend.events(id));
        int count = Collections.frequency(cluster().started(), id);
        require(
                count == 1,
                "R-TL-10",
                "the answer to launch " + id + " was lost, and " + count + " tasks were started");
    }

    /** R-TL-10. If it fails: a launch that came to nothing stays open for ever, or is told to have ended in another way. */
    @Test
    public void optional_TL10_unknown_is_settled_where_nothing_was_started() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        if (!can(BackendFeature.LOST_ANSWERS)) {
            requireUnsupported("R-TL-10", "losing a launch", cluster()::loseNextLaunch);
            return;
        }
        cluster().loseNextLaunch();
        Launch launch = launch(agent, "lost-launch");
        LaunchId id = launch.task().launch();
        Optional<LaunchOutcome> outcome = outcome(backend, launch);
        if (outcome.filter(LaunchOutcome.Refused.class::isInstance).isPresent()) {
            require(
                    !cluster().started().contains(id),
                    "R-TL-10",
                    "a launch that was lost was refused, and yet started");
            return;
        }
        require(
                eventually(() -> !backend.events(id).isEmpty()),
                "R-TL-10",
                "launch " + id + " was lost, came out as " + outcome + ", and nothing was told of it within " + LONG);
        List<TaskPhase.Ended> ended = backend.endings(id);
        boolean started = cluster().started().contains(id);
        require(
                started ? ended.isEmpty() : ended.size() == 1 && ended.get(0).ending() == Ending.NOT_LAUNCHED,
                "R-TL-10",
                "launch " + id + " was lost and " + (started ? "asked for again" : "never carried out")
                        + ", and told was " + backend.events(id));
    }
}
