package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.view.TaskArn;
import dev.isthmus.ecs.view.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events and reads of one task through one gate, in any order and number: the newer version wins, and only reads tell health. */
class NewerVersionWinsTest {

    private static final int SEEDS = 2_000;

    /** How a gate may be wrong. */
    private enum Defect {
        /** Versions are passed over: what comes later wins. */
        LATER_WINS {
            @Override
            TaskView seen(Delivery delivery, int number) {
                return as(delivery, TaskViews.of("", "").view().version() + number);
            }
        },
        /** An event is taken for a read, whose health is none and which says something of the version that is known. */
        EVENT_IS_A_READ {
            @Override
            TaskView seen(Delivery delivery, int number) {
                return delivery.heard ? delivery.view.health("UNKNOWN") : delivery.view;
            }
        },
        /** A read is taken for an event, so that its health is not seen without a new version. */
        READ_IS_AN_EVENT {
            @Override
            TaskView seen(Delivery delivery, int number) {
                return delivery.view.health(TaskView.HEALTH_UNTOLD);
            }
        };

        abstract TaskView seen(Delivery delivery, int number);

        private static TaskView as(Delivery delivery, long version) {
            TaskView view = delivery.view;
            return new TaskView(
                    view.arn(),
                    version,
                    view.lastStatus(),
                    view.desiredStatus(),
                    view.instanceArn(),
                    view.startedBy(),
                    view.identity(),
                    view.mainContainer(),
                    view.containers(),
                    view.health(),
                    view.stopCode(),
                    view.stoppedReason(),
                    view.times());
        }
    }

    private record Delivery(TaskView view, boolean heard) {}

    /** What was last told, by a gate that obeys: of the newest version, with the health of the last read that was not older than what was known. */
    private static final class Model {

        private long version = -1;
        private Optional<Boolean> health = Optional.empty();
        private String status = "";

        void take(Delivery delivery) {
            TaskView view = delivery.view;
            boolean counts = delivery.heard ? view.version() > version : view.version() >= version;
            if (!counts || status.equals("STOPPED")) {
                return;
            }
            version = view.version();
            status = view.lastStatus();
            if (!delivery.heard) {
                health = switch (view.health()) {
                    case "HEALTHY" -> Optional.of(true);
                    case "UNHEALTHY" -> Optional.of(false);
                    default -> Optional.empty();
                };
            }
        }
    }

    private static List<Delivery> deliveries(Random chance) {
        int running = 1 + chance.nextInt(4);
        List<TaskView> life = new ArrayList<>();
        life.add(TaskViews.of("PENDING", "RUNNING").version(1).view());
        IntStream.range(0, running)
                .forEach(i -> life.add(TaskViews.of("RUNNING", "RUNNING")
                        .started()
                        .version(2 + i)
                        .view()));
        life.add(TaskViews.of("STOPPED", "STOPPED")
                .started()
                .version(2 + running)
                .container("main", 0, "")
                .view());
        List<Delivery> all = new ArrayList<>();
        int last = chance.nextBoolean() ? life.size() : life.size() - 1;
        for (int i = 0; i < 12; i++) {
            TaskView view = life.get(chance.nextInt(last));
            boolean heard = chance.nextBoolean();
            String health = heard
                    ? TaskView.HEALTH_UNTOLD
                    : List.of("HEALTHY", "UNHEALTHY", "UNKNOWN").get(chance.nextInt(3));
            all.add(new Delivery(view.health(health), heard));
        }
        return all;
    }

    /** What is wrong under a seed. */
    private static Optional<String> wrong(long seed, Optional<Defect> defect) {
        EcsTaskRecord record = new EcsTaskRecord(TaskViews.TASK, TaskArn.of(TaskViews.ARN), true);
        Model model = new Model();
        List<TaskEvent> told = new ArrayList<>();
        int number = 0;
        for (Delivery delivery : deliveries(new Random(seed))) {
            number++;
            int count = number;
            TaskView view = defect.map(wrong -> wrong.seen(delivery, count)).orElse(delivery.view);
            told.addAll(record.observe(view, true, TaskViews.T0, TaskViews.T0));
            model.take(delivery);
            Optional<TaskPhase> last = record.last().map(TaskEvent::phase);
            String is = last.map(phase -> phase.getClass().getSimpleName()).orElse("");
            String should = switch (model.status) {
                case "PENDING" -> "Staging";
                case "RUNNING" -> "Running";
                case "STOPPED" -> "Ended";
                default -> "";
            };
            if (!is.equals(should)) {
                return Optional.of("after " + number + " it is " + is + " and should be " + should);
            }
            if (last.orElse(null) instanceof TaskPhase.Running phase
                    && !phase.healthy().equals(model.health)) {
                return Optional.of(
                        "after " + number + " it is healthy: " + phase.healthy() + ", and should be: " + model.health);
            }
        }
        long ends = told.stream()
                .filter(event -> event.phase() instanceof TaskPhase.Ended)
                .count();
        boolean isLast = ends == 0 || told.get(told.size() - 1).phase() instanceof TaskPhase.Ended;
        return ends > 1 || !isLast ? Optional.of(ends + " ends were told, last: " + isLast) : Optional.empty();
    }

    @Test
    void required_TL27_the_newer_version_wins_and_events_tell_no_health() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(wrong(seed, Optional.empty())).as("seed %d", seed).isEmpty();
        }
    }

    /** Or a task that ECS has forgotten would be kept by events that are late. */
    @Test
    void event_that_is_not_newer_does_not_say_that_ecs_knows_a_task_again() {
        EcsTaskRecord record = new EcsTaskRecord(TaskViews.TASK, TaskArn.of(TaskViews.ARN), false);
        TaskView running =
                TaskViews.of("RUNNING", "RUNNING").started().version(4).view();
        record.observe(running, true, TaskViews.T0, TaskViews.T0);
        record.missing(TaskViews.T0);
        record.observe(running.health(TaskView.HEALTH_UNTOLD), true, TaskViews.T0, TaskViews.T0);
        assertThat(record.missing(TaskViews.T0.plusSeconds(9))).isEqualTo(TaskViews.T0);
        record.observe(running, true, TaskViews.T0, TaskViews.T0);
        assertThat(record.missing(TaskViews.T0.plusSeconds(9)))
                .as("a read says so")
                .isEqualTo(TaskViews.T0.plusSeconds(9));
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void gate_that_is_wrong_is_found(Defect defect) {
        assertThat(IntStream.range(0, SEEDS)
                        .filter(seed -> wrong(seed, Optional.of(defect)).isPresent())
                        .findFirst())
                .isPresent();
    }
}
