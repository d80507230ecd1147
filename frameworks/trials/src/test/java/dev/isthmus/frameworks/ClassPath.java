package dev.isthmus.frameworks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class path of a framework: what Maven found for a project that names the framework and nothing else. */
record ClassPath(List<Path> jars) {

    /** The jar that goes in front. */
    static final Path BUNDLE = path("isthmus.bundle");

    /** Where the modules of the frameworks are. */
    static final Path FRAMEWORKS = path("isthmus.frameworks");

    /** Copies. */
    ClassPath {
        jars = List.copyOf(jars);
    }

    /** That of a module beside this one. */
    static ClassPath of(String module) throws IOException {
        Path list = FRAMEWORKS.resolve(module).resolve("target/class-path.txt");
        return new ClassPath(Stream.of(Files.readString(list).strip().split(File.pathSeparator))
                .map(Path::of)
                .toList());
    }

    /** This one with something in front. */
    ClassPath after(Path... first) {
        return new ClassPath(Stream.concat(Stream.of(first), jars.stream()).toList());
    }

    /** As a JVM takes it. */
    String text() {
        return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
    }
}
