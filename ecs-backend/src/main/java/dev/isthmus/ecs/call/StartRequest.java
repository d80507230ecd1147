package dev.isthmus.ecs.call;

import dev.isthmus.ecs.definition.JsonLength;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request to start one ECS task, which runs one task of a framework, or a task group.
 *
 * @param pin the instance, and the operation that starts it there
 * @param definitionArn the task definition
 * @param parts the container overrides: one for each task of the framework, then one for each container that fetches
 * @param surroundings the options of the task as a whole
 * @param startedBy the framework's mark, at most 36 characters of {@code [A-Za-z0-9-/_]}
 * @param token the client token, for RunTask
 */
public record StartRequest(
        InstanceBinding pin,
        String definitionArn,
        List<Part> parts,
        RunTaskOptions surroundings,
        String startedBy,
        String token) {

    /**
     * The resources of a container.
     *
     * @param cpu units of 1/1024 vCPU
     * @param memory hard limit in MiB
     * @param memoryReservation the soft limit in MiB, which ECS reserves instead of the hard limit; less than it
     * @param gpus whole devices
     */
    public record Sizes(OptionalInt cpu, OptionalInt memory, OptionalInt memoryReservation, OptionalInt gpus) {

        /** The amounts of the task definition. */
        public static final Sizes OWN =
                new Sizes(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

        /** How many characters they have in an override as JSON, at most. */
        public int jsonLength() {
            return JsonLength.number("cpu", cpu)
                    + JsonLength.number("memory", memory)
                    + JsonLength.number("memoryReservation", memoryReservation)
                    + (gpus.isPresent()
                            ? ",\"resourceRequirements\":[{\"type\":\"GPU\",\"value\":\"99\"}]".length()
                            : 0);
        }
    }

    /**
     * The overrides of one container.
     *
     * @param container the name of the container
     * @param command overrides the command of the task definition, if given
     * @param environment added to that of the task definition; never logged
     * @param sizes the container's resources
     */
    public record Part(
            String container, Optional<List<String>> command, SortedMap<String, String> environment, Sizes sizes) {

        /** Copies the collections. */
        public Part {
            command = command.map(List::copyOf);
            environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        }

        @Override
        public String toString() {
            return "container " + container + ", environment of " + environment.size() + " variables, " + sizes;
        }
    }

    /** Copies the list. */
    public StartRequest {
        parts = List.copyOf(parts);
    }

    /** The same request with another client token. */
    public StartRequest withToken(String other) {
        return new StartRequest(pin, definitionArn, parts, surroundings, startedBy, other);
    }

    @Override
    public String toString() {
        return "StartRequest[" + pin + ", " + definitionArn + ", " + parts + ", token " + token + "]";
    }
}
