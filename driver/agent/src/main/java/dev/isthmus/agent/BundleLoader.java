package dev.isthmus.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Loads the bundle from the agent's jar, with the user's additions, before the framework's classes; and Mesos's classes only from the framework.
 *
 * <p>The framework's translators, backends and journals are loaded here once more: see {@link FrameworkProviders}.
 */
final class BundleLoader extends URLClassLoader {

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final JarFile jar;
    private final URL place;
    private final Manifest manifest;
    private final FrameworkProviders providers;

    /**
     * Creates the loader of a bundle.
     *
     * @param jar that has the bundle
     * @param more jars and folders that are added to the bundle
     * @param framework the parent
     */
    BundleLoader(JarFile jar, URL[] more, ClassLoader framework) throws IOException {
        super(more, framework);
        this.jar = jar;
        this.providers = FrameworkProviders.of(jar, framework);
        this.place = new File(jar.getName()).toURI().toURL();
        JarEntry entry = jar.getJarEntry(AgentBundle.INSIDE + JarFile.MANIFEST_NAME);
        if (entry == null) {
            this.manifest = new Manifest();
        } else {
            try (InputStream in = jar.getInputStream(entry)) {
                this.manifest = new Manifest(in);
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null && !name.startsWith("java.") && !name.startsWith("org.apache.mesos.")) {
                found = own(name);
            }
            if (found == null) {
                return super.loadClass(name, resolve);
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    private @Nullable Class<?> own(String name) {
        if (!name.startsWith("dev.isthmus.") && getURLs().length == 0 && !providers.areThere()) {
            return null;
        }
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return null; // the framework's then, if anybody's
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("org.apache.mesos.")) {
            throw new ClassNotFoundException(name);
        }
        try {
            JarEntry entry = jar.getJarEntry(AgentBundle.INSIDE + name.replace('.', '/') + ".class");
            if (entry != null) {
                byte[] bytes = DropIns.read(jar, entry);
                definePackageOf(name);
                return defineClass(name, bytes, 0, bytes.length, from(place));
            }
            return added(name);
        } catch (IOException e) {
            throw new ClassNotFoundException(name + " cannot be read", e);
        }
    }

    private Class<?> added(String name) throws ClassNotFoundException, IOException {
        try {
            return super.findClass(name);
        } catch (ClassNotFoundException notNamed) {
            byte[] bytes = providers.areThere() ? providers.bytes(name) : null;
            if (bytes == null) {
                throw notNamed;
            }
            return defineClass(name, bytes, 0, bytes.length, from(providers.home(name)));
        }
    }

    private static CodeSource from(@Nullable URL place) {
        return new CodeSource(place, (Certificate[]) null);
    }

    private void definePackageOf(String className) {
        String name = FrameworkProviders.packageOf(className);
        if (getPackage(name) == null) {
            try {
                definePackage(name, manifest, place);
            } catch (IllegalArgumentException e) {
                // Another thread was faster, or the framework has classes in a package of that name: it is there.
                return;
            }
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null || getParent() == null ? own : getParent().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = Collections.list(findResources(name));
        if (getParent() != null) {
            all.addAll(Collections.list(getParent().getResources(name)));
        }
        return Collections.enumeration(all);
    }

    @Override
    public @Nullable URL findResource(String name) {
        URL inside = inside(name);
        return inside != null ? inside : super.findResource(name);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> all = new ArrayList<>();
        URL inside = inside(name);
        if (inside != null) {
            all.add(inside);
        }
        all.addAll(Collections.list(super.findResources(name)));
        return Collections.enumeration(all);
    }

    private @Nullable URL inside(String name) {
        if (jar.getEntry(AgentBundle.INSIDE + name) == null) {
            return null;
        }
        try {
            return new URL("jar:" + place + "!/" + AgentBundle.INSIDE + name);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
