package dev.isthmus.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.translation.ResourceTranslator;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R-PR-01 and R-PR-04: what is found, and that one broken provider fails the load with its name and place. */
class DiscoveryTest {

    private static final String GOOD = "com.example.Good";

    @TempDir
    private Path directory;

    @Test
    void required_PR01_both_loaders_are_asked_and_each_class_is_found_once() throws IOException {
        try (URLClassLoader own = loader(getClass().getClassLoader(), good("own.jar", "com.example.Own"));
                URLClassLoader context = loader(own, good("context.jar", "com.example.Context"))) {
            assertThat(names(own, context)).containsExactlyInAnyOrder("com.example.Own", "com.example.Context");
            assertThat(names(own, own)).containsExactly("com.example.Own");
            assertThat(names(own, null)).containsExactly("com.example.Own");
        }
    }

    /** With the agent, the framework's class loader is the context and does not see the bundle: what it names would not even load there. */
    @Test
    void required_PR01_a_context_loader_that_does_not_see_this_api_has_no_provider_of_it() throws IOException {
        URL here = getClass().getProtectionDomain().getCodeSource().getLocation();
        URL api = Discovery.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader own = loader(getClass().getClassLoader(), good("own.jar", "com.example.Own"));
                URLClassLoader blind = loader(null, good("blind.jar", "com.example.Blind"));
                URLClassLoader other = loader(null, good("other.jar", "com.example.Other"), api, here)) {
            assertThat(names(own, blind)).containsExactly("com.example.Own");
            assertThat(names(own, other)).containsExactly("com.example.Own");
        }
    }

    @Test
    void required_PR01_the_context_loader_of_the_calling_thread_is_asked() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader context = loader(getClass().getClassLoader(), good("context.jar", GOOD))) {
            Thread.currentThread().setContextClassLoader(context);
            assertThat(Discovery.installed().load(ResourceTranslator.class))
                    .extracting(Provider::name)
                    .contains(GOOD);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void required_PR04_a_constructor_that_throws_is_reported_with_class_and_jar() throws IOException {
        URL jar = jar("throws.jar")
                .source(GOOD, source(GOOD, "public Good() { throw new IllegalStateException(\"no licence\"); }"))
                .url();

        assertBroken(jar)
                .hasMessageStartingWith(GOOD + " in file:")
                .hasMessageContainingAll("throws.jar", "IllegalStateException: no licence", "Remove its jar");
    }

    @Test
    void required_PR04_a_name_that_throws_is_reported_with_class_and_jar() throws IOException {
        URL jar = jar("name.jar")
                .source(
                        GOOD,
                        source(GOOD, "").replace("return \"" + GOOD + "\"", "throw new IllegalStateException(\"x\")"))
                .url();

        assertBroken(jar).hasMessageContainingAll(GOOD, "name.jar", "IllegalStateException: x");
    }

    @Test
    void required_PR04_an_empty_name_is_reported_with_class_and_jar() throws IOException {
        URL jar = jar("empty.jar")
                .source(GOOD, source(GOOD, "").replace("return \"" + GOOD + "\"", "return \"\""))
                .url();

        assertBroken(jar).hasMessageContainingAll(GOOD, "empty.jar", "its name is empty");
    }

    @Test
    void required_PR04_a_missing_class_is_reported_with_the_file_that_names_it() throws IOException {
        URL jar = jar("missing.jar").url();

        assertBroken(jar)
                .hasMessageContainingAll(
                        "a provider of " + ResourceTranslator.class.getName() + " cannot be loaded: " + GOOD
                                + ", named in jar:file:",
                        "missing.jar!/META-INF/services/",
                        "Remove its jar");
    }

    @Test
    void required_PR04_a_class_that_is_no_provider_is_reported_with_the_file_that_names_it() throws IOException {
        URL jar = jar("string.jar")
                .source(GOOD, "package com.example; public class Good {}")
                .url();

        assertBroken(jar).hasMessageContainingAll(GOOD + ", named in jar:file:", "string.jar!", "not a subtype");
    }

    @Test
    void required_PR04_a_class_without_a_public_constructor_is_reported_with_the_file_that_names_it()
            throws IOException {
        URL jar = jar("private.jar")
                .source(GOOD, source(GOOD, "private Good() {}"))
                .url();

        assertBroken(jar).hasMessageContainingAll(GOOD + ", named in jar:file:", "private.jar!");
    }

    @Test
    void required_PR04_a_superclass_that_is_missing_is_reported_with_the_file_that_names_the_provider()
            throws IOException {
        Path base = TestJar.in(directory, "base.jar")
                .source("com.example.Base", "package com.example; public class Base {}")
                .build();
        URL jar = jar("orphan.jar")
                .compiledAgainst(TestJar.api(), base)
                .source(GOOD, source(GOOD, "").replace("class Good", "class Good extends com.example.Base"))
                .url();

        assertBroken(jar).hasMessageContainingAll(GOOD + ", named in jar:file:", "orphan.jar!", "com/example/Base");
    }

    @Test
    void required_PR04_a_dependency_that_is_missing_is_named() throws IOException {
        Path library = TestJar.in(directory, "library.jar")
                .source("com.example.Library", "package com.example; public class Library { public Library() {} }")
                .build();
        URL jar = jar("needy.jar")
                .compiledAgainst(TestJar.api(), library)
                .source(GOOD, source(GOOD, "public Good() { new com.example.Library(); }"))
                .url();

        assertBroken(jar)
                .hasMessageStartingWith(GOOD + " in file:")
                .hasMessageContainingAll("needy.jar", "not on the class path", "com/example/Library", "Add the jar");
    }

    @Test
    void required_PR04_a_provider_of_an_older_api_is_reported_with_its_jar_and_both_versions() throws IOException {
        Path older = TestJar.in(directory, "older-api.jar")
                .source(
                        ResourceTranslator.class.getName(),
                        "package dev.isthmus.api.translation;"
                                + "public interface ResourceTranslator extends dev.isthmus.api.discovery.Provider {}")
                .build();
        URL jar = jar("older.jar")
                .compiledAgainst(older, TestJar.api())
                .manifest("Isthmus-Api-Version", "0.0.9")
                .source(
                        GOOD,
                        "package com.example; public class Good implements dev.isthmus.api.translation.ResourceTranslator {"
                                + "public String name() { return \"older\"; } }")
                .url();

        assertBroken(jar)
                .hasMessageStartingWith(GOOD + " in file:")
                .hasMessageContaining(
                        "older.jar does not fit this API: it was built against version 0.0.9, this is version "
                                + Origin.currentApiVersion())
                .hasMessageContaining("it lacks the method")
                .hasMessageContaining("Take a build of it for this version");
        assertThat(Origin.currentApiVersion()).matches("\\d+\\.\\d+\\.\\d+(-.*)?");
    }

    @Test
    void required_PR04_a_provider_that_needs_more_of_this_api_than_there_is_does_not_fit_it() throws IOException {
        Path newer = TestJar.in(directory, "newer-api.jar")
                .source(
                        "dev.isthmus.api.discovery.Novelty",
                        "package dev.isthmus.api.discovery; public class Novelty {}")
                .build();
        URL jar = jar("newer.jar")
                .compiledAgainst(TestJar.api(), newer)
                .manifest("Isthmus-Api-Version", "9.9.9")
                .source(GOOD, source(GOOD, "public Good() { new dev.isthmus.api.discovery.Novelty(); }"))
                .url();

        assertBroken(jar).hasMessageContainingAll("newer.jar does not fit this API", "9.9.9", "discovery/Novelty");
    }

    @Test
    void required_PR04_one_broken_provider_fails_the_load_of_the_good_ones() throws IOException {
        URL good = good("good.jar", "com.example.Fine");
        URL broken = jar("broken.jar").url();

        assertThatThrownBy(load(good, broken)).isInstanceOf(BrokenProviderException.class);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertBroken(URL jar) {
        return assertThatThrownBy(load(jar)).isInstanceOf(BrokenProviderException.class);
    }

    private ThrowingCallable load(URL... jars) {
        return () -> {
            try (URLClassLoader loader = loader(getClass().getClassLoader(), jars)) {
                Discovery.fromLoaders(ResourceTranslator.class, loader, null);
            }
        };
    }

    private static List<String> names(ClassLoader own, ClassLoader context) {
        return Discovery.fromLoaders(ResourceTranslator.class, own, context).stream()
                .map(Provider::name)
                .toList();
    }

    private static URLClassLoader loader(ClassLoader parent, URL... jars) {
        return new URLClassLoader(jars, parent);
    }

    /** A jar whose service file names {@link #GOOD}. */
    private TestJar jar(String name) {
        return TestJar.in(directory, name).service(ResourceTranslator.class, GOOD);
    }

    private URL good(String jar, String className) throws IOException {
        return TestJar.in(directory, jar)
                .service(ResourceTranslator.class, className)
                .source(className, source(className, ""))
                .url();
    }

    static String source(String className, String body) {
        int dot = className.lastIndexOf('.');
        return """
                package %s;
                import dev.isthmus.api.resource.*;
                import dev.isthmus.api.translation.*;
                public class %s implements ResourceTranslator {
                    %s
                    public String name() { return "%s"; }
                    public ResourceName resource() { return ResourceName.CPUS; }
                    public Dialect backend() { return Dialect.ECS; }
                    public java.util.Set<ResourceName> backendResources() { return java.util.Set.of(); }
                    public Translation<Quantity> offer(Resources free, TranslationContext context) {
                        return Translation.of(Amount.ZERO);
                    }
                    public Translation<Taken> take(Quantity demand, TranslationContext context) {
                        return Translation.of(Taken.nothing(Dialect.ECS));
                    }
                }
                """.formatted(className.substring(0, dot), className.substring(dot + 1), body, className);
    }
}
