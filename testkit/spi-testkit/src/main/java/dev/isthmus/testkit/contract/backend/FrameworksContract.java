package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.testkit.contract.backend.ExaminedBackend.Ear;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What holds where several frameworks are watched side by side, and where one is forgotten: R-TL-25, and what follows from R-TL-02, R-TL-15,
 * R-TL-16 and R-TL-17. Inherit {@link TaskLauncherContract}, which has these rules too.
 */
public abstract class FrameworksContract extends RecoveryContract {

    FrameworksContract() {}

    /** R-TL-02. If it fails: each framework has a thread of its own. Let one tell for all. */
    @Test
    public void required_TL02_threads_events_of_several_frameworks_come_one_after_the_other() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = open();
        backend.takeSlowly();
        backend.startOffers();
        Ear mine = backend.listen(FRAMEWORK);
        Ear others = backend.listen(OTHER_FRAMEWORK);
        eventually(() -> !backend.seen(agent).isEmpty());
        Launch one = launch(FRAMEWORK, agent, "one");
        Launch two = launch(OTHER_FRAMEWORK, agent, "two");
        outcome(backend, one);
        outcome(backend, two);
        boolean told = eventually(() ->
                mine.heard(one.task(), TaskPhase.Running.class) && others.heard(two.task(), TaskPhase.Running.class));
        require(told && !backend.wasOverlapped(), "R-TL-02", "an event was begun while another was being taken");
    }

    /** R-TL-15. If it fails: a launch is looked for among those of all frameworks. */
    @Test
    public void required_TL15_stop_of_the_task_of_another_framework_is_not_found() {
        AgentId agent = cluster().addAgent();
        TwoFrameworks pair = new TwoFrameworks(agent);
        Launch launch = pair.running(FRAMEWORK, "mine");
        LaunchedTask task = launch.task();
        Optional<StopOutcome> outcome = answer(
                pair.backend.call(() -> pair.backend.launcher().stop(OTHER_FRAMEWORK, task.launch(), STOP_REASON)));
        pass(WHILE);
        require(
                outcome.filter(StopOutcome.NotFound.class::isInstance).isPresent()
                        && cluster().live().contains(task.launch()),
                "R-TL-15",
                "a framework stopped the task of another, which came out as " + outcome + ", and the task "
                        + (cluster().live().contains(task.launch()) ? "lives" : "was stopped"));
    }

    /** R-TL-16. If it fails: a list is of all tasks that are known, whosever they are. */
    @Test
    public void required_TL16_list_is_of_one_framework() {
        AgentId agent = cluster().addAgent();
        TwoFrameworks pair = new TwoFrameworks(agent);
        pair.running(FRAMEWORK, "same");
        pair.running(OTHER_FRAMEWORK, "same");
        for (FrameworkId framework : List.of(FRAMEWORK, OTHER_FRAMEWORK)) {
            List<FrameworkId> listed =
                    answer(pair.backend.call(() -> pair.backend.launcher().list(framework))).orElse(List.of()).stream()
                            .map(event -> event.task().framework())
                            .toList();
            require(
                    listed.equals(List.of(framework)),
                    "R-TL-16",
                    "two frameworks have a task each, and the list of " + framework + " has tasks of " + listed);
        }
    }

    /** R-TL-17. If it fails: tasks are known by their names, or what is told goes to whoever came first, or last, or to all. */
    @Test
    public void required_TL17_frameworks_side_by_side_are_told_of_their_own_tasks_alone() {
        AgentId agent = cluster().addAgent();
        TwoFrameworks pair = new TwoFrameworks(agent);
        Launch mine = pair.running(FRAMEWORK, "same");
        Launch others = pair.running(OTHER_FRAMEWORK, "same");
        stop(pair.backend, mine);
        boolean ended = eventually(() -> pair.mine.heard(mine.task(), TaskPhase.Ended.class));
        pass(WHILE);
        require(ended, "R-TL-17", "a task of framework " + FRAMEWORK + " was stopped, and that was not told");
        requireOwn(pair.mine, FRAMEWORK);
        requireOwn(pair.others, OTHER_FRAMEWORK);
        require(
                cluster().live().equals(List.of(others.task().launch())),
                "R-TL-17",
                "of two tasks of one name the one of framework " + FRAMEWORK + " was stopped, and now live "
                        + cluster().live());
    }

    private static void requireOwn(Ear ear, FrameworkId framework) {
        List<TaskEvent> strange = ear.events().stream()
                .filter(event -> !event.task().framework().equals(framework))
                .toList();
        require(strange.isEmpty(), "R-TL-17", "framework " + framework + " was told of tasks of others: " + strange);
    }

    /** R-TL-25. If it fails: what was on its way is told all the same, or whoever is forgotten takes the others along. */
    @Test
    public void required_TL25_forget_ends_what_is_told_of_one_framework_and_of_no_other() {
        AgentId agent = cluster().addAgent();
        TwoFrameworks pair = new TwoFrameworks(agent);
        Launch mine = pair.running(FRAMEWORK, "ends-unheard");
        Launch others = pair.running(OTHER_FRAMEWORK, "ends");
        pass(WHILE);
        cluster().exit(mine.task(), 0);
        cluster().exit(others.task(), 0);
        List<Object> heard = pair.mine.heard();
        pair.backend.run(() -> pair.backend.launcher().forget(FRAMEWORK));
        boolean told = eventually(() -> pair.others.heard(others.task(), TaskPhase.Ended.class));
        pass(WHILE);
        require(
                pair.mine.heard().equals(heard),
                "R-TL-25",
                "after forget had returned, its framework was told " + pair.mine.heard() + ", before " + heard);
        require(told, "R-TL-25", "a framework was forgotten, and another is told nothing any more");
        Launch next = launch(OTHER_FRAMEWORK, agent, "next");
        Optional<LaunchOutcome> outcome = outcome(pair.backend, next);
        require(
                outcome.filter(LaunchOutcome.Launched.class::isInstance).isPresent(),
                "R-TL-25",
                "a framework was forgotten, and a launch of another came out as " + outcome);
    }

    /** R-TL-25. If it fails: forgetting stops the tasks, or gives away what they use. */
    @Test
    public void required_TL25_forget_leaves_its_tasks_running_and_held() {
        AgentId agent = cluster().addAgent();
        TwoFrameworks pair = new TwoFrameworks(agent);
        Launch mine = pair.running(FRAMEWORK, "runs-on");
        pair.backend.run(() -> pair.backend.launcher().forget(FRAMEWORK));
        pass(WHILE);
        require(
                cluster().live().contains(mine.task().launch()),
                "R-TL-25",
                "a framework was forgotten, and its task was ended");
        require(
                pair.backend.lastSeen(agent).stream()
                        .flatMap(seen -> seen.holdings().stream())
                        .anyMatch(holding -> holding.launch().equals(mine.task().launch())),
                "R-TL-25",
                "a framework was forgotten, its task runs, and is not held on its agent: "
                        + pair.backend.lastSeen(agent));
    }

    /** R-TL-25. If it fails: whoever waits for an outcome is left waiting. */
    @Test
    public void required_TL25_forget_completes_what_was_not_answered() {
        if (!can(BackendFeature.LOSES_CONTACT)) {
            return;
        }
        AgentId agent = cluster().addAgent();
        TwoFrameworks pair = new TwoFrameworks(agent);
        eventually(() -> pair.mine.recoveries() > 0);
        fallSilent();
        Launch launch = launch(FRAMEWORK, agent, "unanswered");
        var launched = pair.backend.call(() -> pair.backend.launcher().launch(launch));
        var listed = pair.backend.call(() -> pair.backend.launcher().list(FRAMEWORK));
        pass(Duration.ofSeconds(1));
        pair.backend.run(() -> pair.backend.launcher().forget(FRAMEWORK));
        Optional<LaunchOutcome> outcome = answer(launched);
        require(
                outcome.filter(LaunchOutcome.Unknown.class::isInstance).isPresent(),
                "R-TL-25",
                "a framework was forgotten while a launch had no answer, and it came out as " + outcome);
        require(answer(listed).isPresent(), "R-TL-25", "a framework was forgotten, and its list was never completed");
    }

    /** R-TL-25. If it fails: what is known of a framework outlives its watch, so that it is neither told again nor looked for. */
    @Test
    public void required_TL25_forget_and_watch_again_recovers_anew() {
        AgentId agent = cluster().addAgent();
        TwoFrameworks pair = new TwoFrameworks(agent);
        Launch known = pair.running(FRAMEWORK, "known");
        Launch hasty = launch(FRAMEWORK, agent, "hasty");
        var unused = pair.backend.call(() -> pair.backend.launcher().launch(hasty));
        pair.backend.run(() -> pair.backend.launcher().forget(FRAMEWORK));
        List<Object> heard = pair.mine.heard();
        Duration window = pair.backend.launcher().consistencyWindow();
        pass(window.plus(WHILE));
        Ear again = pair.backend.listen(FRAMEWORK);
        eventually(() -> again.recoveries() > 0);
        pass(WHILE);
        requireRecovered("R-TL-25", again, known);
        int started = Collections.frequency(cluster().started(), hasty.task().launch());
        require(
                started <= 1 && again.heard(hasty.task(), TaskPhase.Running.class) == (started == 1),
                "R-TL-25",
                "a framework was forgotten in the course of a launch, which started " + started
                        + " tasks, and watched again; told was " + again.heard());
        require(
                pair.mine.heard().equals(heard),
                "R-TL-25",
                "a framework was watched again, and the listener that was forgotten told " + pair.mine.heard());
    }
}
