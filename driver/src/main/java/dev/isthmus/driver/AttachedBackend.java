package dev.isthmus.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Dialect;
import java.util.Map;

/** A backend whose closing, the last thing a driver does, takes the driver off its JVM. */
record AttachedBackend(Backend backend, Attachment attachment) implements Backend {

    @Override
    public Dialect dialect() {
        return backend.dialect();
    }

    @Override
    public ClusterDescription cluster() {
        return backend.cluster();
    }

    @Override
    public OfferSource offers() {
        return backend.offers();
    }

    @Override
    public TaskLauncher launcher() {
        return backend.launcher();
    }

    @Override
    public Map<String, Long> callCounts() {
        return backend.callCounts();
    }

    @Override
    public void close() {
        try {
            backend.close();
        } finally {
            attachment.detach();
        }
    }
}
