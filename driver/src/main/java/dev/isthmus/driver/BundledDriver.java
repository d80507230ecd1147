package dev.isthmus.driver;

/** The driver of this bundle: the Mesos frontend over the backend that the settings choose. */
final class BundledDriver {

    static final DriverFactory FACTORY = (subscription, callbacks) -> {
        throw new IllegalStateException("The Mesos frontend is missing from this build");
    };

    private BundledDriver() {}
}
