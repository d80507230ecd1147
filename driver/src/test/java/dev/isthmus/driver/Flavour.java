package dev.isthmus.driver;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jars that some framework brings, copied by the build; loaded so that nothing but they and the JDK is seen. */
public final class Flavour {

    private static final Path ALL = Path.of("target", "frameworks");

    private Flavour() {}

    /** The jars of a flavour. */
    public static List<Path> jars(String name) throws IOException {
        try (Stream<Path> jars = Files.list(ALL.resolve(name))) {
            return jars.sorted().toList();
        }
    }

    /** A class loader for the given places, in this order, and the JDK. */
    static URLClassLoader loader(List<Path> places) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path place : places) {
            urls.add(place.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Runs a static method of the border's probe among the classes of a loader. */
    static Object probe(ClassLoader loader, String name) throws ReflectiveOperationException {
        return probe(loader, BorderProbe.class, name);
    }

    /** Runs a static method of a probe among the classes of a loader. */
    static Object probe(ClassLoader loader, Class<?> probe, String name) throws ReflectiveOperationException {
        Method method = loader.loadClass(probe.getName()).getDeclaredMethod(name);
        method.setAccessible(true);
        try {
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw e;
        }
    }
}
