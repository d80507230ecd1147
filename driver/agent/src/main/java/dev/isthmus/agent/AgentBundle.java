package dev.isthmus.agent;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The bundle that the agent's jar holds. The drop-in {@code MesosNativeLibrary} finds this class and its method by name. */
public final class AgentBundle {

    /** The folder of the bundle in the agent's jar: no package can have this name, so no application sees it. */
    static final String INSIDE = "META-INF/bundle/";

    private static @Nullable JarFile jar;
    private static List<URL> more = new ArrayList<>();

    private AgentBundle() {}

    /**
     * Creates a class loader for the bundle.
     *
     * @param framework the class loader of the drop-in that asks, from which {@code org.apache.mesos} is loaded
     * @return a new one
     * @throws IOException if the agent's jar cannot be read any more
     */
    public static ClassLoader over(ClassLoader framework) throws IOException {
        JarFile inside = jar();
        List<URL> own;
        synchronized (AgentBundle.class) {
            own = new ArrayList<>(more);
        }
        return new BundleLoader(inside, own.toArray(new URL[0]), framework);
    }

    /** Adds the user's own translators, backends and journals to the bundle: a class path, or null for none. */
    static synchronized void more(@Nullable String classPath) throws IOException {
        List<URL> named = new ArrayList<>();
        if (classPath != null && !classPath.isEmpty()) {
            for (String place : classPath.split(File.pathSeparator, -1)) {
                File file = new File(place);
                if (!file.exists()) {
                    throw new IOException(
                            "there is no " + file.getAbsolutePath() + ", which the agent's argument names");
                }
                named.add(file.toURI().toURL());
            }
        }
        more = named;
    }

    /** The agent's own jar. */
    static synchronized JarFile jar() throws IOException {
        JarFile open = jar;
        if (open == null) {
            URL place = AgentBundle.class.getProtectionDomain().getCodeSource().getLocation();
            try {
                open = new JarFile(new File(place.toURI()));
            } catch (URISyntaxException e) {
                throw new IOException("the agent's jar is at " + place + ", which is no file", e);
            }
            jar = open;
        }
        return open;
    }
}
