package dev.isthmus.mesos;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Options of a driver.
 *
 * @param framework the framework's description; an empty user or hostname is filled in
 * @param callbacks who is called back
 * @param implicitAcknowledgements whether a callback that returns acknowledges its update
 * @param suppressedRoles the roles that get no offers at first
 * @param settings the settings
 * @param backend opens the backend, once, when the driver starts; its argument is the fence to ask before each call that changes the cluster. The
 *     driver closes the backend. What it throws is reported by {@code error}
 * @param translators loads the translators to the dialect of that backend, when the driver starts
 * @param journal opens the journal, once, when the driver starts; the driver closes it. Empty if there is none
 * @param clock tells the time that people see, which can be set forward and back
 * @param steady a time that goes forward as time passes, whatever the clock is set to
 * @param scheduler runs the driver's timers; not shut down by the driver, and to live as long as it
 * @param mesosVersion the version of the framework's own Mesos jar, such as {@code 1.11.0}; empty if unknown
 * @param uuids makes ids that are unique for all time
 */
public record FrontendOptions(
        FrameworkInfo framework,
        SchedulerCallbacks callbacks,
        boolean implicitAcknowledgements,
        List<String> suppressedRoles,
        Settings settings,
        Function<Fence, Backend> backend,
        Function<Dialect, TranslatorTable> translators,
        Function<JournalProvider.Context, Optional<Journal>> journal,
        InstantSource clock,
        InstantSource steady,
        ScheduledExecutorService scheduler,
        String mesosVersion,
        Supplier<UUID> uuids) {

    /** Copies the list. */
    public FrontendOptions {
        suppressedRoles = List.copyOf(suppressedRoles);
    }

    /** Starts with a framework and its callbacks. */
    public static Builder builder(FrameworkInfo framework, SchedulerCallbacks callbacks) {
        return new Builder(framework, callbacks);
    }

    /** Builds options. Backend, translators and scheduler are required. Not thread-safe. */
    public static final class Builder {

        private final FrameworkInfo framework;
        private final SchedulerCallbacks callbacks;
        private boolean implicitAcknowledgements = true;
        private List<String> suppressedRoles = List.of();
        private Settings settings = Settings.none();
        private @Nullable Function<Fence, Backend> backend;
        private @Nullable Function<Dialect, TranslatorTable> translators;
        private Function<JournalProvider.Context, Optional<Journal>> journal = context -> Optional.empty();
        private InstantSource clock = InstantSource.system();
        private @Nullable InstantSource steady;
        private @Nullable ScheduledExecutorService scheduler;
        private String mesosVersion = "";
        private Supplier<UUID> uuids = UUID::randomUUID;

        private Builder(FrameworkInfo framework, SchedulerCallbacks callbacks) {
            this.framework = framework;
            this.callbacks = callbacks;
        }

        /** Whether a callback that returns acknowledges its update; by default it does. */
        public Builder implicitAcknowledgements(boolean implicit) {
            implicitAcknowledgements = implicit;
            return this;
        }

        /** The roles that get no offers at first; by default none. */
        public Builder suppressedRoles(Collection<String> roles) {
            suppressedRoles = List.copyOf(roles);
            return this;
        }

        /** The settings; by default none is set. */
        public Builder settings(Settings settings) {
            this.settings = settings;
            return this;
        }

        /** Opens a backend that asks no fence before it changes its cluster. */
        public Builder backend(Supplier<Backend> backend) {
            return fencedBackend(fence -> backend.get());
        }

        /** Opens the backend; its argument is the fence to ask before each call that changes the cluster. */
        public Builder fencedBackend(Function<Fence, Backend> backend) {
            this.backend = backend;
            return this;
        }

        /** Loads the translators to the backend's dialect. */
        public Builder translators(Function<Dialect, TranslatorTable> translators) {
            this.translators = translators;
            return this;
        }

        /** The translators, when the dialect is known beforehand. */
        public Builder translators(TranslatorTable table) {
            return translators(dialect -> table);
        }

        /** Opens the journal; by default there is none. */
        public Builder journal(Function<JournalProvider.Context, Optional<Journal>> opener) {
            journal = opener;
            return this;
        }

        /** The clock; by default the system's. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** The time that passes whatever the clock is set to; by default {@link SteadyTime#of} the clock. */
        public Builder steady(InstantSource steady) {
            this.steady = steady;
            return this;
        }

        /** Runs the timers. */
        public Builder scheduler(ScheduledExecutorService scheduler) {
            this.scheduler = scheduler;
            return this;
        }

        /** The version of the framework's own Mesos jar; by default unknown. */
        public Builder mesosVersion(String version) {
            mesosVersion = version;
            return this;
        }

        /** Makes unique ids; by default random ones. */
        public Builder uuids(Supplier<UUID> uuids) {
            this.uuids = uuids;
            return this;
        }

        /** The options. */
        public FrontendOptions build() {
            return new FrontendOptions(
                    framework,
                    callbacks,
                    implicitAcknowledgements,
                    suppressedRoles,
                    settings,
                    Objects.requireNonNull(backend, "backend"),
                    Objects.requireNonNull(translators, "translators"),
                    journal,
                    clock,
                    steady == null ? SteadyTime.of(clock) : steady,
                    Objects.requireNonNull(scheduler, "scheduler"),
                    mesosVersion,
                    uuids);
        }
    }
}
