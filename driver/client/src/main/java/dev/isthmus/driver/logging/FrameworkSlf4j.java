package dev.isthmus.driver.logging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;

/**
 * The SLF4J that the framework has, of any version since 1.0, called by reflection.
 *
 * <p>Its name is built at run time, so that the bundle's relocation does not change it. It is not used if it is the class that we log to ourselves,
 * which would be an endless loop, nor if it has no provider, which would drop our log.
 */
final class FrameworkSlf4j implements LogTarget {

    private static final String PACKAGE = String.join(".", "org", "slf4j", "");

    /** What our own code calls to log: whoever stands before it in the stack has logged. */
    private static final String CALLED = AbstractLogger.class.getName();

    private static final MethodType TYPE = MethodType.methodType(
            void.class,
            Object.class,
            Object.class,
            String.class,
            int.class,
            String.class,
            Object[].class,
            Throwable.class);

    private final Method getLogger;
    private final Map<Level, Method> enabled = new EnumMap<>(Level.class);
    private final Map<Level, Method> log = new EnumMap<>(Level.class);
    private final Optional<Method> logAsOf;

    private FrameworkSlf4j(Class<?> factory, Class<?> logger, Optional<Method> logAsOf) throws NoSuchMethodException {
        this.logAsOf = logAsOf;
        this.getLogger = factory.getMethod("getLogger", String.class);
        for (Level level : Level.values()) {
            String name = level.name().toLowerCase(Locale.ROOT);
            enabled.put(level, logger.getMethod("is" + level.name().charAt(0) + name.substring(1) + "Enabled"));
            log.put(level, logger.getMethod(name, String.class, Throwable.class));
        }
    }

    /** The framework's SLF4J, as the context class loader or our own knows it. */
    static Optional<FrameworkSlf4j> find() {
        return Stream.of(Thread.currentThread().getContextClassLoader(), FrameworkSlf4j.class.getClassLoader())
                .map(FrameworkSlf4j::in)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .findFirst();
    }

    /** The SLF4J that a class loader knows; null stands for none. */
    static Optional<FrameworkSlf4j> in(@Nullable ClassLoader loader) {
        if (loader == null) {
            return Optional.empty();
        }
        try {
            Class<?> factory = Class.forName(PACKAGE + "LoggerFactory", true, loader);
            if (factory == LoggerFactory.class || isBoundToNothing(factory)) {
                return Optional.empty();
            }
            return Optional.of(
                    new FrameworkSlf4j(factory, Class.forName(PACKAGE + "Logger", false, loader), logAsOf(loader)));
        } catch (ReflectiveOperationException | LinkageError e) {
            // None there, or one that cannot be used: the JDK's logging takes its place.
            return Optional.empty();
        }
    }

    /** What logs a line as that of a class which is not its caller; of SLF4J since 1.6. */
    private static Optional<Method> logAsOf(ClassLoader loader) {
        try {
            Method method = Class.forName(PACKAGE + "spi.LocationAwareLogger", false, loader)
                    .getMethod(
                            "log",
                            Class.forName(PACKAGE + "Marker", false, loader),
                            String.class,
                            int.class,
                            String.class,
                            Object[].class,
                            Throwable.class);
            return Optional.of(method);
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean isBoundToNothing(Class<?> factory) throws ReflectiveOperationException {
        return factory.getMethod("getILoggerFactory")
                .invoke(null)
                .getClass()
                .getName()
                .equals(PACKAGE + "helpers.NOPLoggerFactory");
    }

    @Override
    public NamedTarget named(String name) {
        Object logger = call(getLogger, null, name);
        return logAsOf.filter(method -> method.getDeclaringClass().isInstance(logger))
                .<NamedTarget>map(method -> new AwareTarget(logger, method))
                .orElseGet(() -> new PlainTarget(logger));
    }

    /** What any logger can be told. */
    private class PlainTarget implements NamedTarget {

        private final Object logger;

        PlainTarget(Object logger) {
            this.logger = logger;
        }

        @Override
        public boolean isEnabled(Level level) {
            return (boolean) call(at(enabled, level), logger);
        }

        @Override
        public void log(Level level, String message, @Nullable Throwable thrown) {
            call(at(log, level), logger, message, thrown);
        }
    }

    /** Tells who has logged: else a pattern with the caller, such as %C of Log4j, shows reflection in every line of ours. */
    private final class AwareTarget extends PlainTarget {

        private final Object logger;
        private final MethodHandle handle;

        AwareTarget(Object logger, Method log) {
            super(logger);
            this.logger = logger;
            try {
                // Unlike reflection it leaves no frames in the stack: some look for the caller among the first ten or
                // so.
                this.handle = MethodHandles.publicLookup().unreflect(log).asType(TYPE);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("The framework's " + log + " is not accessible", e);
            }
        }

        @Override
        public void log(Level level, String message, @Nullable Throwable thrown) {
            try {
                handle.invokeExact(logger, (Object) null, CALLED, level.toInt(), message, (Object[]) null, thrown);
            } catch (Throwable e) {
                throw new IllegalStateException(
                        "The framework's " + logger.getClass().getName() + " failed: " + e, e);
            }
        }
    }

    private static Method at(Map<Level, Method> methods, Level level) {
        Method method = methods.get(level);
        if (method == null) {
            throw new IllegalArgumentException("no such level: " + level);
        }
        return method;
    }

    private static Object call(Method method, @Nullable Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The framework's " + method + " failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The framework's " + method + " is not accessible", e);
        }
    }
}
