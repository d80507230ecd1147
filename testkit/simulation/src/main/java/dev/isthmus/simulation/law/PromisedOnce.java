package dev.isthmus.simulation.law;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** R-WD-01: what a driver offers of an agent, and what runs there for all that the framework knows, is never more than the agent has. */
public final class PromisedOnce implements WorldLaw {

    private static final double UNITS = 1024;
    private static final double ROUNDING = 0.001;

    private final Court court;
    private final String rule;
    private final Map<String, Amount> totals = new HashMap<>();
    private final Map<DriverLife, Book> books = new LinkedHashMap<>();

    private record Amount(double cpus, double memory) {
        static final Amount NONE = new Amount(0, 0);

        Amount plus(Amount other) {
            return new Amount(cpus + other.cpus, memory + other.memory);
        }

        boolean isWithin(Amount total) {
            return cpus <= total.cpus + ROUNDING && memory <= total.memory + ROUNDING;
        }

        static Amount of(List<Resource> resources) {
            double cpus = 0;
            double memory = 0;
            for (Resource resource : resources) {
                if (resource.getName().equals("cpus")) {
                    cpus += resource.getScalar().getValue();
                } else if (resource.getName().equals("mem")) {
                    memory += resource.getScalar().getValue();
                }
            }
            return new Amount(cpus, memory);
        }
    }

    private record Part(String agent, String offer, Amount amount) {}

    /** What one life of a driver has promised. */
    private static final class Book {
        private final Map<String, Part> offers = new HashMap<>();
        private final Map<String, Part> tasks = new HashMap<>();
        /** All of them by agent, so that what is promised of one is summed without a look at the others. */
        private final Map<String, Collection<Part>> byAgent = new HashMap<>();

        void offer(Part part) {
            put(offers, part.offer(), part);
        }

        /** Whether it was there. */
        boolean withdraw(String offer) {
            return remove(offers, offer);
        }

        void withdrawAll() {
            List.copyOf(offers.keySet()).forEach(this::withdraw);
        }

        void launch(String task, Part part) {
            put(tasks, task, part);
        }

        void end(String task) {
            remove(tasks, task);
        }

        void loseTasksOf(String offer) {
            List<String> lost = tasks.entrySet().stream()
                    .filter(task -> task.getValue().offer().equals(offer))
                    .map(Map.Entry::getKey)
                    .toList();
            lost.forEach(this::end);
        }

        private void put(Map<String, Part> parts, String id, Part part) {
            remove(parts, id);
            parts.put(id, part);
            byAgent.computeIfAbsent(part.agent(), first -> new ArrayList<>()).add(part);
        }

        private boolean remove(Map<String, Part> parts, String id) {
            Part part = parts.remove(id);
            if (part != null) {
                byAgent.getOrDefault(part.agent(), List.of()).remove(part);
            }
            return part != null;
        }

        Amount sum(String agent) {
            Amount sum = Amount.NONE;
            for (Part part : byAgent.getOrDefault(agent, List.of())) {
                sum = sum.plus(part.amount());
            }
            return sum;
        }
    }

    /** Nothing is promised. */
    public PromisedOnce(Court court) {
        this(court, "R-WD-01");
    }

    /** The same under the number of another law, which tells it of all that one has promised as of one life. */
    public PromisedOnce(Court court, String rule) {
        this.court = court;
        this.rule = rule;
    }

    @Override
    public String rule() {
        return rule;
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        double cpus = 0;
        double memory = 0;
        for (var resource : instance.registeredResources()) {
            if (resource.name().equals("CPU")) {
                cpus = resource.integerValue() / UNITS;
            } else if (resource.name().equals("MEMORY")) {
                memory = resource.integerValue();
            }
        }
        String arn = instance.containerInstanceArn();
        totals.put(arn.substring(arn.lastIndexOf('/') + 1), new Amount(cpus, memory));
    }

    private Book book(DriverLife life) {
        return books.computeIfAbsent(life, first -> new Book());
    }

    @Override
    public void offered(DriverLife life, Offer offer) {
        Book book = book(life);
        String agent = offer.getSlaveId().getValue();
        String id = offer.getId().getValue();
        book.offer(new Part(agent, id, Amount.of(offer.getResourcesList())));
        Amount total = totals.getOrDefault(agent, Amount.NONE);
        Amount promised = book.sum(agent);
        if (!promised.isWithin(total)) {
            court.broken(
                    rule(),
                    life + " has promised " + promised + " of agent " + agent + ", which has " + total + ": offers "
                            + book.offers.values() + " and tasks " + book.tasks);
        }
    }

    @Override
    public void rescinded(DriverLife life, String offerId) {
        Book book = book(life);
        book.withdraw(offerId);
        // What was launched on it is lost, though that is not told yet.
        book.loseTasksOf(offerId);
    }

    @Override
    public void connected(DriverLife life, boolean connected) {
        if (!connected) {
            book(life).withdrawAll();
        }
    }

    @Override
    public void answered(DriverLife life, List<String> offerIds, List<TaskInfo> tasks) {
        Book book = book(life);
        boolean valid = true;
        for (String id : offerIds) {
            valid &= book.withdraw(id);
        }
        for (TaskInfo task : valid ? tasks : List.<TaskInfo>of()) {
            book.launch(
                    task.getTaskId().getValue(),
                    new Part(task.getSlaveId().getValue(), offerIds.get(0), Amount.of(task.getResourcesList())));
        }
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        if (Updates.isEnd(status)) {
            book(life).end(Updates.task(status));
        }
    }

    @Override
    public void taskChanged(Task task) {
        if (EcsTasks.isStopped(task)) {
            EcsTasks.ids(task).forEach(id -> books.values().forEach(book -> book.end(id)));
        }
    }

    @Override
    public void ended(DriverLife life) {
        books.remove(life);
    }
}
