package dev.isthmus.driver.pages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sends a request as it stands, and reads all that comes until the other side is done. */
final class RawClient {

    private static final int PATIENCE_MILLIS = 20_000;

    private RawClient() {}

    /** The whole answer to a request without a body, a byte a character. */
    static String ask(InetSocketAddress server, String method, String target, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Socket connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static String get(InetSocketAddress server, String target) {
        return ask(server, "GET", target, "Host: localhost");
    }

    static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
