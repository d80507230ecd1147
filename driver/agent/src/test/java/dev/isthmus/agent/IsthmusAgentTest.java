package dev.isthmus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsthmusAgentTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.6", "1.8", "9", "11", "16", ""})
    void an_older_java_gets_one_line_and_nothing_else(String specification) {
        List<String> asked = new ArrayList<>();
        Instrumentation instrumentation = (Instrumentation) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return null;
                });
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String java = System.setProperty("java.specification.version", specification);
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            IsthmusAgent.premain(null, instrumentation);
        } finally {
            System.setErr(before);
            System.setProperty("java.specification.version", java);
        }

        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("isthmus-agent: needs Java 17 or newer; this is Java " + specification + " (")
                .endsWith("the application starts without it");
        assertThat(asked).isEmpty();
    }

    @Test
    void newer_ones_are_not_too_old() {
        assertThat(List.of("17", "21", "26-ea", "100")).noneMatch(IsthmusAgent::tooOld);
    }
}
