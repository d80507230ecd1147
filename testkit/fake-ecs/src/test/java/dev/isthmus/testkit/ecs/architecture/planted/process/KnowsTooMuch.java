package dev.isthmus.testkit.ecs.architecture.planted.process;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpServer;
import dev.isthmus.testkit.ecs.architecture.planted.state.KnowsPlacement;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.Extension;
import picocli.CommandLine;

/** On purpose: local processes know the model, and libraries that are for others. */
public final class KnowsTooMuch {

    Class<?> model() {
        return KnowsPlacement.class;
    }

    Class<?>[] libraries() {
        return new Class<?>[] {
            YAMLFactory.class, HttpServer.class, Assertions.class, Extension.class, CommandLine.class,
        };
    }
}
