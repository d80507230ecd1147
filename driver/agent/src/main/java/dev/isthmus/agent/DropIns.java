package dev.isthmus.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Replaces a framework's Mesos classes with the drop-ins that the bundle has under their names. Called on any thread. */
final class DropIns implements ClassFileTransformer {

    /** Names a file that is created once a driver has been replaced, for whoever started the JVM. */
    static final String MARK = "isthmus.agent.mark";

    private static final String PACKAGE = "org/apache/mesos/";
    private static final String DRIVER = PACKAGE + "MesosSchedulerDriver";
    private static final String CLASS = ".class";

    private final Map<String, byte[]> classes;
    private final AtomicBoolean marked = new AtomicBoolean();

    private DropIns(Map<String, byte[]> classes) {
        this.classes = classes;
    }

    /** The classes in Mesos's packages of the bundle in this jar. */
    static DropIns inside(JarFile jar) throws IOException {
        Map<String, byte[]> classes = new HashMap<>();
        List<JarEntry> entries = Collections.list(jar.entries());
        for (JarEntry entry : entries) {
            String name = entry.getName();
            if (name.startsWith(AgentBundle.INSIDE + PACKAGE) && name.endsWith(CLASS)) {
                classes.put(
                        name.substring(AgentBundle.INSIDE.length(), name.length() - CLASS.length()), read(jar, entry));
            }
        }
        if (!classes.containsKey(DRIVER)) {
            throw new IOException(jar.getName() + " does not hold the bundle");
        }
        return new DropIns(classes);
    }

    static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.max(entry.getSize(), 0));
        byte[] part = new byte[8192];
        try (InputStream in = jar.getInputStream(entry)) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                bytes.write(part, 0, count);
            }
        }
        return bytes.toByteArray();
    }

    /** Whether a class is one of those that are replaced. */
    boolean has(String className) {
        return classes.containsKey(className.replace('.', '/'));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || redefined != null) {
            return null;
        }
        byte[] ours = classes.get(name);
        if (ours != null) {
            if (name.equals(DRIVER)) {
                mark();
            }
            return ours.clone();
        }
        if (name.endsWith("/" + DRIVER)) {
            IsthmusAgent.say(
                    name.replace('/', '.') + " is Mesos's driver under another name and stays as it is: it needs"
                            + " libmesos, and cannot be served");
        }
        return null;
    }

    private void mark() {
        String file = System.getProperty(MARK);
        if (file != null && marked.compareAndSet(false, true)) {
            try {
                Files.write(Paths.get(file), new byte[0]);
            } catch (IOException e) {
                IsthmusAgent.say("cannot tell that the driver is in use: " + e);
            }
        }
    }
}
