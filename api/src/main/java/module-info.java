import org.jspecify.annotations.NullMarked;

/**
 * The vocabulary of Isthmus and its service provider interfaces. JDK types only.
 *
 * <p>Only this module calls {@link java.util.ServiceLoader}; providers are found on the module path and on the class path.
 */
@NullMarked
module dev.isthmus.api {
    // Not transitive: whoever compiles a module against this one need not have the annotations.
    requires static org.jspecify;

    exports dev.isthmus.api.backend;
    exports dev.isthmus.api.discovery;
    exports dev.isthmus.api.failure;
    exports dev.isthmus.api.identity;
    exports dev.isthmus.api.inventory;
    exports dev.isthmus.api.journal;
    exports dev.isthmus.api.launch;
    exports dev.isthmus.api.maintenance;
    exports dev.isthmus.api.metric;
    exports dev.isthmus.api.resource;
    exports dev.isthmus.api.settings;
    exports dev.isthmus.api.time;
    exports dev.isthmus.api.translation;

    uses dev.isthmus.api.backend.BackendProvider;
    uses dev.isthmus.api.journal.JournalProvider;
    uses dev.isthmus.api.translation.ResourceTranslator;
}
