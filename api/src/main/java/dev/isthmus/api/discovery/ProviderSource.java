package dev.isthmus.api.discovery;

import java.util.List;

/** Where providers are found: {@link Discovery#installed()} in production, a list in a test. */
@FunctionalInterface
public interface ProviderSource {

    /**
     * All providers of this service, each class once, in no particular order.
     *
     * @throws BrokenProviderException if one of them cannot be loaded
     */
    <P extends Provider> List<P> load(Class<P> service);

    /** A source that has exactly these, whatever service is asked for. */
    static ProviderSource of(Provider... providers) {
        List<Provider> all = List.of(providers);
        return new ProviderSource() {
            @Override
            public <P extends Provider> List<P> load(Class<P> service) {
                return all.stream()
                        .filter(service::isInstance)
                        .map(service::cast)
                        .toList();
            }
        };
    }
}
