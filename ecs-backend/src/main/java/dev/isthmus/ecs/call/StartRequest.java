package dev.isthmus.ecs.call;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The start of one ECS task: of one task of a framework's, or of a group of them.
 *
 * @param pin where, and by which operation
 * @param definitionArn what it runs
 * @param parts what is said of its containers: one for each task of the framework's, and then one for each container that is told what to fetch
 * @param surroundings what it is given beside its containers
 * @param startedBy the framework's mark, at most 36 characters of {@code [A-Za-z0-9-/_]}
 * @param token the client token, where the operation has one
 */
public record StartRequest(
        InstanceBinding pin,
        String definitionArn,
        List<Part> parts,
        RunTaskOptions surroundings,
        String startedBy,
        String token) {

    /**
     * Resources of a container.
     *
     * @param cpu units of 1/1024 vCPU
     * @param memory hard limit in MiB
     * @param memoryReservation what is accounted instead of the limit, in MiB; less than it
     * @param gpus whole devices
     */
    public record Sizes(OptionalInt cpu, OptionalInt memory, OptionalInt memoryReservation, OptionalInt gpus) {

        /** Those that its definition says. */
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
     * What differs from task to task.
     *
     * @param container the container that the overrides are for
     * @param command instead of the definition's, if given
     * @param environment added to the definition's; never logged
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

    /** The same, asked for under another client token. */
    public StartRequest withToken(String other) {
        return new StartRequest(pin, definitionArn, parts, surroundings, startedBy, other);
    }

    @Override
    public String toString() {
        return "StartRequest[" + pin + ", " + definitionArn + ", " + parts + ", token " + token + "]";
    }
}
