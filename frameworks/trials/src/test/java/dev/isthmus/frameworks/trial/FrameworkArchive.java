package dev.isthmus.frameworks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Archives, made by the {@code tar} of this machine. */
public final class FrameworkArchive {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private FrameworkArchive() {}

    /** A {@code .tar.gz} with a directory or file in it under its own name, links followed. */
    public static Path of(Trial trial, String name, Path parent, String... members) throws Exception {
        Path archive = trial.directory().resolve(name);
        List<String> command = new ArrayList<>(List.of("tar", "-C", parent.toString(), "-chzf", archive.toString()));
        command.addAll(List.of(members));
        // The quickest of its levels: jars are compressed already.
        try (TrialProgram tar = TrialProgram.start(trial.log("tar"), Map.of("GZIP", "-1"), command)) {
            assertThat(tar.awaitEnd(PATIENCE)).as(tar.tail()).isZero();
        }
        return archive;
    }
}
