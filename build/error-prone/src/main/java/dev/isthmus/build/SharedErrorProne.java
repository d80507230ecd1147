package dev.isthmus.build;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.processing.JavacProcessingEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Error Prone with its checks, from a class loader that all compilations of a build share. The compiler makes one for each compilation, and so loads and
 * compiles two thousand classes afresh for each: a second of processor time, for each of some forty compilations.
 *
 * <p>Without the {@link ForeignChecks}. Where the loader cannot be shared, outside Maven or with a compiler that differs inside, this is Error Prone as it comes.
 */
public final class SharedErrorProne implements Plugin {

    @Override
    public String getName() {
        return "SharedErrorProne";
    }

    @Override
    public void init(JavacTask task, String... arguments) {
        try {
            plugin(loader(task)).init(task, ForeignChecks.before(arguments));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Error Prone is not beside this on the processor path", e);
        }
    }

    private static Plugin plugin(ClassLoader loader) throws ReflectiveOperationException {
        return (Plugin) loader.loadClass("com.google.errorprone.ErrorProneJavacPlugin")
                .getConstructor()
                .newInstance();
    }

    /** The compiler's own for this compilation, or the shared one in its place. */
    private static ClassLoader loader(JavacTask task) {
        ClassLoader own = SharedErrorProne.class.getClassLoader();
        try {
            ClassLoader shared = shared(((URLClassLoader) own).getURLs());
            // Error Prone looks for further checks, NullAway, in the loader that the compiler says it has; they must
            // come from its own.
            Field said = JavacProcessingEnvironment.class.getDeclaredField("processorClassLoader");
            said.setAccessible(true);
            said.set(JavacProcessingEnvironment.instance(((BasicJavacTask) task).getContext()), shared);
            return shared;
        } catch (ReflectiveOperationException | InaccessibleObjectException | ClassCastException e) {
            return own;
        }
    }

    /** Maven keeps one loader for its compiler plugin all through a build, and has this jar in it too: what is static there is what compilations share. */
    private static ClassLoader shared(URL[] jars) throws ReflectiveOperationException {
        Class<?> lasting = Class.forName(
                SharedLoaders.class.getName(), true, Thread.currentThread().getContextClassLoader());
        return (ClassLoader) lasting.getMethod("of", URL[].class, ClassLoader.class)
                .invoke(null, jars, JavacTask.class.getClassLoader());
    }
}
