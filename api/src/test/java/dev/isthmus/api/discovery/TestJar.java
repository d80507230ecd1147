package dev.isthmus.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A jar compiled on the spot, to be as broken as a test wants it. */
final class TestJar {

    private final Path directory;
    private final String name;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();
    private List<Path> classPath = List.of(api());

    private TestJar(Path directory, String name) {
        this.directory = directory;
        this.name = name;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    static TestJar in(Path directory, String name) {
        return new TestJar(directory, name);
    }

    /** Where this API's classes are. */
    static Path api() {
        try {
            return Path.of(Provider.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    TestJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    TestJar service(Class<?> service, String provider) {
        entries.merge("META-INF/services/" + service.getName(), provider + "\n", String::concat);
        return this;
    }

    TestJar manifest(String key, String value) {
        manifest.getMainAttributes().putValue(key, value);
        return this;
    }

    TestJar compiledAgainst(Path... others) {
        classPath = List.of(others);
        return this;
    }

    URL url() throws IOException {
        return build().toUri().toURL();
    }

    Path build() throws IOException {
        Path classes = Files.createDirectories(directory.resolve(name + "-classes"));
        if (!sources.isEmpty()) {
            compile(classes);
        }
        Path jar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path path : compiled.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
            }
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private void compile(Path classes) throws IOException {
        String path = String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList());
        List<String> arguments = new ArrayList<>(
                List.of("-d", classes.toString(), sources.containsKey("module-info") ? "--module-path" : "-cp", path));
        arguments.add("-proc:none");
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file =
                    directory.resolve(name + "-sources").resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter output = new StringWriter();
        PrintWriter printed = new PrintWriter(output);
        int status =
                ToolProvider.findFirst("javac").orElseThrow().run(printed, printed, arguments.toArray(new String[0]));
        assertThat(status).as(output.toString()).isZero();
    }
}
