package dev.isthmus.simulation;

import static dev.isthmus.simulation.LawBench.LENGTH;
import static dev.isthmus.simulation.LawBench.PLAIN;
import static dev.isthmus.simulation.LawBench.assertBroken;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each law finds what is planted for it, in a world that keeps all laws without that. */
class LawsTest {

    private static final WorldScenario START_TASK = LawBench.with("ISTHMUS_LAUNCH", "start-task");

    private static TaskStatus changed(TaskStatus status, TaskState state) {
        return status.toBuilder()
                .setState(state)
                .setUuid(status.getUuid().concat(status.getUuid()))
                .build();
    }

    @Test
    void required_WD00_a_step_that_throws_is_found() {
        assertBroken("R-WD-00", PLAIN, Between.calls((process, real) -> new PassedCalls(real) {
            private int count;

            @Override
            public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
                if (++count == 50) {
                    throw new IllegalStateException("planted");
                }
                real.begin(call, then);
            }
        }));
    }

    @Test
    void required_WD01_an_offer_of_what_is_offered_already_is_found() {
        assertBroken("R-WD-01", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void resourceOffers(List<Offer> offers) {
                List<Offer> more = new ArrayList<>(offers);
                Offer first = offers.get(0);
                more.add(first.toBuilder()
                        .setId(OfferID.newBuilder().setValue(first.getId().getValue() + "-again"))
                        .build());
                super.resourceOffers(more);
            }
        }));
    }

    @Test
    void required_WD02_a_start_that_is_repeated_is_found() {
        assertBroken("R-WD-02", START_TASK, Between.calls((process, real) -> new PassedCalls(real) {
            @Override
            public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
                real.begin(call, then);
                if (call instanceof EcsCall.Start) {
                    real.begin(call, ignored -> {});
                }
            }
        }));
    }

    @Test
    void required_WD03_another_end_is_found() {
        assertBroken("R-WD-03", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void statusUpdate(TaskStatus status) {
                super.statusUpdate(status);
                if (status.getState() == TaskState.TASK_FINISHED && status.hasUuid()) {
                    super.statusUpdate(changed(status, TaskState.TASK_FAILED));
                }
            }
        }));
    }

    @Test
    void required_WD04_an_update_that_is_told_again_after_its_acknowledgement_is_found() {
        assertBroken("R-WD-04", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void statusUpdate(TaskStatus status) {
                super.statusUpdate(status);
                if (status.getState() == TaskState.TASK_FINISHED && status.hasUuid()) {
                    super.statusUpdate(status);
                }
            }
        }));
    }

    @Test
    void required_WD05_calls_beyond_the_budget_are_found() {
        assertBroken("R-WD-05", PLAIN, Between.calls((process, real) -> new PassedCalls(real) {
            @Override
            public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
                real.begin(call, then);
                for (int i = 0; call instanceof EcsCall.ListTasks && i < 60; i++) {
                    real.begin(call, ignored -> {});
                }
            }
        }));
    }

    @Test
    void required_WD06_an_update_out_of_order_is_found() {
        assertBroken("R-WD-06", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void statusUpdate(TaskStatus status) {
                super.statusUpdate(status);
                if (status.getState() == TaskState.TASK_RUNNING && status.hasUuid()) {
                    super.statusUpdate(changed(status, TaskState.TASK_STAGING));
                }
            }
        }));
    }

    @Test
    void required_WD07_a_task_that_runs_for_its_framework_alone_is_found() {
        assertBroken("R-WD-07", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            private final Set<String> kept = new HashSet<>();

            @Override
            public void statusUpdate(TaskStatus status) {
                String task = status.getTaskId().getValue();
                if (kept.isEmpty() && status.getState() == TaskState.TASK_FINISHED) {
                    kept.add(task);
                }
                if (!kept.contains(task)) {
                    super.statusUpdate(status);
                } else if (!status.hasUuid()) {
                    super.statusUpdate(answer(task));
                }
            }
        }));
    }

    private static TaskStatus answer(String task) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setState(TaskState.TASK_RUNNING)
                .setReason(Reason.REASON_RECONCILIATION)
                .build();
    }

    @Test
    void required_WD08_a_launch_without_an_answer_is_found() {
        assertBroken("R-WD-08", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void statusUpdate(TaskStatus status) {
                if (!status.getTaskId().getValue().endsWith("3")) {
                    super.statusUpdate(status);
                }
            }
        }));
    }

    @Test
    void required_WD09_a_task_that_lives_at_the_end_is_found() {
        assertBroken("R-WD-09", PLAIN, Between.callbacks((process, real) -> {
            var unused = process.after(
                    LENGTH.plus(World.SETTLING).minusMinutes(1), () -> real.statusUpdate(answer("greedy-00000")));
            return real;
        }));
    }

    @Test
    void required_WD10_a_driver_that_gives_up_is_found() {
        assertBroken("R-WD-10", PLAIN, Between.callbacks((process, real) -> {
            var unused = process.after(Duration.ofMinutes(1), () -> real.error("planted"));
            return real;
        }));
    }

    @Test
    void required_WD11_a_word_of_the_task_of_another_is_found() {
        assertBroken("R-WD-11", PLAIN, Between.callbacks((process, real) -> {
            var unused = process.after(Duration.ofMinutes(1), () -> real.statusUpdate(answer("other-00000")));
            return real;
        }));
    }

    @Test
    void required_WD12_an_acknowledged_end_that_no_journal_has_is_found() {
        assertBroken("R-WD-12", PLAIN, Between.journal(real -> new PassedJournal(real) {
            @Override
            public CompletionStage<Void> write(JournalFact fact) {
                return isEnd(fact) ? CompletableFuture.completedStage(null) : super.write(fact);
            }
        }));
    }

    @Test
    void required_WD13_a_task_that_has_finished_for_its_framework_alone_is_found() {
        assertBroken("R-WD-13", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void statusUpdate(TaskStatus status) {
                boolean failed = status.getState() == TaskState.TASK_FAILED;
                super.statusUpdate(failed ? changed(status, TaskState.TASK_FINISHED) : status);
            }
        }));
    }

    @Test
    void required_WD13_an_error_of_a_task_that_has_none_is_found() {
        assertBroken("R-WD-13", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            @Override
            public void statusUpdate(TaskStatus status) {
                boolean failed = status.getState() == TaskState.TASK_FAILED;
                super.statusUpdate(failed ? changed(status, TaskState.TASK_ERROR) : status);
            }
        }));
    }

    @Test
    void required_WD13_a_task_that_runs_and_that_nobody_knows_is_found() {
        assertBroken("R-WD-13", PLAIN, Between.callbacks((process, real) -> new PassedCallbacks(real) {
            private final Set<String> running = new HashSet<>();

            @Override
            public void statusUpdate(TaskStatus status) {
                super.statusUpdate(status);
                String task = status.getTaskId().getValue();
                if (status.getState() != TaskState.TASK_RUNNING) {
                    running.remove(task);
                    return;
                }
                running.add(task);
                var unused = process.after(Duration.ofSeconds(31), () -> {
                    if (running.contains(task)) {
                        super.statusUpdate(answer(task).toBuilder()
                                .setState(TaskState.TASK_LOST)
                                .build());
                    }
                });
            }
        }));
    }

    @Test
    void required_WD14_a_replaced_driver_that_goes_on_is_found() {
        List<WorldScenario.Event> events = new ArrayList<>();
        for (int seconds = 20; seconds <= 80; seconds += 15) {
            events.add(new WorldScenario.Event(Duration.ofSeconds(seconds), new Happening.TakeOver(0, Duration.ZERO)));
        }
        assertBroken("R-WD-14", PLAIN.with(events), Between.fence(real -> Fence.NONE));
    }
}
