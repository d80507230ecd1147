package dev.isthmus.simulation.planted.queue;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.ecs.AwsAccess;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.Started;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChange;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Events that do not come are not missed: whatever a call tells of a task counts as if an event had told it, too. */
public final class MissingNotMissed implements Wrapping {

    private static final String CLUSTER = "arn:aws:ecs:us-east-1:123456789012:cluster/default";
    private static final String OURS = "told by a call ";

    @Override
    public AwsAccess aws(DriverLife life, ProcessTime process, AwsAccess real) {
        List<TaskView> told = new ArrayList<>();
        return new AwsAccess() {
            @Override
            public EcsCalls ecs(BackendContext context, Target target, int places) {
                return new Overheard(real.ecs(context, target, places), told);
            }

            @Override
            public Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps) {
                return real.ec2(context, target, steps);
            }

            @Override
            public Optional<EventQueue> events(BackendContext context, Target target) {
                return real.events(context, target).map(queue -> new Echoing(queue, told));
            }
        };
    }

    private static final class Overheard extends PassedCalls {

        private final List<TaskView> told;

        Overheard(EcsCalls real, List<TaskView> told) {
            super(real);
            this.told = told;
        }

        @Override
        protected <T> Answer<T> answered(EcsCall<T> call, Answer<T> answer) {
            answer.match(
                    ok -> {
                        if (ok.value() instanceof Started started) {
                            told.addAll(started.tasks());
                        } else if (call instanceof EcsCall.DescribeTasks && ok.value() instanceof Described<?> all) {
                            all.found().forEach(task -> told.add((TaskView) task));
                        }
                    },
                    failed -> {});
            return answer;
        }
    }

    private static final class Echoing extends PassedQueue {

        private final List<TaskView> told;

        Echoing(EventQueue real, List<TaskView> told) {
            super(real);
            this.told = told;
        }

        @Override
        List<QueueMessage> received(List<QueueMessage> messages) {
            List<QueueMessage> echoes = told.stream()
                    .map(task -> new QueueMessage(
                            OURS + task.arn() + " " + task.version(),
                            OURS,
                            1,
                            1,
                            new StateChange.OfTask(CLUSTER, task, Optional.empty())))
                    .toList();
            told.clear();
            return Stream.concat(messages.stream(), echoes.stream()).toList();
        }

        @Override
        public void delete(List<String> receipts, Consumer<Answer<Integer>> then) {
            List<String> real =
                    receipts.stream().filter(receipt -> !receipt.equals(OURS)).toList();
            if (real.isEmpty()) {
                then.accept(new Answer.Ok<>(receipts.size()));
            } else {
                super.delete(real, then);
            }
        }
    }
}
