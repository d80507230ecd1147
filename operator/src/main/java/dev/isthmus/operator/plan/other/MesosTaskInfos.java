package dev.isthmus.operator.plan.other;

import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.operator.plan.world.AskedItem;
import dev.isthmus.operator.plan.world.AskedTask;
import dev.isthmus.operator.plan.world.OfferParts;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import dev.isthmus.operator.text.JsonOutput;
import java.util.LinkedHashMap;
import java.util.Map;

/** A task as a framework sends it to Mesos, in Mesos's JSON. */
public final class MesosTaskInfos {

    private MesosTaskInfos() {}

    /** Whether it looks like one. */
    public static boolean isOne(Document document) {
        return document.has("task_id") || (document.has("name") && document.has("resources"));
    }

    /**
     * The task; the agent is that of the offer, whichever it names.
     *
     * @param framework the name of the framework, by which rules choose
     */
    public static AskedItem read(Document document, String framework) throws WrongDocumentException {
        Map<String, Object> members = new LinkedHashMap<>(document.members());
        members.putIfAbsent("task_id", Map.of("value", OfferParts.taskId()));
        members.remove("agent_id");
        members.put("slave_id", Map.of("value", ""));
        String name = document.text("name").orElse("");
        return MesosJson.read(ByteString.copyFromUtf8(JsonOutput.of(members)), TaskInfo.getDefaultInstance())
                .fold(
                        task -> new AskedItem.Task(
                                new AskedTask(name, framework, demand(task), offer -> on(offer, task))),
                        why -> new AskedItem.NotTaken(name, "it is no JSON of Mesos's: " + why),
                        why -> new AskedItem.NotTaken(name, "it is no TaskInfo of Mesos's: " + why));
    }

    private static TaskInfo on(Offer offer, TaskInfo task) {
        TaskInfo.Builder on = task.toBuilder()
                .setTaskId(TaskID.newBuilder().setValue(OfferParts.taskId()))
                .setSlaveId(SlaveID.newBuilder().setValue(offer.getSlaveId().getValue()))
                .clearResources();
        for (Resource resource : task.getResourcesList()) {
            Resource.Builder allocated = resource.toBuilder();
            if (!resource.hasAllocationInfo()) {
                allocated.getAllocationInfoBuilder().setRole("*");
            }
            on.addResources(allocated);
        }
        return on.build();
    }

    private static AskedTask.Demand demand(TaskInfo task) {
        return AskedTask.Demand.of(sum(task, "cpus"), sum(task, "mem"), sum(task, "disk"), sum(task, "gpus"));
    }

    private static double sum(TaskInfo task, String name) {
        return task.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }
}
