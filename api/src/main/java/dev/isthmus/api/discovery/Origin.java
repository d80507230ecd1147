package dev.isthmus.api.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** Describes where a class was loaded from, for messages. */
final class Origin {

    private static final String API_VERSION = "Isthmus-Api-Version";

    private Origin() {}

    static String of(Class<?> type) {
        return type.getName() + " in " + jar(type).map(URL::toString).orElse("an unknown place");
    }

    /** The API version that the jar of this class says it was built against, or {@code unknown}. */
    static String apiVersion(Class<?> type) {
        return jar(type)
                .flatMap(Origin::manifest)
                .map(manifest -> manifest.getMainAttributes().getValue(new Attributes.Name(API_VERSION)))
                .orElse("unknown");
    }

    /** The version of this API, whatever it has been packed into. */
    static String currentApiVersion() {
        try (InputStream text = Origin.class.getResourceAsStream("api-version.txt")) {
            return text == null ? "unknown" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            // This only adorns another error, which must not be hidden by a second one.
            return "unknown";
        }
    }

    private static Optional<URL> jar(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? Optional.empty() : Optional.ofNullable(source.getLocation());
    }

    private static Optional<Manifest> manifest(URL location) {
        if (!location.getPath().endsWith(".jar")) {
            return Optional.empty();
        }
        try {
            URLConnection connection =
                    URI.create("jar:" + location + "!/").toURL().openConnection();
            connection.setUseCaches(false);
            return connection instanceof JarURLConnection jar
                    ? Optional.ofNullable(jar.getManifest())
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // This only adorns another error, which must not be hidden by a second one.
            return Optional.empty();
        }
    }
}
