package dev.isthmus.operator.plan.world;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Resource.AllocationInfo;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What a task takes of an offer, as frameworks write it. */
public final class OfferParts {

    /** Who asks for more sees from some what is missing. */
    private static final int MOST_NAMED = 10;

    private OfferParts() {}

    /** An offer of nothing, for whoever wants to know beforehand whether a task can be made at all. */
    public static Offer ofNothing() {
        return Offer.newBuilder()
                .setSlaveId(SlaveID.newBuilder().setValue("none"))
                .buildPartial();
    }

    /** A task on the agent of the offer, under the one id that a world has. */
    public static TaskInfo.Builder task(Offer offer, String name) {
        return TaskInfo.newBuilder()
                .setName(name)
                .setTaskId(TaskID.newBuilder().setValue(PlannedCluster.TASK))
                .setSlaveId(offer.getSlaveId());
    }

    /** The id that each task of a world has. */
    public static String taskId() {
        return PlannedCluster.TASK;
    }

    /** An amount, for the role that the offer is for. */
    public static Resource scalar(String name, double amount) {
        return resource(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(amount))
                .build();
    }

    /** Ports. */
    public static Resource ports(List<Integer> ports) {
        Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
        ports.stream()
                .sorted()
                .forEach(port ->
                        ranges.addRange(Value.Range.newBuilder().setBegin(port).setEnd(port)));
        return resource("ports").setType(Value.Type.RANGES).setRanges(ranges).build();
    }

    // Frameworks of all ages still set the role; MULTI_ROLE ones say for whom it is allocated.
    @SuppressWarnings("deprecation")
    private static Resource.Builder resource(String name) {
        return Resource.newBuilder()
                .setName(name)
                .setRole("*")
                .setAllocationInfo(AllocationInfo.newBuilder().setRole("*"));
    }

    /** The first so many free ports of the offer, without those that are taken already. */
    public static List<Integer> free(Offer offer, int count, List<Integer> taken) {
        List<Integer> free = new ArrayList<>();
        for (Resource resource : offer.getResourcesList()) {
            for (Value.Range range : resource.getRanges().getRangeList()) {
                for (long port = range.getBegin(); port <= range.getEnd() && free.size() < count; port++) {
                    if (!taken.contains((int) port)) {
                        free.add((int) port);
                    }
                }
            }
        }
        return free;
    }

    /** The ports that a task takes of the host and the offer has not. */
    static List<Long> notOffered(Offer offer, TaskInfo task) {
        return task.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("ports"))
                .flatMap(resource -> resource.getRanges().getRangeList().stream())
                .flatMapToLong(range -> LongStream.rangeClosed(range.getBegin(), range.getEnd()))
                .filter(port -> offer.getResourcesList().stream()
                        .filter(resource -> resource.getName().equals("ports"))
                        .flatMap(resource -> resource.getRanges().getRangeList().stream())
                        .noneMatch(range -> range.getBegin() <= port && port <= range.getEnd()))
                .limit(MOST_NAMED)
                .boxed()
                .toList();
    }
}
