package dev.isthmus.agent.app;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a program in a class loader of its own, as containers and servers do. */
public final class AppContainer {

    private AppContainer() {}

    /** How a class loader is set against the one that has the container. */
    public enum Way {
        PARENT_FIRST,
        CHILD_FIRST,
        /** Sees nothing but the JDK beside its own. */
        ALONE
    }

    /** Way, class name, argument, places. */
    public static void main(String[] arguments) throws Exception {
        Way way = Way.valueOf(arguments[0]);
        URL[] places = new URL[arguments.length - 3];
        for (int i = 0; i < places.length; i++) {
            places[i] = Path.of(arguments[3 + i]).toUri().toURL();
        }
        ClassLoader loader = loader(way, places);
        Thread.currentThread().setContextClassLoader(loader);
        System.out.println("contained " + way + " " + Arrays.asList(places).size());
        loader.loadClass(arguments[1]).getMethod("main", String[].class).invoke(null, (Object)
                new String[] {arguments[2]});
    }

    private static ClassLoader loader(Way way, URL[] places) {
        return switch (way) {
            case PARENT_FIRST -> new URLClassLoader(places, AppContainer.class.getClassLoader());
            case ALONE -> new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
            case CHILD_FIRST ->
                new URLClassLoader(places, AppContainer.class.getClassLoader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                        synchronized (getClassLoadingLock(name)) {
                            Class<?> found = findLoadedClass(name);
                            if (found == null && !name.startsWith("java.")) {
                                try {
                                    found = findClass(name);
                                } catch (ClassNotFoundException e) {
                                    found = null;
                                }
                            }
                            return found != null ? found : super.loadClass(name, resolve);
                        }
                    }
                };
        };
    }
}
