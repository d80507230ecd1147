package dev.isthmus.master.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What frameworks are told, in the lives of their tasks. */
class CallsToldTest {

    private final TaskStories stories = new TaskStories(2, 2);
    private final CallsTold calls = new CallsTold(stories);

    private void tell(String task, TaskStatus.Reason reason) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.UPDATE);
        event.getUpdateBuilder()
                .getStatusBuilder()
                .setState(TaskState.TASK_LOST)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setReason(reason)
                .getTaskIdBuilder()
                .setValue(task);
        calls.send(new SubscriptionOutput.Send("s", MediaType.JSON, event.build()));
    }

    @Test
    void answers_about_tasks_that_never_were_push_no_life_out() {
        FrameworkAction serve = new FrameworkAction.Serve(
                "s", FrameworkInfo.getDefaultInstance(), true, List.of(), OfferConstraints.getDefaultInstance());
        calls.act(new SubscriptionOutput.Act("f", serve));
        stories.begun("f", "real");
        for (int i = 0; i < 5; i++) {
            tell("unknown " + i, TaskStatus.Reason.REASON_RECONCILIATION);
        }
        assertThat(stories.known("f", "unknown 4")).isEmpty();
        tell("real", TaskStatus.Reason.REASON_RECONCILIATION);
        assertThat(stories.of("f", "real").moments())
                .extracting(TaskMoment::text)
                .containsExactly("The framework is told TASK_LOST (reason reconciliation)");
        tell("refused", TaskStatus.Reason.REASON_TASK_INVALID);
        assertThat(stories.known("f", "refused")).isPresent();
    }
}
