package dev.isthmus.master.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A client's side of a connection, byte by byte. Waits at most ten seconds for anything, then a test fails. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /** A connection in clear text. */
    public static RawConnection to(InetSocketAddress server) throws IOException {
        return over(new Socket(), server);
    }

    /** A connection that takes little more than this before it is read. */
    static RawConnection slow(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        return over(socket, server);
    }

    /** A connection that is encrypted; the server's certificate is checked. */
    static RawConnection secured(InetSocketAddress server, SSLContext tls) throws IOException {
        return over(tls.getSocketFactory().createSocket(), server);
    }

    private static RawConnection over(Socket socket, InetSocketAddress server) throws IOException {
        socket.connect(server, PATIENCE_MILLIS);
        return new RawConnection(socket);
    }

    /** Sends a text, one byte for a character. */
    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    /** Sends bytes. */
    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** A request with a body. */
    public RawConnection post(String path, String headers, byte[] body) throws IOException {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(body);
        return send(all.toByteArray());
    }

    /** A request with a text of one byte for a character. */
    public RawConnection post(String path, String body) throws IOException {
        return post(path, "", body.getBytes(ISO_8859_1));
    }

    /** The first line and the header lines of the next answer. */
    public String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) next());
        }
        return head.toString();
    }

    /** The next answer, whole: its status and its body. */
    public String answer() throws IOException {
        String head = head();
        int length = header(head, "content-length").map(Integer::parseInt).orElse(0);
        return head.substring(9, 12) + " " + new String(in.readNBytes(length), ISO_8859_1);
    }

    /** The body of an answer whose head has been read. */
    public byte[] body(String head) throws IOException {
        return in.readNBytes(
                header(head, "content-length").map(Integer::parseInt).orElse(0));
    }

    /** The next chunk of a stream; empty at its end. */
    public String chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        String chunk = new String(in.readNBytes(length), ISO_8859_1);
        if (!line().isEmpty()) {
            throw new IOException("no chunk ends here");
        }
        return chunk;
    }

    /** The next chunk, of which the first line is the length of the rest; a long record may come in several. */
    public String event() throws IOException {
        String chunk = chunk();
        int end = chunk.indexOf('\n');
        int length = end < 0 ? -1 : Integer.parseInt(chunk.substring(0, end));
        StringBuilder record = new StringBuilder(chunk.substring(end + 1));
        while (record.length() < length && length > 1 << 20) {
            record.append(chunk());
        }
        if (record.length() != length) {
            throw new IOException("no record: " + chunk);
        }
        return record.toString();
    }

    /** All that still comes until the server closes the connection, even if it does so roughly. */
    public String rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                rest.write(next);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // Cut off; what came before counts.
        }
        return rest.toString(ISO_8859_1);
    }

    /** Sends nothing more. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the connection as it should be. */
    void leave() throws IOException {
        socket.close();
    }

    /** Leaves without a word. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** The value of a header line, by its name in small letters. */
    public static Optional<String> header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) next());
        }
        return line.substring(0, line.length() - 2);
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new IOException("the server has closed the connection");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
