package dev.isthmus.master.life;

import dev.isthmus.master.life.TaskMoment.Kind;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.status.Statuses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes moments of tasks of what frameworks call and are told. */
final class CallsTold implements SubscriptionOutput.Cases {

    /** Offers that a framework sits on for ever are forgotten some time. */
    private static final int MOST_OFFERS = 20_000;

    private final TaskStories stories;
    /** By stream, whose it is. */
    private final Map<String, String> frameworks = new LinkedHashMap<>();
    /** By offer, when it was told. */
    private final Map<String, Double> offers = new LinkedHashMap<>();

    private double now;

    CallsTold(TaskStories stories) {
        this.stories = stories;
    }

    void now(double step) {
        now = step;
    }

    @Override
    public void reply(SubscriptionOutput.Reply output) {}

    @Override
    public void open(SubscriptionOutput.Open output) {}

    @Override
    public void seek(SubscriptionOutput.Seek output) {}

    @Override
    public void end(SubscriptionOutput.End output) {
        frameworks.remove(output.stream());
    }

    @Override
    public void send(SubscriptionOutput.Send output) {
        Event event = output.event();
        String framework = frameworks.get(output.stream());
        if (event.getType() == Event.Type.OFFERS) {
            event.getOffers().getOffersList().forEach(this::offered);
        } else if (event.getType() == Event.Type.RESCIND) {
            offers.remove(event.getRescind().getOfferId().getValue());
        } else if (event.getType() == Event.Type.UPDATE && framework != null) {
            told(framework, event.getUpdate().getStatus());
        }
    }

    private void offered(Offer offer) {
        offers.put(offer.getId().getValue(), now);
        if (offers.size() > MOST_OFFERS) {
            offers.remove(offers.keySet().iterator().next());
        }
    }

    private void told(String framework, TaskStatus status) {
        String task = status.getTaskId().getValue();
        StringBuilder text = new StringBuilder("The framework is told ").append(status.getState());
        if (status.hasReason()) {
            text.append(" (").append(StepsTold.word(status.getReason().name())).append(')');
        }
        if (!status.getMessage().isEmpty()) {
            text.append(": ").append(status.getMessage());
        }
        Optional<GrowingStory> story =
                Statuses.isAnswer(status) ? stories.known(framework, task) : Optional.of(stories.at(framework, task));
        story.ifPresent(its -> its.add(now, Kind.TOLD, text.toString()));
        if (Statuses.isTerminal(status.getState())) {
            stories.over(framework, task);
        }
    }

    @Override
    public void act(SubscriptionOutput.Act output) {
        output.action().match(new FrameworkAction.Cases() {
            @Override
            public void serve(FrameworkAction.Serve action) {
                if (!action.stream().isEmpty()) {
                    frameworks.put(action.stream(), output.framework());
                }
            }

            @Override
            public void call(FrameworkAction.Make action) {
                called(output.framework(), action.call());
            }

            @Override
            public void leave(FrameworkAction.Leave action) {
                // Its tasks go on.
            }

            @Override
            public void remove(FrameworkAction.Remove action) {
                // Each of its tasks is stopped, and that is told of each.
            }
        });
    }

    private void called(String framework, Call call) {
        call.match(new Call.Cases() {
            @Override
            public void accept(Call.Accept accept) {
                accepted(framework, accept);
            }

            @Override
            public void decline(Call.Decline decline) {
                offers.remove(decline.offer());
            }

            @Override
            public void kill(Call.Kill kill) {
                asked(framework, kill.task(), "The framework wants it killed");
            }

            @Override
            public void acknowledge(Call.Acknowledge acknowledge) {
                asked(framework, acknowledge.status().getTaskId().getValue(), "The framework has acknowledged it");
            }

            @Override
            public void revive(Call.Revive call) {}

            @Override
            public void suppress(Call.Suppress call) {}

            @Override
            public void reconcile(Call.Reconcile call) {}

            @Override
            public void answer(Call.AnswerInverseOffers call) {}

            @Override
            public void message(Call.Message call) {}

            @Override
            public void updateFramework(Call.UpdateFramework call) {}
        });
    }

    private void asked(String framework, String task, String text) {
        stories.known(framework, task).ifPresent(story -> story.add(now, Kind.ASKED, text));
    }

    private void accepted(String framework, Call.Accept accept) {
        List<TaskInfo> tasks = new ArrayList<>();
        for (Offer.Operation operation : accept.operations()) {
            tasks.addAll(operation.getLaunch().getTaskInfosList());
            tasks.addAll(operation.getLaunchGroup().getTaskGroup().getTasksList());
        }
        for (TaskInfo task : tasks) {
            GrowingStory story = stories.begun(framework, task.getTaskId().getValue());
            for (String offer : accept.offers()) {
                Double made = offers.get(offer);
                if (made != null) {
                    story.add(made, Kind.OFFER, "Agent " + task.getSlaveId().getValue() + " was offered, as " + offer);
                }
            }
            story.add(now, Kind.ASKED, "The framework launches it on " + String.join(", ", accept.offers()));
        }
        offers.keySet().removeAll(accept.offers());
    }
}
