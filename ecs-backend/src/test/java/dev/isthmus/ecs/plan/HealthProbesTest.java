package dev.isthmus.ecs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.HealthCheck.Probe;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of health checks, run by a real shell that has nothing but the tool in question. */
@Timeout(60)
class HealthProbesTest {

    @TempDir
    Path tools;

    private HttpServer server;
    private int port;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port = server.getAddress().getPort();
        answer("/ok", 200);
        answer("/no", 404);
        answer("/broken", 500);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/ok");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    private void answer(String path, int status) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Puts a tool of this machine on the path of the checks; passes the test over if there is none. */
    private void has(String tool) throws IOException {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(found).as(tool + " on this machine").isPresent();
        Files.createSymbolicLink(tools.resolve(tool), found.get().toRealPath());
    }

    private boolean healthy(Probe probe, Map<String, String> environment) throws Exception {
        List<String> command = HealthProbes.commandOf(probe, new TreeMap<>(environment));
        assertThat(command.get(0)).isEqualTo("CMD-SHELL");
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command.get(1)).redirectErrorStream(true);
        shell.environment().clear();
        shell.environment().put("PATH", tools.toString());
        shell.environment().putAll(environment);
        Process process = shell.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue() == 0;
    }

    private boolean healthy(String path) throws Exception {
        return healthy(new Probe.ByHttp("http", port, path), Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget", "bash", "nc"})
    void http_is_healthy_from200_to399(String tool) throws Exception {
        has(tool);
        assertThat(healthy("/ok")).isTrue();
        assertThat(healthy("/moved")).isTrue();
        assertThat(healthy("/no")).isFalse();
        assertThat(healthy("/broken")).isFalse();
        assertThat(healthy(new Probe.ByHttp("http", port, "/ok"), Map.of("PORT0", "" + port)))
                .isTrue();
        int taken = port;
        server.stop(0);
        assertThat(healthy(new Probe.ByHttp("http", taken, "/ok"), Map.of())).isFalse();
    }

    @Test
    void paths_are_never_part_of_the_script() throws Exception {
        has("curl");
        assertThat(healthy("/no'; exit 0; '")).isFalse();
        assertThat(healthy("/no$(exit 0)")).isFalse();
    }

    @Test
    void image_without_any_tool_is_unhealthy() throws Exception {
        assertThat(healthy("/ok")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", ""})
    void tcp_is_healthy_while_something_listens(String tool) throws Exception {
        if (tool.isEmpty()) {
            assumeThat(Path.of("/proc/net/tcp")).exists();
        } else {
            has(tool);
        }
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
            assertThat(healthy(new Probe.ByTcp(free), Map.of())).isTrue();
            assertThat(healthy(new Probe.ByTcp(free), Map.of("PORT1", "" + free)))
                    .isTrue();
        }
        assertThat(healthy(new Probe.ByTcp(free), Map.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commands_have_their_own_environment(boolean shell) throws Exception {
        Command command = new Command(
                shell,
                Optional.of(shell ? "[ \"$A\" = \"it's\" ]" : "/bin/sh"),
                List.of("sh", "-c", "[ \"$A\" = \"it's\" ]"),
                new TreeMap<>(Map.of("A", "it's")),
                Optional.empty(),
                List.of());
        assertThat(healthy(new Probe.ByCommand(command), Map.of())).isTrue();
        assertThat(healthy(new Probe.ByCommand(command.withEnvironment(Map.of("A", "b"))), Map.of()))
                .isFalse();
    }

    @Test
    void command_without_a_shell_is_run_without_one() {
        Command command = new Command(
                false, Optional.of("/check"), List.of("check", "-q"), new TreeMap<>(), Optional.empty(), List.of());
        assertThat(HealthProbes.commandOf(new Probe.ByCommand(command), new TreeMap<>()))
                .containsExactly("CMD", "/check", "-q");
    }
}
