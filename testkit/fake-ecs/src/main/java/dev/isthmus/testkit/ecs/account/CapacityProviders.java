package dev.isthmus.testkit.ecs.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;

/** The capacity providers that the account has made, in the order in which it made them. */
public final class CapacityProviders {
    private final Map<String, CapacityProvider> byName = new LinkedHashMap<>();

    public Optional<CapacityProvider> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<String> names() {
        return new ArrayList<>(byName.keySet());
    }

    /** In place of the one of its name. */
    public void put(CapacityProvider provider) {
        byName.put(provider.name(), provider);
    }

    public void remove(String name) {
        byName.remove(name);
    }
}
