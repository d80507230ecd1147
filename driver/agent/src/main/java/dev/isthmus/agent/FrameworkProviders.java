package dev.isthmus.agent;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The translators, backends and journals among a framework's own classes. In the framework's class loader they do not see the API that they are made
 * for, so they are loaded once more, beside the bundle: the providers, the other classes of their packages, to which they may have package-private
 * access, and every class that names a class of ours. Everything else that they use is the framework's, which may have its log and its settings in
 * the same jar.
 */
final class FrameworkProviders {

    /** The service files of ours. */
    static final String SERVICES = "META-INF/services/dev.isthmus.";

    private static final String OURS = "dev/isthmus/";

    private final ClassLoader framework;
    private final Set<String> packages = new HashSet<>();

    private FrameworkProviders(ClassLoader framework) {
        this.framework = framework;
    }

    /**
     * Finds the providers.
     *
     * @param jar that has the bundle, and so knows the names of the services
     * @param framework the framework's class loader
     */
    static FrameworkProviders of(JarFile jar, ClassLoader framework) throws IOException {
        FrameworkProviders found = new FrameworkProviders(framework);
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().startsWith(AgentBundle.INSIDE + SERVICES)) {
                String service = entry.getName().substring(AgentBundle.INSIDE.length());
                for (URL file : Collections.list(framework.getResources(service))) {
                    found.read(file);
                }
            }
        }
        return found;
    }

    private void read(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String name = line.replaceFirst("#.*", "").trim();
                if (!name.isEmpty()) {
                    packages.add(packageOf(name));
                }
            }
        }
    }

    boolean areThere() {
        return !packages.isEmpty();
    }

    /** The bytes of a class that is to be loaded beside the bundle; null for one that the framework is to load, or that is nowhere. */
    byte @Nullable [] bytes(String className) throws IOException {
        try (InputStream in = framework.getResourceAsStream(path(className))) {
            if (in == null) {
                return null;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                out.write(part, 0, count);
            }
            byte[] bytes = out.toByteArray();
            return packages.contains(packageOf(className)) || namesUs(bytes) ? bytes : null;
        }
    }

    /** The jar or folder that a class comes from, as class loaders tell it. */
    @Nullable
    URL home(String className) throws IOException {
        URL url = framework.getResource(path(className));
        if (url == null) {
            return null;
        }
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection) {
            return ((JarURLConnection) connection).getJarFileURL();
        }
        String text = url.toString();
        return new URL(text.substring(0, text.length() - path(className).length()));
    }

    private static boolean namesUs(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(OURS);
    }

    private static String path(String className) {
        return className.replace('.', '/') + ".class";
    }

    static String packageOf(String className) {
        return className.substring(0, Math.max(className.lastIndexOf('.'), 0));
    }
}
