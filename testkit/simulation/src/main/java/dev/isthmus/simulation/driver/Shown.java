package dev.isthmus.simulation.driver;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import java.util.stream.Collectors;

/** Messages as a trace shows them; made into text only if it is read. */
final class Shown {

    private static final int DIGITS = 6;

    private Shown() {}

    record Offers(List<Offer> offers) {
        @Override
        public String toString() {
            return offers.stream()
                    .map(offer -> end(offer.getId().getValue()) + " of "
                            + end(offer.getSlaveId().getValue()))
                    .collect(Collectors.joining(", "));
        }
    }

    record Launch(List<String> offers, List<TaskInfo> tasks) {
        @Override
        public String toString() {
            return tasks.stream().map(task -> task.getTaskId().getValue()).collect(Collectors.joining(" ")) + " on "
                    + offers.stream().map(Shown::end).collect(Collectors.joining(" "));
        }
    }

    record Status(TaskStatus status) {
        @Override
        public String toString() {
            return status.getTaskId().getValue() + " " + status.getState()
                    + (status.hasReason() ? " " + status.getReason() : "") + (status.hasUuid() ? "" : ", an answer");
        }
    }

    private static String end(String id) {
        return id.substring(Math.max(0, id.length() - DIGITS));
    }
}
