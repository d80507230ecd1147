package dev.isthmus.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Makes jars, as the build of a framework would. */
final class Jars implements AutoCloseable {

    private final Path path;
    private final JarOutputStream out;
    private final Set<String> names = new HashSet<>();

    private Jars(Path path, Map<String, String> attributes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
        this.path = path;
        this.out = new JarOutputStream(Files.newOutputStream(path), manifest);
        names.add(JarFile.MANIFEST_NAME);
    }

    /** A new jar with these attributes in its manifest. */
    static Jars at(Path path, Map<String, String> attributes) throws IOException {
        return new Jars(path, attributes);
    }

    /** Where a class comes from: a jar, or a folder. */
    static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts these classes, with what is nested in them, under a folder of the jar. */
    Jars classes(String folder, Class<?>... types) throws IOException {
        for (Class<?> type : types) {
            Path directory = home(type).resolve(type.getPackageName().replace('.', '/'));
            try (var files = Files.list(directory)) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    if (name.equals(type.getSimpleName() + ".class") || name.startsWith(type.getSimpleName() + "$")) {
                        entry(folder + type.getPackageName().replace('.', '/') + "/" + name, Files.readAllBytes(file));
                    }
                }
            }
        }
        return this;
    }

    /** Puts all that is in a jar into this one, as a fat jar has it. */
    Jars contents(Path jar) throws IOException {
        return contents(jar, "");
    }

    /** Puts what a jar has under a folder into this one, under the same. */
    Jars contents(Path jar, String under) throws IOException {
        try (JarFile all = new JarFile(jar.toFile())) {
            for (JarEntry entry : all.stream().toList()) {
                if (!entry.isDirectory() && entry.getName().startsWith(under) && !names.contains(entry.getName())) {
                    try (InputStream in = all.getInputStream(entry)) {
                        entry(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        return this;
    }

    /** Puts a jar into a folder of this one, not compressed, as Spring Boot wants it. */
    Jars nested(String folder, Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        ZipEntry entry = new ZipEntry(folder + jar.getFileName());
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
        return this;
    }

    /** Entries for folders, each with a slash at its end. */
    Jars folders(String... folders) throws IOException {
        for (String folder : folders) {
            entry(folder, new byte[0]);
        }
        return this;
    }

    Jars entry(String name, byte[] bytes) throws IOException {
        names.add(name);
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
        return this;
    }

    /** Ends it. */
    Path done() throws IOException {
        out.close();
        return path;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
