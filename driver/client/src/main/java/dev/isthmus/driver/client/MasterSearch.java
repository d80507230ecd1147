package dev.isthmus.driver.client;

import dev.isthmus.driver.client.leader.LeaderWatch;
import dev.isthmus.driver.client.leader.MasterReference;
import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.driver.client.machine.ClientInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks for the master that a driver's argument names. */
final class MasterSearch {

    /** Of Mesos's own driver, which reaches masters over TLS if it says so. */
    private static final String TLS = "LIBPROCESS_SSL_ENABLED";

    private MasterSearch() {}

    /**
     * Begins to look.
     *
     * @param inbox takes what is found, on any thread
     * @param thread the name of the thread of what has one
     * @return what ends it
     * @throws IllegalArgumentException if the argument names no master, or a file that cannot be read
     */
    static AutoCloseable begin(String argument, Consumer<ClientInput> inbox, String thread) {
        boolean secure = isTrue(ProcessSettings.of(TLS));
        return MasterReference.read(contentOf(argument), secure).match(new MasterReference.Cases<AutoCloseable>() {
            @Override
            public AutoCloseable fixed(MasterUrl master) {
                inbox.accept(new ClientInput.LeaderKnown(Optional.of(master)));
                return () -> {};
            }

            @Override
            public AutoCloseable ensemble(String servers, String path, Optional<String> userAndPassword) {
                return LeaderWatch.open(servers, path, userAndPassword, secure, thread, new Found(inbox));
            }
        });
    }

    private static boolean isTrue(String text) {
        return text.equals("1") || text.equalsIgnoreCase("true");
    }

    private static String contentOf(String argument) {
        Optional<String> file = MasterReference.file(argument);
        if (!file.isPresent()) {
            return argument;
        }
        try {
            return new String(Files.readAllBytes(Paths.get(file.get())), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the driver's master argument '" + argument + "' names a file that cannot be read: " + e, e);
        }
    }

    private static final class Found implements LeaderWatch.Listener {

        private final Consumer<ClientInput> inbox;

        Found(Consumer<ClientInput> inbox) {
            this.inbox = inbox;
        }

        @Override
        public void leads(Optional<MasterUrl> leader) {
            inbox.accept(new ClientInput.LeaderKnown(leader));
        }

        @Override
        public void refused(String reason) {
            inbox.accept(new ClientInput.SearchFailed("Failed to detect a master: " + reason));
        }
    }
}
