package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireAtOnce;
import static dev.isthmus.testkit.contract.RuleChecks.requireOnAnyThread;
import static dev.isthmus.testkit.contract.RuleChecks.requireUnsupported;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.testkit.contract.backend.ExaminedBackend.Ear;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is told of tasks that there are already, after the watch of a framework begins and when they are listed: R-TL-06, R-TL-16 and R-TL-21. Inherit {@link
 * TaskLauncherContract}, which has these rules too.
 */
public abstract class RecoveryContract extends GroupContract {

    RecoveryContract() {}

    /** R-TL-06. If it fails: {@code recovered} is called before all tasks were looked at, or at each look. */
    @Test
    public void required_TL06_recovery_live_tasks_are_told_first() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        Launch launch = running(before, agent, "earlier");
        before.close();
        ExaminedBackend after = recovered();
        List<Object> told = after.told();
        List<Object> first = told.subList(0, told.indexOf(new ExaminedBackend.Recovered()));
        require(
                first.stream()
                        .anyMatch(event -> event instanceof TaskEvent earlier
                                && earlier.task().launch().equals(launch.task().launch())
                                && earlier.phase() instanceof TaskPhase.Running),
                "R-TL-06",
                "a task of an earlier process runs, and told before recovered() was " + first);
        pass(WHILE);
        int count = after.told(ExaminedBackend.Recovered.class).size();
        require(count == 1, "R-TL-06", "recovered() was called " + count + " times after one start");
    }

    /** R-TL-06. If it fails: only live tasks are looked for at the start. */
    @Test
    public void optional_TL06_recovery_ended_tasks_are_told_as_far_as_they_are_remembered() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        Launch launch = running(before, agent, "earlier");
        before.close();
        cluster().exit(launch.task(), 7);
        pass(WHILE);
        ExaminedBackend after = recovered();
        boolean told = ended(after, launch);
        require(
                told == can(BackendFeature.REMEMBERS_ENDED),
                "R-TL-06",
                "a task of an earlier process ended, the backend is said "
                        + (can(BackendFeature.REMEMBERS_ENDED) ? "" : "not ") + "to remember that, and told was "
                        + after.events(launch.task().launch()));
    }

    /** R-TL-16. If it fails: the list is of another time, or of another kind, than what was told. */
    @Test
    public void required_TL16_list_is_the_last_that_was_told_of_each_task() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch lives = running(backend, agent, "lives");
        Launch ends = running(backend, agent, "ends");
        cluster().exit(ends.task(), 0);
        eventually(() -> ended(backend, ends));
        List<TaskEvent> listed =
                answer(backend.call(() -> backend.launcher().list(FRAMEWORK))).orElse(List.of());
        for (Launch launch : List.of(lives, ends)) {
            List<TaskEvent> told = backend.events(launch.task().launch());
            Optional<TaskPhase> found = listed.stream()
                    .filter(event -> event.task().equals(launch.task()))
                    .map(TaskEvent::phase)
                    .findFirst();
            require(
                    found.isPresent()
                            && found.get().equals(told.get(told.size() - 1).phase()),
                    "R-TL-16",
                    "told last of task " + launch.task().task() + " was "
                            + told.get(told.size() - 1).phase() + ", and the list says " + found);
        }
    }

    /** R-TL-21. If it fails: the window changes, or is worked out where nothing is set up yet. */
    @Test
    public void required_TL21_window_is_the_same_each_time() throws InterruptedException {
        ExaminedBackend backend = open();
        TaskLauncher launcher = backend.launcher();
        List<Duration> answers = Collections.synchronizedList(new ArrayList<>());
        answers.add(launcher.consistencyWindow());
        cluster().addAgent();
        backend.startOffers().watch(FRAMEWORK);
        eventually(() -> backend.hasTold(ExaminedBackend.Recovered.class));
        requireOnAnyThread("R-TL-21", "consistencyWindow", List.of(() -> answers.add(launcher.consistencyWindow())));
        fallSilent();
        requireAtOnce("R-TL-21", "consistencyWindow", () -> answers.add(launcher.consistencyWindow()));
        backend.close();
        answers.add(launcher.consistencyWindow());
        require(
                Set.copyOf(answers).size() == 1 && !answers.get(0).isNegative(),
                "R-TL-21",
                "the consistency window was " + answers + ": want the same each time, zero or more");
    }

    /** R-TL-21. If it fails: the window is shorter than what was started may be out of sight, or nobody looks after the recovery. */
    @Test
    public void optional_TL21_window_what_shows_late_is_told_within_it() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        Duration window = before.launcher().consistencyWindow();
        if (!can(BackendFeature.SHOWS_LATE)) {
            require(
                    window.isZero(),
                    "R-TL-21",
                    "whatever was started shows at once, and the consistency window is " + window);
            requireUnsupported("R-TL-21", "hiding a task", cluster()::hideNextTask);
            return;
        }
        cluster().hideNextTask();
        Launch launch = launch(agent, "last-words");
        LaunchId id = launch.task().launch();
        outcome(before, launch);
        before.close();
        Instant begun = time().now();
        ExaminedBackend after = recovered();
        Duration took = Duration.between(begun, time().now());
        Duration again = took.compareTo(window) < 0 ? took : window;
        Duration left = window.minus(took).compareTo(again) > 0 ? window.minus(took) : again;
        boolean told = time().until(() -> !after.events(id).isEmpty(), left);
        require(
                told,
                "R-TL-21",
                "a task that an earlier process had just launched was not told of within the window of " + window
                        + " since the start, with recovered() called after " + took);
    }

    /** R-TL-06. If it fails: one recovery is begun for all, and only the first, or the last, that asked for it is told. */
    @Test
    public void required_TL06_recovery_is_of_each_framework() {
        AgentId agent = cluster().addAgent();
        TwoFrameworks before = new TwoFrameworks(agent);
        Launch mine = before.running(FRAMEWORK, "earlier");
        Launch others = before.running(OTHER_FRAMEWORK, "earlier");
        before.backend.close();
        ExaminedBackend after = open();
        Ear hears = after.listen(FRAMEWORK);
        Ear hearsToo = after.listen(OTHER_FRAMEWORK);
        eventually(() -> hears.recoveries() > 0 && hearsToo.recoveries() > 0);
        pass(WHILE);
        requireRecovered("R-TL-06", hears, mine);
        requireRecovered("R-TL-06", hearsToo, others);
    }

    /** R-TL-06. If it fails: only what is watched at the first look is recovered, or each recovery is told to all. */
    @Test
    public void required_TL06_recovery_of_a_framework_that_is_watched_later_is_its_own() {
        AgentId agent = cluster().addAgent();
        TwoFrameworks before = new TwoFrameworks(agent);
        before.running(FRAMEWORK, "earlier");
        Launch others = before.running(OTHER_FRAMEWORK, "earlier");
        before.backend.close();
        ExaminedBackend after = open();
        Ear first = after.listen(FRAMEWORK);
        eventually(() -> first.recoveries() > 0);
        pass(WHILE);
        List<Object> told = first.heard();
        Ear later = after.listen(OTHER_FRAMEWORK);
        eventually(() -> later.recoveries() > 0);
        pass(WHILE);
        requireRecovered("R-TL-06", later, others);
        require(
                first.heard().equals(told),
                "R-TL-06",
                "another framework was recovered, and the first was told " + first.heard() + " after " + told);
    }

    static void requireRecovered(String rule, Ear ear, Launch launch) {
        List<Object> heard = ear.heard();
        int at = heard.indexOf(new ExaminedBackend.Recovered());
        require(
                ear.recoveries() == 1
                        && heard.subList(0, at).stream()
                                .anyMatch(event -> event instanceof TaskEvent earlier
                                        && earlier.task().equals(launch.task())
                                        && earlier.phase() instanceof TaskPhase.Running),
                rule,
                "a task of framework " + launch.task().framework() + " runs, and after its watch began it was told "
                        + heard + ": want that the task runs, and then recovered(), once");
    }

    /** R-TL-21. If it fails: what shows late is looked for once, after the first watch. */
    @Test
    public void optional_TL21_window_is_counted_from_each_watch() {
        if (!can(BackendFeature.SHOWS_LATE)) {
            return;
        }
        AgentId agent = cluster().addAgent();
        ExaminedBackend after = open();
        Duration window = after.launcher().consistencyWindow();
        after.listen(FRAMEWORK);
        pass(window.plus(WHILE));
        ExaminedBackend before = started(OTHER_FRAMEWORK, agent);
        cluster().hideNextTask();
        Launch launch = launch(OTHER_FRAMEWORK, agent, "last-words");
        outcome(before, launch);
        before.close();
        Ear later = after.listen(OTHER_FRAMEWORK);
        boolean told = time().until(() -> !later.events().isEmpty() && later.recoveries() > 0, window);
        require(
                told,
                "R-TL-21",
                "a task that an earlier process had just launched was not told of within " + window
                        + " of the watch of its framework, which was begun long after that of another; told was "
                        + later.heard());
    }

    private ExaminedBackend recovered() {
        ExaminedBackend backend = open().watch(FRAMEWORK);
        require(
                eventually(() -> backend.hasTold(ExaminedBackend.Recovered.class)),
                "R-TL-06",
                "recovered() was not called within " + LONG);
        return backend;
    }
}
