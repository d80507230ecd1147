package dev.isthmus.driver.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.ECSSchedulerDriver;
import dev.isthmus.driver.bundle.ClassFiles;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A jar with one class, compiled on the spot, as somebody may put it on the class path. */
final class Providers {

    private final Path folder;
    private final String name;
    private final Manifest manifest = new Manifest();
    private List<Path> classPath = List.of(ClassFiles.home(dev.isthmus.api.discovery.Provider.class));
    private String className = "";
    private String text = "";
    private String service = "";

    private Providers(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    static Providers in(Path folder, String name) {
        return new Providers(folder, name);
    }

    /** What this test runs with: the folders and jars of the modules and of what they need. */
    static List<Path> classPath() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        List<Path> places = Arrays.stream(given.split(File.pathSeparator))
                .filter(place -> !place.isEmpty())
                .map(Path::of)
                .toList();
        assertThat(places).contains(ClassFiles.home(ECSSchedulerDriver.class));
        return places;
    }

    Providers source(String type, String source) {
        className = type;
        text = source;
        return this;
    }

    Providers compiledAgainst(Path... places) {
        classPath = List.of(places);
        return this;
    }

    Providers manifest(String key, String value) {
        manifest.getMainAttributes().putValue(key, value);
        return this;
    }

    /** Names the class as a provider of this. */
    Providers service(Class<?> type) {
        service = type.getName();
        return this;
    }

    Path build() throws IOException {
        Path sources = folder.resolve(name + "-sources");
        Path source = sources.resolve(className.replace('.', '/') + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, text);
        Path classes = folder.resolve(name + "-classes");
        StringWriter messages = new StringWriter();
        PrintWriter printed = new PrintWriter(messages);
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp"));
        arguments.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        arguments.add(source.toString());
        int status =
                ToolProvider.findFirst("javac").orElseThrow().run(printed, printed, arguments.toArray(new String[0]));
        assertThat(status).as(messages.toString()).isZero();
        if (!service.isEmpty()) {
            Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(classes.resolve("META-INF/services").resolve(service), className + "\n");
        }
        return pack(classes);
    }

    private Path pack(Path classes) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
            }
        }
        return jar;
    }
}
