package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.PromisedOnce;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.Court;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * R-WD-19: what a master offers of an agent to all its frameworks together, and what runs there for all that it was asked, is never more than the agent has. So no two of
 * them can use the same.
 */
public final class PromisedToOne implements WorldLaw {

    private final PromisedOnce together;
    /** Of each framework, by its id. */
    private final Map<String, NavigableSet<String>> offers = new TreeMap<>();

    private final Map<String, NavigableSet<String>> launched = new TreeMap<>();
    private final Map<String, Long> streams = new TreeMap<>();

    /** Nothing is promised. */
    public PromisedToOne(Court court) {
        this.together = new PromisedOnce(court, "R-WD-19");
    }

    @Override
    public String rule() {
        return together.rule();
    }

    private static NavigableSet<String> of(Map<String, NavigableSet<String>> by, String framework) {
        return by.computeIfAbsent(framework, first -> new TreeSet<>());
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        Event event = sent.event();
        switch (event.getType()) {
            case SUBSCRIBED -> {
                withdrawn(master, sent.framework());
                streams.put(sent.framework(), sent.stream());
            }
            case OFFERS -> event.getOffers().getOffersList().forEach(offer -> offered(master, sent.framework(), offer));
            case RESCIND -> {
                of(offers, sent.framework())
                        .remove(event.getRescind().getOfferId().getValue());
                together.rescinded(master, event.getRescind().getOfferId().getValue());
            }
            case UPDATE -> together.told(master, event.getUpdate().getStatus());
            default -> {}
        }
    }

    private void offered(DriverLife master, String framework, Offer offer) {
        of(offers, framework).add(offer.getId().getValue());
        together.offered(master, offer);
    }

    @Override
    public void masterTook(DriverLife master, Call call) {
        Accepted accepted = Accepted.of(call);
        NavigableSet<String> its = of(offers, call.getFrameworkId().getValue());
        if (!accepted.offers().isEmpty() && its.containsAll(accepted.offers())) {
            accepted.offers().forEach(its::remove);
            together.answered(master, accepted.offers(), accepted.tasks());
            for (TaskInfo task : accepted.tasks()) {
                of(launched, call.getFrameworkId().getValue())
                        .add(task.getTaskId().getValue());
            }
        }
    }

    @Override
    public void masterHungUp(DriverLife master, String framework, long stream) {
        if (streams.getOrDefault(framework, stream) == stream) {
            withdrawn(master, framework);
        }
    }

    /** Its offers are void; and of what it has launched and ECS does not show yet, nobody hears if it is refused. */
    private void withdrawn(DriverLife master, String framework) {
        of(offers, framework).forEach(offer -> together.answered(master, List.of(offer), List.of()));
        of(offers, framework).clear();
        of(launched, framework)
                .forEach(task -> together.told(
                        master,
                        TaskStatus.newBuilder()
                                .setTaskId(dev.isthmus.mesos.messages.Protos.TaskID.newBuilder()
                                        .setValue(task))
                                .setState(TaskState.TASK_LOST)
                                .build()));
        of(launched, framework).clear();
    }

    @Override
    public void taskChanged(Task task) {
        together.taskChanged(task);
        EcsTasks.containers(task).keySet().forEach(id -> launched.values().forEach(its -> its.remove(id)));
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        together.instanceChanged(instance);
    }

    @Override
    public void ended(DriverLife life) {
        if (life.isOfMaster()) {
            together.ended(life);
            offers.clear();
            launched.clear();
            streams.clear();
        }
    }
}
