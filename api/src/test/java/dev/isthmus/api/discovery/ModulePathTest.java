package dev.isthmus.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R-PR-01 on a real module path: a provider in a {@code provides} clause is found. */
class ModulePathTest {

    @TempDir
    private Path directory;

    @Test
    void required_PR01_a_provider_of_another_module_is_found() throws Exception {
        Path user = TestJar.in(directory, "user.jar")
                .source(
                        "module-info",
                        "module com.example.user { requires dev.isthmus.api;"
                                + " provides dev.isthmus.api.translation.ResourceTranslator with com.example.Good; }")
                .source("com.example.Good", DiscoveryTest.source("com.example.Good", ""))
                .source("com.example.Main", """
                        package com.example;
                        import dev.isthmus.api.discovery.*;
                        import dev.isthmus.api.translation.*;
                        public class Main {
                            public static void main(String[] args) {
                                System.out.println(Discovery.class.getModule());
                                Discovery.installed().load(ResourceTranslator.class)
                                        .forEach(found -> System.out.println(found.getClass().getModule() + " " + found.name()));
                            }
                        }
                        """)
                .build();
        Path output = directory.resolve("output.txt");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-p",
                        TestJar.api() + File.pathSeparator + user,
                        "-m",
                        "com.example.user/com.example.Main")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            java.destroyForcibly();
        }

        assertThat(Files.readString(output, StandardCharsets.UTF_8).lines())
                .containsExactly("module dev.isthmus.api", "module com.example.user com.example.Good");
    }
}
