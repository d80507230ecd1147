package dev.isthmus.driver.client.http;

import dev.isthmus.driver.client.leader.MasterUrl;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One connection to a master. What blocks in it ends with an {@link IOException} when it is closed, on whatever thread. */
final class MasterConnection implements AutoCloseable {

    static final String PROTOBUF = "application/x-protobuf";

    private static final String PATH = "/api/v1/scheduler";

    private static final int CONNECT_MILLIS = 10_000;

    private final Socket plain = new Socket();
    private final MasterUrl master;
    private Socket socket = plain;
    private InputStream input = new BufferedInputStream(new java.io.ByteArrayInputStream(new byte[0]));

    /** One that is not connected yet, so that it can be closed meanwhile. */
    MasterConnection(MasterUrl master) {
        this.master = master;
    }

    /**
     * Connects; by TLS with the certificates that the JVM trusts, and only to who is named in one.
     *
     * @param readMillis how long an answer may take; 0: any time
     */
    void connect(int readMillis) throws IOException {
        String host = master.host().replaceAll("^\\[|]$", "");
        plain.setTcpNoDelay(true);
        plain.setKeepAlive(true);
        plain.connect(new InetSocketAddress(host, master.port()), CONNECT_MILLIS);
        plain.setSoTimeout(readMillis);
        if (master.secure()) {
            SSLSocket secure = (SSLSocket)
                    ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, master.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            socket = secure;
        }
        input = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a call and reads the head of its answer. */
    ReplyHead post(Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("POST " + PATH + " HTTP/1.1\r\nHost: " + master.authority()
                + "\r\nContent-Type: " + PROTOBUF + "\r\nAccept: " + PROTOBUF + "\r\nContent-Length: " + body.length
                + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length + 2);
        request.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.write(body);
        request.writeTo(socket.getOutputStream());
        socket.getOutputStream().flush();
        return ReplyHead.read(input);
    }

    InputStream body(ReplyHead head) throws IOException {
        return head.body(input);
    }

    MasterUrl master() {
        return master;
    }

    /** The plain socket: to say goodbye by TLS might block. */
    @Override
    public void close() throws IOException {
        plain.close();
    }
}
