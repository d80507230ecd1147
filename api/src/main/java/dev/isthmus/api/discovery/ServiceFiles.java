package dev.isthmus.api.discovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the service file that made a load fail: {@link java.util.ServiceLoader} often does not name it. */
final class ServiceFiles {

    private ServiceFiles() {}

    /** Each provider that cannot be loaded, with the file that names it, as a part of a sentence. */
    static String blame(Class<?> service, @Nullable ClassLoader loader) {
        List<String> blamed = new ArrayList<>();
        List<String> all = new ArrayList<>();
        try {
            String path = "META-INF/services/" + service.getName();
            for (URL file : Collections.list(
                    loader == null ? ClassLoader.getSystemResources(path) : loader.getResources(path))) {
                all.add(file.toString());
                for (String name : names(file)) {
                    if (!loads(name, service, loader)) {
                        blamed.add(name + ", named in " + file);
                    }
                }
            }
        } catch (IOException e) {
            // This only adorns another error, which must not be hidden by a second one.
            all.add("which cannot be read: " + e);
        }
        return blamed.isEmpty() ? "one of those named in " + all : String.join("; ", blamed);
    }

    private static List<String> names(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static boolean loads(String name, Class<?> service, @Nullable ClassLoader loader) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            return service.isAssignableFrom(type)
                    && Arrays.stream(type.getConstructors()).anyMatch(made -> made.getParameterCount() == 0);
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
