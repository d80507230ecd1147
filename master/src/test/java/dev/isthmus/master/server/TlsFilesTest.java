package dev.isthmus.master.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.master.server.TestStreams.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsFilesTest {

    @TempDir
    private Path folder;

    @Test
    void with_tls_requests_and_streams_are_as_without() throws Exception {
        PemFiles pem = PemFiles.in(folder);
        try (TestStreams server =
                        new TestStreams(ServerLimits.DEFAULT, Optional.of(new TlsFiles(pem.chain(), pem.key())));
                RawConnection client = RawConnection.secured(server.address(), pem.client());
                RawConnection other = RawConnection.secured(server.address(), pem.client());
                RawConnection clear = server.connect()) {
            assertThat(client.post("/a", "one").answer()).isEqualTo("200 POST /a one");
            Opened stream = server.open(client, "/stream");
            stream.send("x".repeat(200_000));
            stream.send("b");
            assertThat(client.event()).hasSize(200_000);
            assertThat(client.event()).isEqualTo("b");
            clear.send("GET / HTTP/1.1\r\n\r\n");
            assertThat(clear.rest()).as("to whom speaks no TLS").doesNotContain("HTTP");
            client.leave();
            assertThat(stream.breaksWithin(1000)).isTrue();
            assertThat(other.post("/a", "two").answer()).isEqualTo("200 POST /a two");
        }
    }

    @Test
    void files_that_are_no_good_are_named() throws Exception {
        PemFiles pem = PemFiles.in(folder);
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> new TestStreams(ServerLimits.DEFAULT, Optional.of(new TlsFiles(missing, pem.key()))))
                .isInstanceOf(IOException.class)
                .hasMessage("The certificate chain " + missing + " cannot be read: there is no such file or directory");
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "hello");
        assertThatThrownBy(() -> new TestStreams(ServerLimits.DEFAULT, Optional.of(new TlsFiles(pem.chain(), wrong))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(wrong.toString())
                .hasMessageContaining("PKCS 8");
    }
}
