package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.TaskID;
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
    /** Of each framework of a master. */
    private final Map<String, NavigableSet<String>> offers = new TreeMap<>();

    private final Map<String, NavigableSet<String>> launched = new TreeMap<>();

    /** Nothing is promised. */
    public PromisedToOne(Court court) {
        this.together = new PromisedOnce(court, "R-WD-19");
    }

    @Override
    public String rule() {
        return together.rule();
    }

    private static NavigableSet<String> of(Map<String, NavigableSet<String>> by, DriverLife master, String framework) {
        return by.computeIfAbsent(master + " " + framework, first -> new TreeSet<>());
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        Event event = sent.event();
        switch (event.getType()) {
            case OFFERS -> event.getOffers().getOffersList().forEach(offer -> offered(master, sent.framework(), offer));
            case RESCIND -> {
                String offer =
                        named(sent.framework(), event.getRescind().getOfferId().getValue());
                of(offers, master, sent.framework()).remove(offer);
                together.rescinded(master, offer);
            }
            case UPDATE -> together.told(master, event.getUpdate().getStatus());
            default -> {}
        }
    }

    /** An offer that two get is two offers. */
    private static String named(String framework, String offer) {
        return framework + " " + offer;
    }

    private void offered(DriverLife master, String framework, Offer offer) {
        String name = named(framework, offer.getId().getValue());
        of(offers, master, framework).add(name);
        together.offered(
                master,
                offer.toBuilder().setId(OfferID.newBuilder().setValue(name)).build());
    }

    @Override
    public void masterTook(DriverLife master, Call call) {
        Accepted accepted = Accepted.of(call);
        String framework = call.getFrameworkId().getValue();
        if (accepted.offers().isEmpty()) {
            return;
        }
        List<String> used =
                accepted.offers().stream().map(offer -> named(framework, offer)).toList();
        if (of(offers, master, framework).containsAll(used)) {
            accepted.tasks()
                    .forEach(task ->
                            of(launched, master, framework).add(task.getTaskId().getValue()));
        }
        used.forEach(of(offers, master, framework)::remove);
        together.answered(master, used, accepted.tasks());
    }

    /** Its offers are void; and of what it has launched and ECS does not show yet, nobody hears if it is refused. */
    @Override
    public void masterHungUp(DriverLife master, String framework) {
        of(offers, master, framework).forEach(offer -> together.answered(master, List.of(offer), List.of()));
        of(offers, master, framework).clear();
        of(launched, master, framework)
                .forEach(task -> together.told(
                        master,
                        TaskStatus.newBuilder()
                                .setTaskId(TaskID.newBuilder().setValue(task))
                                .setState(TaskState.TASK_LOST)
                                .build()));
        of(launched, master, framework).clear();
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
            offers.keySet().removeIf(each -> each.startsWith(life + " "));
            launched.keySet().removeIf(each -> each.startsWith(life + " "));
        }
    }
}
