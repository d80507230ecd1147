package dev.isthmus.api.translation;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Base class of translators of a set of named items, such as the ids of accelerators; satisfies the laws. Items keep their names: free
 * items are offered as they are, and a demand for an item takes that item.
 *
 * <p>A quantity of another type is refused, and so are items whose names cannot be written in the text of a demand ({@code {a, b}}): empty
 * ones, and those with a comma, a semicolon, a brace, or white space at an end.
 *
 * <p>Stateless and thread-safe, as long as what a subclass adds is.
 *
 * @since 0.1
 */
public abstract class SetTranslator implements ResourceTranslator {

    private static final Pattern WRITABLE = Pattern.compile("[^\\s,;{}]([^,;{}\\v]*[^\\s,;{}])?");

    private final String name;
    private final ResourceName resource;
    private final Dialect backend;
    private final ResourceName counted;

    /**
     * To ECS.
     *
     * @param name what the translator is called, as {@link #name}
     * @param resource in the dialect of Mesos
     * @param counted the name that ECS lists it under
     */
    protected SetTranslator(String name, ResourceName resource, ResourceName counted) {
        this(name, resource, Dialect.ECS, counted);
    }

    /**
     * To any backend.
     *
     * @param name what the translator is called, as {@link #name}
     * @param resource in the dialect of Mesos
     * @param backend the dialect that {@code counted} is of
     * @param counted the name that the backend lists it under
     */
    protected SetTranslator(String name, ResourceName resource, Dialect backend, ResourceName counted) {
        this.name = name;
        this.resource = resource;
        this.backend = backend;
        this.counted = counted;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final ResourceName resource() {
        return resource;
    }

    @Override
    public final Dialect backend() {
        return backend;
    }

    @Override
    public final Set<ResourceName> backendResources() {
        return Set.of(counted);
    }

    @Override
    public final Translation<Quantity> offer(Resources free, TranslationContext context) {
        return items(counted, free.get(counted).orElse(Items.of(List.of()))).map(items -> items);
    }

    @Override
    public final Translation<Taken> take(Quantity demand, TranslationContext context) {
        return items(resource, demand).map(items -> Taken.of(Resources.of(backend, counted, items)));
    }

    private static Translation<Items> items(ResourceName of, Quantity given) {
        if (!(given instanceof Items items)) {
            return Translation.refused(of + ":" + given + " is of type " + given.type() + ": want set");
        }
        return items.names().stream().allMatch(item -> WRITABLE.matcher(item).matches())
                ? Translation.of(items)
                : Translation.refused(of + ":" + given
                        + " has an item that cannot be written: want names without commas, semicolons, braces and"
                        + " white space at their ends");
    }
}
