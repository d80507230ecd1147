package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.task.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One engine and several frameworks. */
class EcsFrameworksTest extends EcsEngineBench {

    private static final FrameworkId OTHER = new FrameworkId("f-2");

    private final List<StopOutcome> stopped = new ArrayList<>();

    private EngineRig both() {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.watch(OTHER);
        rig.advance(Duration.ofSeconds(2));
        assertThat(recoveries).containsExactly(1L, 2L);
        return engine;
    }

    /** The listings of running tasks since then. */
    private Set<TaskFilter> listingsSince(int calls) {
        return rig.begun.subList(calls, rig.begun.size()).stream()
                .filter(EcsCall.ListTasks.class::isInstance)
                .map(call -> ((EcsCall.ListTasks) call).filter())
                .filter(filter -> !filter.stopped())
                .collect(Collectors.toSet());
    }

    private EngineRig amongTasksOfOthers(int count) {
        ecs.addInstance("a");
        EngineRig strangers = engine(LaunchMode.RUN_TASK);
        strangers.startOffers();
        strangers.watch(new FrameworkId("strangers"));
        rig.advance(Duration.ofSeconds(1));
        for (int i = 0; i < count; i++) {
            strangers.launch(launch(new FrameworkId("strangers"), "s" + i, "a"), outcomes::add);
        }
        rig.advance(Duration.ofSeconds(5));
        assertThat(ecs.tasks).hasSize(count);
        strangers.close();
        recoveries.clear();
        idle = Duration.ofMinutes(1);
        EngineRig engine = both();
        engine.launch(launch("mine", "a"), outcomes::add);
        engine.launch(launch(OTHER, "others", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        return engine;
    }

    @Test
    void two_frameworks_on_one_page_are_listed_by_listing_the_cluster() {
        amongTasksOfOthers(3);
        int calls = rig.begun.size();
        rig.advance(Duration.ofSeconds(90));
        assertThat(listingsSince(calls)).containsExactly(TaskFilter.RUNNING);
    }

    @Test
    void two_frameworks_among_two_pages_of_tasks_are_listed_one_after_the_other() {
        amongTasksOfOthers(101);
        int calls = rig.begun.size();
        rig.advance(Duration.ofSeconds(20));
        assertThat(listingsSince(calls))
                .containsExactlyInAnyOrder(
                        TaskFilter.startedBy(Identity.mark(FRAMEWORK)), TaskFilter.startedBy(Identity.mark(OTHER)));
    }

    @Test
    void one_of_two_that_is_forgotten_leaves_the_other_listed_by_its_mark() {
        EngineRig engine = amongTasksOfOthers(3);
        rig.advance(WINDOW);
        engine.forget(OTHER);
        int calls = rig.begun.size();
        rig.advance(Duration.ofSeconds(20));
        assertThat(listingsSince(calls)).contains(TaskFilter.startedBy(Identity.mark(FRAMEWORK)));
        assertThat(listingsSince(calls)).doesNotContain(TaskFilter.startedBy(Identity.mark(OTHER)));
    }

    @Test
    void a_watch_that_begins_during_a_round_is_recovered_by_the_next() {
        ecs.addInstance("a");
        EngineRig engine = engine(LaunchMode.RUN_TASK);
        engine.watch(FRAMEWORK);
        rig.slow.put(EcsOperation.LIST_TASKS, Duration.ofSeconds(3));
        rig.advance(Duration.ofSeconds(1));
        engine.watch(OTHER);
        engine.list(events -> assertThat(recoveries).as("the list waits").containsExactly(1L, 2L));
        rig.advance(Duration.ofSeconds(6));
        assertThat(recoveries).containsExactly(1L);
        rig.advance(Duration.ofSeconds(10));
        assertThat(recoveries).containsExactly(1L, 2L);
    }

    @Test
    void an_event_of_an_earlier_watch_does_not_come_with_the_number_of_a_later_one() {
        ecs.addInstance("a");
        EngineRig engine = both();
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        engine.forget(FRAMEWORK);
        engine.watch(FRAMEWORK);
        toldTo.clear();
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(10));
        assertThat(recoveries).containsExactly(1L, 2L, 3L);
        assertThat(toldTo).isNotEmpty().containsOnly(3L);
        assertThat(end().exitCode()).hasValue(0);
    }

    @Test
    void a_start_on_its_way_when_its_framework_is_forgotten_is_unknown_and_told_to_the_next_watch() {
        ecs.addInstance("a");
        EngineRig engine = both();
        engine.launch(launch("t", "a"), outcomes::add);
        while (rig.count(EcsOperation.RUN_TASK) == 0) {
            rig.next();
        }
        engine.forget(FRAMEWORK);
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Unknown.class);
        rig.advance(Duration.ofSeconds(10));
        assertThat(told).as("nothing, though the answer came").isEmpty();
        assertThat(lastSeen().holdings()).as("held as another's").hasSize(1);
        engine.watch(FRAMEWORK);
        rig.advance(Duration.ofSeconds(2));
        assertThat(told)
                .singleElement()
                .satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Staging.class));
        assertThat(toldTo).containsExactly(3L);
        assertThat(ecs.tasks).hasSize(1);
        assertThat(lastSeen().holdings()).hasSize(1);
    }

    @Test
    void a_start_that_was_not_sent_when_its_framework_is_forgotten_is_never_sent() {
        ecs.addInstance("a");
        EngineRig engine = both();
        engine.launch(launch("t", "a"), outcomes::add);
        engine.forget(FRAMEWORK);
        rig.advance(Duration.ofMinutes(2));
        assertThat(ecs.tasks).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void what_was_asked_for_while_a_framework_was_being_forgotten_is_answered_as_what_was_asked_before() {
        ecs.addInstance("a");
        EngineRig engine = both();
        engine.forget(FRAMEWORK);
        engine.launch(launch("late", "a"), outcomes::add);
        engine.stop(FRAMEWORK, launch("late", "a").task().launch(), stopped::add);
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Unknown.class);
        assertThat(stopped).singleElement().isInstanceOf(StopOutcome.Failed.class);
        rig.advance(Duration.ofSeconds(5));
        assertThat(ecs.tasks).isEmpty();
    }

    @Test
    void a_stop_that_was_asked_for_is_carried_out_though_its_framework_is_forgotten() {
        ecs.addInstance("a");
        EngineRig engine = both();
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        rig.loseCall(EcsOperation.STOP_TASK);
        engine.stop(FRAMEWORK, launch.task().launch(), stopped::add);
        engine.forget(FRAMEWORK);
        rig.advance(Duration.ofSeconds(20));
        assertThat(ecs.tasks.values()).allMatch(task -> task.stopped());
        assertThat(lastSeen().holdings()).isEmpty();
    }

    /** The cap is a share for all frameworks of a backend together, and for no others. */
    @Test
    void the_tasks_of_all_frameworks_that_are_watched_count_towards_the_cap() {
        ecs.addInstance("a");
        cap = CapacityCap.parse("cpus=0.5");
        EngineRig engine = both();
        engine.launch(capped(FRAMEWORK), outcomes::add);
        engine.launch(capped(OTHER), outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        assertThat(free()).isEqualTo(512 - 2 * 128);
        engine.forget(OTHER);
        engine.lookAgain(lastSeen().id());
        rig.advance(Duration.ofSeconds(5));
        assertThat(free()).as("another driver's").isEqualTo(512 - 128);
    }

    private static Launch capped(FrameworkId framework) {
        Launch plain = launch(framework, "t", "a");
        LaunchedTask task = plain.task();
        Resources demand = Resources.of(Dialect.MESOS, ResourceName.CPUS, Amount.parse("0.125"));
        return new Launch(
                new LaunchedTask(task.launch(), task.framework(), task.task(), task.agent(), demand),
                plain.frameworkName(),
                plain.taken(),
                plain.spec());
    }

    private long free() {
        return lastSeen().free().amount(ResourceName.ECS_CPU).wholeDown();
    }
}
