package dev.isthmus.translators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.contract.law.TranslatorFeature;
import dev.isthmus.testkit.contract.translator.PortsTranslatorContract;
import dev.isthmus.testkit.contract.translator.ResourceTranslatorContract;
import dev.isthmus.testkit.contract.translator.ScalarTranslatorContract;
import dev.isthmus.testkit.contract.translator.SetTranslatorContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one law of the contract against one translator, as a build would, and tells how it ended. */
final class Examination {

    /** What the contracts below examine: the engine makes their instances itself, so it has to be left here for them. */
    private static final AtomicReference<ResourceTranslator> EXAMINED = new AtomicReference<>();

    /** Where jqwik keeps what to try again; emptied, because what failed another mutant is of no interest to this one. */
    private static final Path FAILURES = Path.of("target", "jqwik-mutants");

    private Examination() {}

    /** The contract of a scalar, for whatever is examined just now. */
    abstract static class OfScalar extends ScalarTranslatorContract {

        @Override
        protected ResourceTranslator translator() {
            return EXAMINED.get();
        }
    }

    static final class OfCpu extends OfScalar {

        @Override
        protected Scale scale() {
            return new CpuTranslatorProperties().scale();
        }
    }

    static final class OfMemory extends OfScalar {

        @Override
        protected Scale scale() {
            return new MemoryTranslatorProperties().scale();
        }

        @Override
        protected Set<TranslatorFeature> features() {
            return new MemoryTranslatorProperties().features();
        }
    }

    static final class OfGpu extends OfScalar {

        @Override
        protected Scale scale() {
            return new GpuTranslatorProperties().scale();
        }

        @Override
        protected Set<TranslatorFeature> features() {
            return new GpuTranslatorProperties().features();
        }
    }

    static final class OfDisk extends OfScalar {

        @Override
        protected Scale scale() {
            return new DiskTranslatorProperties().scale();
        }

        @Override
        protected Set<TranslatorFeature> features() {
            return new DiskTranslatorProperties().features();
        }
    }

    static final class OfPorts extends PortsTranslatorContract {

        @Override
        protected ResourceTranslator translator() {
            return EXAMINED.get();
        }
    }

    static final class OfSet extends SetTranslatorContract {

        @Override
        protected ResourceTranslator translator() {
            return EXAMINED.get();
        }
    }

    /** What the one law that {@code property} names says of the translator. */
    static TestExecutionResult run(
            Class<? extends ResourceTranslatorContract> contract, String property, ResourceTranslator translator) {
        EXAMINED.set(translator);
        try {
            Files.deleteIfExists(FAILURES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .filters((PostDiscoveryFilter) descriptor -> descriptor.isContainer()
                                || descriptor.getUniqueId().toString().contains(property)
                        ? FilterResult.included("asked for")
                        : FilterResult.excluded("another law"))
                // These fail on purpose: not into the log of the build, and not into the database of what to try again.
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("jqwik.database", FAILURES.toString())
                .build();
        AtomicReference<TestExecutionResult> result = new AtomicReference<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult ended) {
                if (test.isTest()) {
                    assertThat(result.compareAndSet(null, ended))
                            .as("one law is named by " + property)
                            .isTrue();
                }
            }
        });
        assertThat(result.get()).as("a law is named by " + property).isNotNull();
        return result.get();
    }
}
