package dev.isthmus.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks whether the {@code java} that a command names is new enough; for other commands the agent reports it. */
final class JavaCheck {

    private static final int JAVA = 17;
    private static final Pattern VERSION = Pattern.compile("version \"((?:1\\.)?(\\d+)[^\"]*)\"");

    private JavaCheck() {}

    /** What is wrong with the command; empty if nothing is, or it is not known. */
    static Optional<String> complaint(String command) throws InterruptedException {
        Path name = Path.of(command).getFileName();
        if (name == null || !name.toString().equals("java")) {
            return Optional.empty();
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command, "-version").redirectErrorStream(true);
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().remove("JDK_JAVA_OPTIONS");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return complaintAbout(command, output);
        } catch (IOException e) {
            return Optional.empty(); // told when the command itself cannot be started
        }
    }

    /** Checks the output of {@code java -version}. */
    static Optional<String> complaintAbout(String command, String output) {
        Matcher version = VERSION.matcher(output);
        if (!version.find() || Integer.parseInt(version.group(2)) >= JAVA) {
            return Optional.empty();
        }
        return Optional.of(command + " is Java " + version.group(1) + "; the driver needs " + JAVA
                + " or newer: name a newer java in the command, or put it first on the PATH");
    }
}
