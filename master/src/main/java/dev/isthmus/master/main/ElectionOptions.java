package dev.isthmus.master.main;

import dev.isthmus.api.settings.DurationText;
import dev.isthmus.master.shell.ElectedMaster;
import dev.isthmus.zookeeper.Ensemble;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Among which masters one is. */
final class ElectionOptions {

    private @Nullable Ensemble ensemble;

    private Duration session = Duration.ofSeconds(10);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(
            names = "--zk",
            paramLabel = "URL",
            description = {
                "Where several masters elect the one that leads, such as zk://zk1:2181,zk2:2181/mesos; the others send",
                "frameworks to it. They need a journal in common: by default it is on the same servers."
            })
    void ensemble(String text) {
        try {
            ensemble = Ensemble.parse(text);
            if (ensemble.path().isEmpty()) {
                // As Mesos's master refuses it; and a word that is no address at all would count as a host.
                throw new IllegalArgumentException(
                        "Expecting a (chroot) path for ZooKeeper ('/' is not supported), as in zk://zk1:2181,zk2:2181/mesos");
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--zk: " + e.getMessage());
        }
    }

    @Option(
            names = "--zk-session-timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Until ZooKeeper takes a master that is not heard of for gone (default: ${DEFAULT-VALUE}).")
    void session(String text) {
        session = DurationText.read(text)
                .filter(time -> time.compareTo(Duration.ZERO) > 0)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--zk-session-timeout " + text + ": want a length of time above 0 such as 10s"));
    }

    /** Empty if it is the only one. */
    Optional<ElectedMaster.Candidacy> candidacy() {
        return Optional.ofNullable(ensemble).map(servers -> new ElectedMaster.Candidacy(servers, session));
    }
}
