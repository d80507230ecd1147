package dev.isthmus.driver.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The class files of a jar or of a folder. */
public final class ClassFiles {

    /** Messages of the HTTP API, not copied: their outer class lists all that is nested in it, but links to none of these. */
    public static final Pattern LEFT_OUT = Pattern.compile(
            "dev\\.isthmus\\.mesos\\.messages\\.scheduler\\.Protos\\$(Call|Event|Response)(OrBuilder)?");

    private ClassFiles() {}

    /** Where a class was loaded from: a jar or a folder. */
    public static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All class files of a jar or a folder. */
    public static List<ClassFile> in(Path place) throws IOException {
        List<ClassFile> found = new ArrayList<>();
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                        .filter(path -> !path.endsWith("module-info.class"))
                        .sorted()
                        .toList()) {
                    found.add(ClassFile.read(Files.readAllBytes(file)));
                }
            }
        } else {
            try (JarFile jar = new JarFile(place.toFile())) {
                jar.stream().filter(entry -> entry.getName().endsWith(".class")).forEach(entry -> {
                    try (InputStream in = jar.getInputStream(entry)) {
                        found.add(ClassFile.read(in.readAllBytes()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(entry.getName(), e);
                    }
                });
            }
        }
        return found;
    }
}
