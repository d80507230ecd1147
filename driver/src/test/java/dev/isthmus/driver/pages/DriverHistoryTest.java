package dev.isthmus.driver.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.reading.ToolReading;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A driver is shown as a master of one framework, from its steps. */
class DriverHistoryTest {

    private DriverHistory history;
    private int looks;
    private final PagedDriver driver = new PagedDriver(scene -> {
        history = new DriverHistory(
                PagedDriver.FRAMEWORK, scene.clock, scene.backend::cluster, () -> PagedDriver.MEASURED);
        return counted(history);
    });

    @BeforeEach
    void listen() {
        history.shownAt(new PageAddress("127.0.0.1", 5050));
    }

    /** Counts how often the machine is looked at. */
    private DriverObserver counted(DriverObserver seeing) {
        return new DriverObserver() {
            @Override
            public void opened(Runnable wake) {
                seeing.opened(wake);
            }

            @Override
            public void stepped(Input input, List<Output> outputs, Supplier<MasterView> view) {
                seeing.stepped(input, outputs, () -> {
                    looks++;
                    return view.get();
                });
            }

            @Override
            public void ended() {
                seeing.ended();
            }
        };
    }

    private String text(String path) {
        List<Supplier<DriverLook>> seen = new ArrayList<>();
        history.look(seen::add);
        driver.settle();
        assertThat(seen).hasSize(1);
        HttpRequest request = new HttpRequest("GET", path, Headers.NONE, ByteString.EMPTY);
        return ReadOnlyPages.answer(request, seen.get(0).get(), 1200).body();
    }

    private FlatJson page(String path) throws IOException {
        return new FlatJson(text(path));
    }

    @Test
    void fact_81_85_92_the_pages_hold_what_is_read_of_them() throws IOException {
        driver.begun().running();
        ToolReading.finds(this::page, "f");
    }

    @Test
    void the_leader_is_where_the_pages_are_and_the_cluster_is_that_of_the_backend() throws IOException {
        history.shownAt(new PageAddress("10.1.2.3", 8080));
        driver.begun();
        assertThat(page("/state").text("leader")).isEqualTo("master@10.1.2.3:8080");
        assertThat(page("/state").text("leader_info/hostname")).isEqualTo("10.1.2.3");
        assertThat(page("/state").integer("leader_info/port")).isEqualTo(8080);
        assertThat(page("/state").text("cluster")).isEqualTo("memory");
        assertThat(history.identity())
                .hasValueSatisfying(
                        itself -> assertThat(itself.info().getHostname()).isEqualTo("10.1.2.3"));
    }

    @Test
    void a_task_is_shown_as_it_was_asked_for_and_is_kept_when_it_has_ended() throws IOException {
        LaunchedTask launched = driver.begun().running();
        assertThat(page("/tasks").text("tasks/0/labels/0/key")).isEqualTo("k");
        assertThat(page("/roles").text("roles/0/name")).isEqualTo("*");
        assertThat(page("/roles").number("roles/0/allocated/cpus")).isEqualTo(1);
        driver.backend.exit(launched, 0);
        driver.settle();
        FlatJson state = page("/state");
        assertThat(state.size("frameworks/0/tasks")).isZero();
        assertThat(state.text("frameworks/0/completed_tasks/0/state")).isEqualTo("TASK_FINISHED");
        assertThat(state.text("frameworks/0/completed_tasks/0/labels/0/value")).isEqualTo("v");
    }

    @Test
    void before_it_is_registered_it_has_no_framework_and_figures_all_the_same() throws IOException {
        driver.driver().start();
        history.look(seen -> assertThat(seen.get().master().frameworks()).isEmpty());
        assertThat(history.identity()).isEmpty();
        assertThat(text("/metrics")).contains("isthmus_driver_tests 7");
    }

    @Test
    void one_that_has_lost_its_cluster_is_shown_as_disconnected_and_found_again() throws IOException {
        driver.begun().running();
        assertThat(page("/state").truth("frameworks/0/active")).isTrue();
        driver.backend.loseContact(new BackendFailure(BackendFailure.Category.TRANSIENT, "nobody there"));
        driver.settle();
        assertThat(page("/state").truth("frameworks/0/active")).isFalse();
        driver.backend.restoreContact();
        driver.settle();
        assertThat(page("/state").truth("frameworks/0/active")).isTrue();
        assertThat(page("/state").text("frameworks/0/tasks/0/state")).isEqualTo("TASK_RUNNING");
    }

    @Test
    void figures_are_those_of_the_cluster_and_of_the_driver() {
        driver.begun().running();
        assertThat(text("/metrics"))
                .contains("isthmus_master_tasks{state=\"TASK_RUNNING\"} 1", "isthmus_driver_tests 7");
        assertThat(text("/metrics/snapshot")).contains("\"master/tasks_running\":1.0", "\"master/slaves_active\":1.0");
    }

    @Test
    void nobody_looks_at_the_machine_unless_somebody_asks_and_then_once_for_all() {
        driver.begun().running();
        assertThat(looks).isZero();
        List<Supplier<DriverLook>> seen = new ArrayList<>();
        history.look(seen::add);
        history.look(seen::add);
        driver.settle();
        assertThat(looks).isEqualTo(1);
        assertThat(seen).hasSize(2);
    }

    @Test
    void a_step_that_cannot_be_noted_is_no_matter_to_the_driver() throws IOException {
        driver.begun();
        history.look(seen -> {
            throw new IllegalStateException("planted");
        });
        driver.settle();
        driver.running();
        assertThat(page("/state").text("frameworks/0/tasks/0/state")).isEqualTo("TASK_RUNNING");
    }
}
