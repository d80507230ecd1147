package dev.isthmus.api.launch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where a task is in its life. Phases only go forward, in the order they stand here (R-TL-11). */
public sealed interface TaskPhase {

    /** Taken by the backend; images are being pulled, networks made. */
    record Staging() implements TaskPhase {}

    /** About to run. */
    record Starting() implements TaskPhase {}

    /**
     * Running.
     *
     * @param addresses IP addresses the task can be reached at; empty means its agent's
     * @param ports the ports of its containers that its host really has open for it; empty if the backend does not say
     * @param healthy what its health check says, if there is one and it has spoken
     */
    record Running(List<String> addresses, List<PortMapping> ports, Optional<Boolean> healthy) implements TaskPhase {

        /** Without a word on ports. */
        public Running(List<String> addresses, Optional<Boolean> healthy) {
            this(addresses, List.of(), healthy);
        }

        /** Copies the lists. */
        public Running {
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
        }
    }

    /** Being stopped; still holding its resources. */
    record Stopping() implements TaskPhase {}

    /**
     * At its end.
     *
     * @param ending why
     * @param exitCode of its main process, if it ever ran and the code is known (R-TL-13); 128 + n for signal n
     * @param ran whether its main process ever ran
     * @param message what the backend says, for people; may be empty
     */
    record Ended(Ending ending, OptionalInt exitCode, boolean ran, String message) implements TaskPhase {}
}
