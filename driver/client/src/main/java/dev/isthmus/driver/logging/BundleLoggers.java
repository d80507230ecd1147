package dev.isthmus.driver.logging;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** Creates one logger for each name, all with the same target. */
final class BundleLoggers implements ILoggerFactory {

    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final LogTarget target;

    BundleLoggers(LogTarget target) {
        this.target = target;
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, unknown -> new BundleLogger(unknown, target.named(unknown)));
    }
}
