package dev.isthmus.browser;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.page.PageFigures;
import dev.isthmus.master.page.PageFiles;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.HttpServer;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.snapshot.MasterSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the page of a generated cluster, whose tasks start a hundred at each look; all else that it is asked for it refuses, as it has no machine. */
final class GeneratedMaster implements AutoCloseable {

    private final PageFiles files = PageFiles.load();
    private final GeneratedCluster cluster;
    private final AtomicInteger looks = new AtomicInteger();
    private final HttpServer server;
    /** What was asked for, in order. */
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** Whether what is asked for now is never answered. */
    volatile boolean isSilent;

    GeneratedMaster(GeneratedCluster cluster) throws IOException {
        this.cluster = cluster;
        server = HttpServer.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                ServerLimits.DEFAULT,
                this::handle);
    }

    private void handle(HttpRequest request, Exchange exchange) {
        asked.add(request.target());
        if (isSilent) {
            return;
        }
        if (files.has(request)) {
            exchange.answer(files.answer(request));
        } else if (PageFigures.has(request)) {
            int look = looks.incrementAndGet();
            MasterSnapshot snapshot = cluster.at(Math.max(0, 2000 - 100 * look));
            exchange.answer(PageFigures.answer(request, snapshot, GeneratedCluster.BEGUN + look));
        } else {
            exchange.answer(HttpAnswer.unavailable("The journal is away"));
        }
    }

    String url(String page) {
        return "http://127.0.0.1:" + server.address().getPort() + "/" + page;
    }

    @Override
    public void close() {
        server.close();
    }
}
