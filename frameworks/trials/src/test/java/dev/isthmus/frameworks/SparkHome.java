package dev.isthmus.frameworks;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.FrameworkArchive;
import dev.isthmus.frameworks.trial.Trial;
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
 * @param path the home
 */
record SparkHome(Path path) {

    /** The jobs of ours. */
    static final Path JOBS = ClassPath.FRAMEWORKS.resolve("spark-jobs/target/spark-jobs.jar");

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
        return new SparkHome(home);
    }

    /** A {@code spark-submit} of the jobs of ours. */
    List<String> submit(List<String> options, String application, String... jobs) {
        List<String> command =
                new ArrayList<>(List.of(path.resolve("bin/spark-submit").toString()));
        command.addAll(options);
        command.addAll(List.of("--class", "dev.isthmus.frameworks.spark.Jobs", application));
        command.addAll(List.of(jobs));
        return command;
    }

    /** The options of client mode, the bundle in front of all, and executors of one CPU each. */
    static List<String> clientOptions(String master, int executors) {
        List<String> options = new ArrayList<>(List.of(
                "--master",
                "mesos://" + master,
                "--driver-class-path",
                ClassPath.BUNDLE.toString(),
                "--driver-java-options",
                OPENS));
        options.addAll(executorOptions(OPENS, executors));
        return options;
    }

    /** Executors of one CPU each. */
    static List<String> executorOptions(String java, int count) {
        List<String> options = new ArrayList<>(conf("spark.executor.extraJavaOptions", java));
        options.addAll(conf("spark.executor.memory", "512m"));
        options.addAll(conf("spark.executor.cores", "1"));
        options.addAll(conf("spark.cores.max", Integer.toString(count)));
        return options;
    }

    /** One setting of Spark. */
    static List<String> conf(String name, String value) {
        return List.of("--conf", name + "=" + value);
    }

    /** An archive of it, as {@code spark.executor.uri} names one. */
    Path archive(Trial trial) throws Exception {
        return FrameworkArchive.of(
                trial,
                path.getFileName() + ".tgz",
                trial.directory(),
                path.getFileName().toString());
    }
}
