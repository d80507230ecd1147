package dev.isthmus.testkit.framework.expect;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.testkit.framework.stage.DriverCall;
import dev.isthmus.testkit.framework.stage.Made;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import dev.isthmus.testkit.framework.stage.Told;
import java.util.Optional;

/** A launch that the master refuses; see {@link Expect#launchedInVain}. Not thread-safe. */
public final class RefusedLaunchExpect extends Expect {

    private final String name;
    private String words = "";

    RefusedLaunchExpect(String task) {
        this.name = task;
    }

    /** Refused in words that contain this, or in this state. */
    public RefusedLaunchExpect saying(String part) {
        words = part;
        return this;
    }

    /** What the scheduler was told of the launch. */
    static Optional<TaskStatus> answer(Stage stage, Made made, TaskInfo task) {
        return stage.ledger()
                .everTold(Told.Status.class)
                .filter(told -> told.step() >= made.step())
                .map(Told.Status::status)
                .filter(status -> status.getTaskId().equals(task.getTaskId()) && !status.hasUuid())
                .reduce((first, second) -> second);
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        String wrong = "";
        for (Made made : stage.ledger().open()) {
            if (made.call() instanceof DriverCall.Launch launch
                    && launch.task().getTaskId().getValue().equals(stage.id(name))) {
                String answer =
                        answer(stage, made, launch.task()).map(Texts::status).orElse("without a word");
                if (made.hasArrived()) {
                    wrong = "\n- but the master let '" + stage.id(name) + "' through";
                } else if (!answer.contains(words)) {
                    wrong = "\n- but '" + stage.id(name) + "' was refused so: " + answer;
                } else {
                    made.take(stage.history().step());
                    return Optional.empty();
                }
            }
        }
        return Optional.of("wanted: " + this + "\n" + CallExpect.calls(stage) + wrong);
    }

    @Override
    public String toString() {
        return "launchedInVain '" + name + "'" + (words.isEmpty() ? "" : " saying '" + words + "'");
    }
}
