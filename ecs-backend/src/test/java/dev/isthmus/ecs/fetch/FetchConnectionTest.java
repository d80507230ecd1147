package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.ecs.fetch.FetchFailure.Kind;
import dev.isthmus.ecs.fetch.Sandbox.Ended;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes over the wire where no ordinary server would do. */
class FetchConnectionTest {

    @TempDir
    private Path top;

    @ParameterizedTest
    @EnumSource(names = {"SH_CURL", "SH_WGET"})
    void a_server_whose_certificate_nobody_trusts_is_refused_at_once(Kit kit) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.createContext("/", FileServer.answering(200, "content"));
        server.start();
        try {
            FetchItem item = new FetchItem(
                    "https://127.0.0.1:" + server.getAddress().getPort() + "/a", "a", false, Optional.empty());
            Sandbox sandbox = new Sandbox(kit, top).fetching(item);

            Ended ended = sandbox.run(FetchScript.fetcher());

            assertThat(FetchFailure.read(ended.exitCode(), new FetchList(List.of(item))))
                    .contains(new FetchFailure(Kind.REFUSED, Optional.of(item)));
            assertThat(ended.err()).contains("certificate not trusted");
            assertThat(sandbox.slept()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void brackets_are_no_pattern_for_several_files(Kit kit) throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Future<String> asked = threads.submit(() -> answerOne(socket));
            FetchDecision decision = new FetchRules(FetchPaths.none())
                    .decide(
                            UrisRule.FETCH,
                            List.of(new CommandUri(
                                    "http://127.0.0.1:" + socket.getLocalPort() + "/a[1-3]{x,y}",
                                    false,
                                    false,
                                    Optional.of("a"))));
            Sandbox sandbox = new Sandbox(kit, top).with(FetchScript.VARIABLE, encoded(decision));

            assertThat(sandbox.run(FetchScript.fetcher())).isEqualTo(new Ended(0, "", ""));
            assertThat(asked.get().replace("%5B", "[").replace("%5D", "]")).startsWith("GET /a[1-3]%7Bx,y%7D HTTP/1.");
            assertThat(sandbox.files()).containsOnlyKeys("a").containsValue("content");
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads one request to its end and answers it. */
    private static String answerOne(ServerSocket socket) throws Exception {
        try (Socket connection = socket.accept()) {
            InputStream in = connection.getInputStream();
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                request.append((char) in.read());
            }
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\ncontent"
                            .getBytes(StandardCharsets.US_ASCII));
            return request.toString();
        }
    }

    private static String encoded(FetchDecision decision) {
        assertThat(decision).isInstanceOf(FetchDecision.Fetch.class);
        return ((FetchDecision.Fetch) decision).list().encoded();
    }

    private SSLContext selfSigned() throws Exception {
        Path file = top.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
