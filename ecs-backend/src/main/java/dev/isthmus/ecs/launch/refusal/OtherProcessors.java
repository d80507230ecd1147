package dev.isthmus.ecs.launch.refusal;

import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import java.util.Optional;

/** Refuses launches on instances with other processors than a rule says the tasks need: there the image ends in {@code exec format error}. */
public final class OtherProcessors {

    private OtherProcessors() {}

    /**
     * Why an agent cannot run a launch; empty if it can.
     *
     * @param processors what it says of its own, the empty text for nothing; empty for an agent of which that is not asked
     */
    public static Optional<Refused> refusal(LaunchBatch order, Optional<String> processors) {
        return order.architecture()
                .flatMap(wanted -> processors
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
}
