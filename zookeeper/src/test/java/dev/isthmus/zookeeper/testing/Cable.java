package dev.isthmus.zookeeper.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between clients and a server, and can be cut: as if the network did it, while the server lives and others reach it. */
public final class Cable implements AutoCloseable {

    private final ServerSocket entry;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object valve = new Object();
    private boolean cut;
    private boolean silent;
    private int answersLeft = Integer.MAX_VALUE;

    private Cable(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        begin(this::accept);
    }

    /** To this server; it need not run yet. */
    public static Cable to(ZooKeeperServer server) throws IOException {
        return new Cable("127.0.0.1", server.port());
    }

    /** What clients are to connect to, {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + entry.getLocalPort();
    }

    /** Breaks every connection, and every new one at once, until it is {@linkplain #mend mended}. */
    public void cut() {
        synchronized (valve) {
            cut = true;
        }
        drop();
    }

    /** Breaks every connection once. */
    public void drop() {
        sockets.forEach(Cable::quietly);
    }

    /** Lets connections stand and be made, and nothing through them, until it is mended. */
    public void silence() {
        synchronized (valve) {
            silent = true;
        }
    }

    /**
     * Lets through what clients say, and of what the server answers so many portions more, until it is mended: what is asked after that is done, and
     * nobody hears of it.
     *
     * @param answers portions as they come in, which for a client that waits for each answer are answers
     */
    public void holdAnswersAfter(int answers) {
        synchronized (valve) {
            answersLeft = answers;
        }
    }

    /** Whole again; what was held back arrives. */
    public void mend() {
        synchronized (valve) {
            cut = false;
            silent = false;
            answersLeft = Integer.MAX_VALUE;
            valve.notifyAll();
        }
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket client = entry.accept();
                sockets.add(client);
                connect(client);
            } catch (IOException e) {
                quietly(entry); // the end of this cable
            }
        }
    }

    private void connect(Socket client) {
        try {
            synchronized (valve) {
                if (cut) {
                    quietly(client);
                    return;
                }
            }
            Socket server = new Socket(host, port);
            sockets.add(server);
            begin(() -> pump(client, server, false));
            begin(() -> pump(server, client, true));
        } catch (IOException e) {
            quietly(client);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                synchronized (valve) {
                    while (silent || (answers && answersLeft <= 0)) {
                        valve.wait();
                    }
                    answersLeft -= answers && answersLeft < Integer.MAX_VALUE ? 1 : 0;
                }
                output.write(buffer, 0, length);
                output.flush();
            }
        } catch (IOException e) {
            // One end is gone; so is the other now.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as good as closed.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        mend();
        drop();
    }
}
