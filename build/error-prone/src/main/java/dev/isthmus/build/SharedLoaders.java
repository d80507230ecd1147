package dev.isthmus.build;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The class loaders of the processor paths of a build. Safe for use by many threads. */
public final class SharedLoaders {

    private static final ConcurrentMap<List<String>, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private SharedLoaders() {}

    /**
     * The loader of these jars, the same each time.
     *
     * @param parent the loader of the compiler
     */
    public static ClassLoader of(URL[] jars, ClassLoader parent) {
        List<String> names = Arrays.stream(jars).map(URL::toString).toList();
        return LOADERS.computeIfAbsent(names, path -> new URLClassLoader(jars, parent));
    }
}
