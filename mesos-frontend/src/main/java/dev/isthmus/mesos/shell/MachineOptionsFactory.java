package dev.isthmus.mesos.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the options of a machine from the settings, and from those of a driver. */
public final class MachineOptionsFactory {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\D.*)?");

    private MachineOptionsFactory() {}

    static MachineOptions machine(FrontendOptions options, FrameworkId id, JournalPort journal) {
        return new MachineOptions(
                withoutGaps(options.framework()),
                id,
                journal.recall(),
                journal.tookOver(),
                journal.epoch(),
                options.suppressedRoles(),
                OfferConstraints.getDefaultInstance(),
                options.implicitAcknowledgements());
    }

    static MasterMachineOptions cluster(FrontendOptions options, Backend backend, UUID master) {
        Settings settings = options.settings();
        return new MasterMachineOptions(
                master,
                Presence.EMBEDDED,
                policy(settings, options.mesosVersion()),
                backend.cluster(),
                backend.suitability(),
                backend.launcher().consistencyWindow(),
                options.translators().apply(backend.dialect()),
                settings,
                options.uuids());
    }

    /**
     * The user's choices.
     *
     * @param mesosVersion the version of Mesos that the framework was written for, such as {@code 1.11.0}; empty if unknown
     */
    public static Policy policy(Settings settings, String mesosVersion) {
        return new Policy(
                tellStarting(settings.get(FrontendSettings.TASK_STARTING), mesosVersion),
                settings.get(FrontendSettings.SLAVE_LOST),
                settings.get(FrontendSettings.KILL_ON_DRAIN),
                settings.get(FrontendSettings.AGENT_TIMEOUT),
                unlessZero(settings.get(FrontendSettings.START_TIMEOUT)),
                unlessZero(settings.get(FrontendSettings.OFFER_TIMEOUT)),
                settings.get(FrontendSettings.STOP_DRAIN),
                settings.get(FrontendSettings.TASK_ERROR) == FrontendSettings.TaskError.FAILED);
    }

    private static Optional<Duration> unlessZero(Duration duration) {
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    /** The framework's own id, or a fresh one in the form that a master gives. */
    static FrameworkId id(FrameworkInfo framework, UUID master) {
        String own = framework.getId().getValue();
        return new FrameworkId(own.isEmpty() ? master + "-0000" : own);
    }

    /** Fills in user and hostname, as sched.cpp's {@code fillMissingFrameworkInfoFields} does. */
    static FrameworkInfo withoutGaps(FrameworkInfo info) {
        FrameworkInfo.Builder filled = info.toBuilder();
        if (info.getUser().isEmpty()) {
            filled.setUser(System.getProperty("user.name", ""));
        }
        if (info.getHostname().isEmpty()) {
            filled.setHostname(localHost());
        }
        return filled.build();
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine whose own name does not resolve is not an error: Mesos goes on without, too.
            return "localhost";
        }
    }

    /** A framework with an older Mesos, or one of unknown age, may choke on a state it has never seen. */
    static boolean tellStarting(FrontendSettings.TaskStarting setting, String mesosVersion) {
        return switch (setting) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> {
                Matcher version = VERSION.matcher(mesosVersion.strip());
                if (!version.matches()) {
                    yield false;
                }
                int major = Integer.parseInt(version.group(1));
                yield major > 1 || (major == 1 && Integer.parseInt(version.group(2)) >= 5);
            }
        };
    }
}
