package dev.isthmus.ecs.launch.refusal;

import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import dev.isthmus.ecs.view.InstanceView;
import java.util.Optional;

/** Refuses launches on instances with other processors than a rule says the tasks need: there the image ends in {@code exec format error}. */
public final class OtherProcessors {

    private OtherProcessors() {}

    /** Why an instance cannot run a launch; empty if it can. */
    public static Optional<Refused> refusal(LaunchBatch order, Optional<InstanceView> instance) {
        return order.architecture()
                .flatMap(wanted -> instance.map(OtherProcessors::word)
                        .filter(there -> !there.equals(wanted.word()))
                        .map(there -> new Refused(
                                Refusal.UNSUITABLE_AGENT,
                                "a rule of ISTHMUS_TASK_RULES says that the task is for " + wanted.word()
                                        + ", and agent "
                                        + order.agent() + " has "
                                        + (there.isEmpty() ? "processors that it does not name" : there)
                                        + ": launch it on an agent whose attribute " + CpuArchitecture.ATTRIBUTE
                                        + " is "
                                        + wanted.word())));
    }

    private static String word(InstanceView instance) {
        return instance.attributes().getOrDefault(CpuArchitecture.ATTRIBUTE, "");
    }
}
