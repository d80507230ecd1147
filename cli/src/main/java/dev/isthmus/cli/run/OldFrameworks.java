package dev.isthmus.cli.run;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the JDK that old frameworks access and that are closed since Java 16. docs/guide/frameworks.md lists which framework needs what. */
final class OldFrameworks {

    /** Module and package; opened to all classes without a module. */
    static final List<String> OPENS = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.ref",
            "java.base/java.lang.reflect",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.text",
            "java.base/java.time",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar");

    /** Module and package; exported to all classes without a module. */
    static final List<String> EXPORTS = List.of("java.base/sun.net.util");

    private OldFrameworks() {}

    /** Options of the JVM, separated by spaces. */
    static String options() {
        return Stream.concat(
                        OPENS.stream().map(name -> "--add-opens=" + name + "=ALL-UNNAMED"),
                        EXPORTS.stream().map(name -> "--add-exports=" + name + "=ALL-UNNAMED"))
                .collect(Collectors.joining(" "));
    }
}
