package dev.isthmus.frameworks;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Flink as it is unpacked on a machine: {@code lib} with what is published of it, {@code conf}, and {@code bin} with a script of ours in
 * the place of its own.
 *
 * @param path the home
 * @param examples the jar of its examples
 * @param hadoop what its job manager wants of Hadoop
 */
record FlinkHome(Path path, Path examples, Path hadoop) {

    static final String VERSION = "1.12.2";

    /** What Flink 1.12 needs of Java 17, in the job manager, the TaskManagers and the client. */
    private static final List<String> OPENS = Stream.concat(
                    Stream.of(
                                    "java.lang",
                                    "java.lang.invoke",
                                    "java.lang.ref",
                                    "java.lang.reflect",
                                    "java.io",
                                    "java.net",
                                    "java.nio",
                                    "java.text",
                                    "java.time",
                                    "java.util",
                                    "java.util.concurrent",
                                    "jdk.internal.misc",
                                    "jdk.internal.ref",
                                    "sun.nio.ch")
                            .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"),
                    Stream.of("--add-exports=java.base/sun.net.util=ALL-UNNAMED"))
            .toList();

    private static final Path RESOURCES = ClassPath.FRAMEWORKS.resolve("trials/src/test/resources/flink");

    /** Lays one out. */
    static FlinkHome in(Path directory) throws IOException {
        ClassPath classPath = ClassPath.of("flink-1.12");
        Path home = Files.createDirectories(directory.resolve("flink-" + VERSION));
        Path lib = Files.createDirectories(home.resolve("lib"));
        String dist = "flink-dist_2.11-" + VERSION + ".jar";
        Files.createSymbolicLink(
                lib.resolve(dist),
                ClassPath.FRAMEWORKS.resolve("flink-1.12/target").resolve(dist));
        for (Path jar : classPath.jars()) {
            if (jar.getFileName().toString().startsWith("log4j-")) {
                Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
            }
        }
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path script = Files.copy(RESOURCES.resolve("bin/mesos-taskmanager.sh"), bin.resolve("mesos-taskmanager.sh"));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + script + " executable");
        }
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.copy(RESOURCES.resolve("conf/log4j.properties"), conf.resolve("log4j.properties"));
        Files.write(
                conf.resolve("flink-conf.yaml"),
                List.of(
                        "jobmanager.rpc.address: localhost",
                        "jobmanager.rpc.port: 0",
                        "jobmanager.memory.process.size: 1024m",
                        "rest.address: localhost",
                        "rest.bind-port: 0",
                        "taskmanager.numberOfTaskSlots: 1",
                        "taskmanager.memory.process.size: 1024m",
                        "mesos.resourcemanager.tasks.cpus: 1",
                        "restart-strategy: fixed-delay",
                        "restart-strategy.fixed-delay.attempts: 10",
                        "restart-strategy.fixed-delay.delay: 1 s",
                        "env.java.opts: " + String.join(" ", OPENS)));
        return new FlinkHome(home, classPath.jar("flink-examples-batch"), classPath.jar("flink-shaded-hadoop"));
    }

    /** What its scripts tell its programs of where it is. */
    Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "FLINK_CONF_DIR", path.resolve("conf").toString(),
                "FLINK_BIN_DIR", path.resolve("bin").toString(),
                "FLINK_LIB_DIR", path.resolve("lib").toString()));
    }

    /** Its job manager, with the bundle in front of all. */
    List<String> jobManager() {
        return command(
                List.of(ClassPath.BUNDLE.toString(), jars(), hadoop.toString()),
                "org.apache.flink.mesos.entrypoint.MesosSessionClusterEntrypoint",
                "-Dmesos.master=ecs://default");
    }

    /** Its client, which has the words of a file counted. */
    List<String> wordCount(String jobManager, Path input) {
        return command(
                List.of(jars()),
                "org.apache.flink.client.cli.CliFrontend",
                "run",
                "-m",
                jobManager,
                examples.toString(),
                "--input",
                input.toUri().toString());
    }

    private String jars() {
        return path.resolve("lib") + "/*";
    }

    private List<String> command(List<String> classPath, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(TrialProgram.java(), "-Xmx512m"));
        command.addAll(OPENS);
        command.add("-Dlog4j.configurationFile="
                + path.resolve("conf/log4j.properties").toUri());
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }
}
