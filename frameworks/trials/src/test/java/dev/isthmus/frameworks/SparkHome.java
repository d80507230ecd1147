package dev.isthmus.frameworks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Spark as it is unpacked on a machine: {@code jars} with what is published of it, and {@code bin} with scripts of ours in the place of its
 * own.
 *
 * @param version as in 2.2.0
 * @param path the home
 */
record SparkHome(String version, Path path) {

    /** What Spark 2.x needs of Java 17, in the driver and in the executors. */
    static final String OPENS = Stream.of(
                    "java.lang",
                    "java.lang.invoke",
                    "java.io",
                    "java.net",
                    "java.nio",
                    "java.util",
                    "java.util.concurrent",
                    "sun.nio.ch")
            .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
            .collect(Collectors.joining(" "));

    private static final List<String> SCRIPTS = List.of("spark-class", "spark-submit");

    /** Lays one out, with links to the jars. */
    static SparkHome in(Path directory, String version, ClassPath classPath) throws IOException {
        Path home = Files.createDirectories(directory.resolve("spark-" + version));
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (Path jar : classPath.jars()) {
            Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
        }
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String script : SCRIPTS) {
            Path copy = Files.copy(
                    ClassPath.FRAMEWORKS.resolve("trials/src/test/resources/spark/bin/" + script), bin.resolve(script));
            if (!copy.toFile().setExecutable(true)) {
                throw new IOException("Cannot make " + copy + " executable");
            }
        }
        // Told apart by it from a Spark that has just been compiled.
        Files.writeString(home.resolve("RELEASE"), "Spark " + version + "\n");
        return new SparkHome(version, home);
    }

    /** A {@code spark-submit} of the jobs of ours, the bundle in front of all. */
    List<String> submit(String master, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                path.resolve("bin/spark-submit").toString(),
                "--master",
                "mesos://" + master,
                "--driver-class-path",
                ClassPath.BUNDLE.toString(),
                "--driver-java-options",
                OPENS,
                "--conf",
                "spark.executor.extraJavaOptions=" + OPENS));
        command.addAll(options);
        command.addAll(List.of(
                "--class",
                "dev.isthmus.frameworks.spark.Jobs",
                ClassPath.FRAMEWORKS.resolve("spark-jobs/target/spark-jobs.jar").toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
