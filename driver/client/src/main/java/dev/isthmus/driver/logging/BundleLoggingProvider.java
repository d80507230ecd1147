package dev.isthmus.driver.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The provider of the bundle's own SLF4J. Only the bundle has a service file for it: with an SLF4J that is not relocated it would compete with the
 * user's own provider.
 *
 * <p>Markers and the diagnostic context are not passed on: neither our code nor the AWS SDK uses them.
 */
public final class BundleLoggingProvider implements SLF4JServiceProvider {

    /** The SLF4J API this is made for. */
    private static final String API_VERSION = "2.0.99";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new BasicMDCAdapter();
    private @Nullable ILoggerFactory loggers;

    /** Found by SLF4J. */
    public BundleLoggingProvider() {}

    @Override
    public void initialize() {
        loggers = new BundleLoggers(
                FrameworkSlf4j.find().<LogTarget>map(found -> found).orElseGet(JdkLogging::new));
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        if (loggers == null) {
            throw new IllegalStateException("SLF4J asks for loggers before it initialized their provider");
        }
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }
}
