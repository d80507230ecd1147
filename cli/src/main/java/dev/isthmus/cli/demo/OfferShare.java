package dev.isthmus.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.Value;

/** What is left of an offer while tasks are packed into it. */
final class OfferShare {

    private double cpus;
    private double mem;
    private final List<Long> ports = new ArrayList<>();

    OfferShare(Offer offer) {
        for (Resource resource : offer.getResourcesList()) {
            switch (resource.getName()) {
                case "cpus" -> cpus += resource.getScalar().getValue();
                case "mem" -> mem += resource.getScalar().getValue();
                case "ports" ->
                    resource.getRanges().getRangeList().forEach(range -> {
                        for (long port = range.getBegin(); port <= range.getEnd(); port++) {
                            ports.add(port);
                        }
                    });
                default -> {
                    // Disk and GPUs are of no use to the demo.
                }
            }
        }
    }

    boolean fits(PlannedTask task) {
        return task.cpus() <= cpus && task.mem() <= mem && task.ports() <= ports.size();
    }

    /** Takes the resources of a task, which must fit. */
    Part take(PlannedTask task) {
        cpus -= task.cpus();
        mem -= task.mem();
        List<Long> taken = new ArrayList<>(ports.subList(0, task.ports()));
        ports.subList(0, task.ports()).clear();
        List<Resource> resources = new ArrayList<>();
        resources.add(scalar("cpus", task.cpus()));
        resources.add(scalar("mem", task.mem()));
        if (!taken.isEmpty()) {
            Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
            taken.forEach(port ->
                    ranges.addRange(Value.Range.newBuilder().setBegin(port).setEnd(port)));
            resources.add(Resource.newBuilder()
                    .setName("ports")
                    .setType(Value.Type.RANGES)
                    .setRanges(ranges)
                    .build());
        }
        return new Part(resources, taken);
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    /** The resources of one task. */
    record Part(List<Resource> resources, List<Long> ports) {}
}
