package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.bundle.ClassFiles;
import dev.isthmus.driver.client.ThinDriver;
import dev.isthmus.driver.client.ThinProbe;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.messages.Protos;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.MesosSchedulerDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/**
 * docs/architecture.md, the border: one border, compiled once, serves Mesos jars from 0.21 to 1.11 whose protobuf is plain, shaded or of
 * any version. Each flavour is loaded by a class loader of its own, which sees nothing else but the border and the JDK.
 */
class FlavoursTest {

    /** One for all tests of a flavour: the messages of Mesos take long to load. */
    private static final Map<String, URLClassLoader> LOADERS = new HashMap<>();

    @AfterAll
    static void close() throws IOException {
        for (URLClassLoader loader : LOADERS.values()) {
            loader.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"mesos-0.21,17", "mesos-1.0-shaded,20", "mesos-1.1,20", "mesos-1.11,24"})
    void every_method_and_callback_crosses_with_its_content(String flavour, int methods) throws Exception {
        ClassLoader loader = loader(flavour);
        List<?> crossed = (List<?>) Flavour.probe(loader, "run");

        assertThat(crossed)
                .filteredOn(line -> line.toString().startsWith("method "))
                .hasSize(methods);
        assertThat(crossed)
                .filteredOn(line -> line.toString().startsWith("callback "))
                .hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"mesos-0.21,17", "mesos-1.0-shaded,20", "mesos-1.1,20", "mesos-1.11,24"})
    void so_it_does_with_the_thin_driver(String flavour, int methods) throws Exception {
        List<?> crossed = (List<?>) Flavour.probe(loader(flavour), ThinProbe.class, "run");

        assertThat(crossed)
                .filteredOn(line -> line.toString().startsWith("method "))
                .hasSize(methods);
        assertThat(crossed)
                .filteredOn(line -> line.toString().startsWith("callback "))
                .hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({"mesos-0.21,false", "mesos-1.0-shaded,false", "mesos-1.1,true", "mesos-1.11,true"})
    void a_state_that_the_framework_has_not_is_refused_with_a_reason(String flavour, boolean known) throws Exception {
        ClassLoader loader = loader(flavour);
        String error = (String) Flavour.probe(loader, "unknownState");

        if (known) {
            assertThat(error).isEmpty();
        } else {
            assertThat(error).contains("TaskStatus").contains("no value for one of its enums");
        }
    }

    @ParameterizedTest
    @CsvSource({"mesos-0.21,0.21.0", "mesos-1.0-shaded,0.21.0", "mesos-1.1,0.21.0", "mesos-1.11,1.11.0"})
    void the_version_is_told_by_the_messages_that_are_there(String flavour, String version) throws Exception {
        ClassLoader loader = loader(flavour);
        assertThat(Flavour.probe(loader, "version")).isEqualTo(version);
    }

    private static ClassLoader loader(String flavour) throws IOException {
        URLClassLoader known = LOADERS.get(flavour);
        if (known != null) {
            return known;
        }
        List<Path> places = new ArrayList<>();
        for (Class<?> type : List.of(
                ECSSchedulerDriver.class,
                ThinDriver.class,
                LoggerFactory.class,
                MesosSchedulerDriver.class,
                BorderProbe.class,
                FrameworkDriver.class,
                Protos.class)) {
            places.add(ClassFiles.home(type));
        }
        places.addAll(Flavour.jars(flavour));
        URLClassLoader loader = Flavour.loader(places);
        LOADERS.put(flavour, loader);
        return loader;
    }
}
