package dev.isthmus.driver.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver in a process whose environment names an HTTP proxy, as those of companies do. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // Each waits for a process of its own.
class ProxyIT {

    /** A proxy that refuses everything and remembers what it was asked. */
    private static final class Refusing implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> asked = new CopyOnWriteArrayList<>();

        Refusing() throws IOException {
            Thread thread = new Thread(this::serve, "refusing-proxy");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept();
                        BufferedReader request = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                        OutputStream answer = client.getOutputStream()) {
                    asked.add(String.valueOf(request.readLine()));
                    answer.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    asked.add("(" + e.getMessage() + ")");
                }
            }
        }

        String address() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Map<String, String> behind(String proxy, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        for (String name : List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")) {
            all.put(name, "http://me:secret@" + proxy);
        }
        all.put("NO_PROXY", "");
        all.put("no_proxy", "");
        return all;
    }

    private static String deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void a_cluster_on_this_machine_is_reached_without_the_proxy(String host) throws Exception {
        try (FakeEcs ecs = FakeEcs.start();
                Refusing proxy = new Refusing()) {
            Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
            URI endpoint = ecs.endpoint();
            environment.put("AWS_ECS_ENDPOINT", "http://" + host + ":" + endpoint.getPort());
            environment.put("ISTHMUS_EC2_LOOKUP", "true");
            environment.put("ISTHMUS_EC2_ENDPOINT", "http://" + host + ":" + endpoint.getPort());
            try (Child child = Child.start(behind(proxy.address(), environment), StartProgram.class, "ecs://default")) {
                child.line("registered");
                child.line("offered");
                assertThat(child.exit()).isZero();
                assertThat(child.output()).doesNotContain("proxy");
            }
            assertThat(proxy.asked).isEmpty();
        }
    }

    @Test
    void a_proxy_that_is_not_there_is_named_where_it_is_in_the_way() throws Exception {
        Map<String, String> away = Map.of(
                "AWS_ECS_ENDPOINT", "http://ecs.us-east-1.example.invalid",
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "fake",
                "AWS_SECRET_ACCESS_KEY", "fake");
        String dead = deadPort();
        try (Child child = Child.start(behind(dead, away), StartProgram.class, "ecs://default")) {
            assertThat(child.line("WARN", "not registered yet, still trying"))
                    .contains("http://ecs.us-east-1.example.invalid", "through the proxy " + dead, "HTTP_PROXY")
                    .doesNotContain("secret");
        }
    }

    @Test
    void a_proxy_that_refuses_is_named() throws Exception {
        Map<String, String> away = Map.of(
                "AWS_ECS_ENDPOINT", "http://ecs.us-east-1.example.invalid",
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "fake",
                "AWS_SECRET_ACCESS_KEY", "fake");
        try (Refusing proxy = new Refusing();
                Child child = Child.start(behind(proxy.address(), away), StartProgram.class, "ecs://default")) {
            assertThat(child.line("WARN", "not registered yet, still trying"))
                    .contains("502", "through the proxy " + proxy.address())
                    .doesNotContain("secret");
            assertThat(proxy.asked).isNotEmpty();
        }
    }

    @Test
    void nobody_has_to_make_up_credentials_for_a_fake() throws Exception {
        try (FakeEcs ecs = FakeEcs.start()) {
            Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
            environment.keySet().removeAll(List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"));
            environment.put("AWS_SHARED_CREDENTIALS_FILE", "none");
            environment.put("AWS_CONFIG_FILE", "none");
            try (Child child = Child.start(environment, StartProgram.class, "ecs://default")) {
                child.line("offered");
                assertThat(child.exit()).isZero();
                assertThat(child.output().lines().filter(line -> line.contains("made-up")))
                        .hasSize(1);
            }
        }
    }
}
