package dev.isthmus.master.server;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.failure.FileProblem;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * The files that TLS takes.
 *
 * @param chain the certificate of this server and those above it, in PEM
 * @param key its key, in PEM (PKCS 8), without a password
 */
public record TlsFiles(Path chain, Path key) {

    /** Checks that both are there. */
    public TlsFiles {
        requireNonNull(chain, "chain");
        requireNonNull(key, "key");
    }

    /** With the JDK's own TLS. */
    SslContext context() throws IOException {
        byte[] certificates = read("certificate chain", chain);
        byte[] secret = read("key", key);
        try {
            return SslContextBuilder.forServer(new ByteArrayInputStream(certificates), new ByteArrayInputStream(secret))
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "No TLS with the certificate chain " + chain + " and the key " + key
                            + ": both must be PEM, the key PKCS 8 without a password ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private static byte[] read(String what, Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("The " + what + " " + file + " cannot be read: " + FileProblem.words(file, e), e);
        }
    }
}
