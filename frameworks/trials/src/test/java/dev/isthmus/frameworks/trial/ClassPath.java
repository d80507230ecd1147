package dev.isthmus.frameworks.trial;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of a framework: what Maven found for a project that names the framework and nothing else. */
public record ClassPath(List<Path> jars) {

    /** The jar that goes in front. */
    public static final Path BUNDLE = path("isthmus.bundle");

    /** The agent, with the bundle inside. */
    public static final Path AGENT = path("isthmus.agent");

    /** Where the modules of the frameworks are. */
    public static final Path FRAMEWORKS = path("isthmus.frameworks");

    /** Copies. */
    public ClassPath {
        jars = List.copyOf(jars);
    }

    /** That of a module beside this one. */
    public static ClassPath of(String module) throws IOException {
        Path list = FRAMEWORKS.resolve(module).resolve("target/class-path.txt");
        return new ClassPath(Stream.of(Files.readString(list).strip().split(File.pathSeparator))
                .map(Path::of)
                .toList());
    }

    /** As a JVM takes it. */
    public String text() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The one jar whose name begins so. */
    public Path jar(String name) {
        List<Path> found = jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("One jar " + name + " is looked for, and " + found + " found in " + jars);
        }
        return found.get(0);
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
    }
}
