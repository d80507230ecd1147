package dev.isthmus.master.shell;

import dev.isthmus.master.api.OperatorApi;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Origins;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.master.operator.ToldView;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RequestHandler;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where requests come in: calls go on to the master, and pages are written from a snapshot by a thread of their own. */
final class FrontDoor implements RequestHandler, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private final Optional<Credentials> credentials;
    private final HostNames hosts;
    private final InstantSource clock;
    private final ExecutorService pages = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "isthmus-master-pages");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<MasterLoop> loop = Optional.empty();
    private volatile Optional<HttpAnswer> shut = Optional.empty();

    /** @param hosts the names that it answers to where there are no credentials */
    FrontDoor(Optional<Credentials> credentials, HostNames hosts, InstantSource clock) {
        this.credentials = credentials;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** From now on there is a master behind it. */
    void open(MasterLoop leading) {
        loop = Optional.of(leading);
    }

    /** From now on nothing is answered but 503 with this, so that whoever looks after masters sees it: {@code /health} too. */
    void shut(String why) {
        shut = Optional.of(HttpAnswer.unavailable(why));
    }

    @Override
    public void handle(HttpRequest request, Exchange exchange) {
        Optional<HttpAnswer> turnedAway = credentials.isEmpty()
                ? hosts.turnedAway(request.headers()).or(() -> Origins.turnedAway(request.headers()))
                : Optional.empty();
        turnedAway = turnedAway.or(() -> shut);
        if (turnedAway.isPresent()) {
            exchange.answer(turnedAway.get());
        } else if (OperatorPages.has(request)) {
            page(request, exchange);
        } else if (OperatorApi.has(request)) {
            operate(request, exchange);
        } else {
            call(request, exchange);
        }
    }

    private void call(HttpRequest request, Exchange exchange) {
        Optional<MasterLoop> leading = loop;
        Leadership leadership = leading.isPresent() ? new Leadership.Leading() : new Leadership.Recovering();
        SchedulerGate.admit(request, credentials, leadership)
                .<Runnable>fold(
                        answer -> () -> exchange.answer(answer),
                        admitted -> () -> leading.ifPresent(master -> master.arrived(admitted, exchange)))
                .run();
    }

    private void page(HttpRequest request, Exchange exchange) {
        Optional<HttpAnswer> turnedAway = OperatorPages.turnedAway(request, credentials);
        Optional<MasterLoop> leading = loop;
        if (turnedAway.isPresent()) {
            exchange.answer(turnedAway.get());
        } else if (leading.isEmpty()) {
            exchange.answer(HttpAnswer.unavailable("Master has not finished recovery"));
        } else {
            leading.get()
                    .look(snapshot -> write(request, exchange, now -> OperatorPages.answer(request, snapshot, now)));
        }
    }

    private void operate(HttpRequest request, Exchange exchange) {
        Optional<HttpAnswer> turnedAway = OperatorApi.turnedAway(request, credentials);
        Optional<MasterLoop> leading = loop;
        if (turnedAway.isPresent()) {
            exchange.answer(turnedAway.get());
        } else if (leading.isEmpty()) {
            exchange.answer(HttpAnswer.unavailable("Master has not finished recovery"));
        } else {
            MasterLoop master = leading.get();
            OperatorApi.read(request)
                    .<Runnable>fold(
                            answer -> () -> exchange.answer(answer),
                            change -> () -> master.asked(change, exchange),
                            looking -> () -> master.inspect(inspection -> write(
                                    request, exchange, now -> looking.page().write(inspection, now))))
                    .run();
        }
    }

    /** Writes a page on the thread of pages. */
    private void write(HttpRequest request, Exchange exchange, DoubleFunction<HttpAnswer> page) {
        pages.execute(() -> exchange.answer(written(request, page)));
    }

    private HttpAnswer written(HttpRequest request, DoubleFunction<HttpAnswer> page) {
        try {
            return page.apply(ToldView.seconds(clock.instant()));
        } catch (RuntimeException e) {
            log.error("the page {} could not be written; this is a defect of Isthmus", request.target(), e);
            return HttpAnswer.unavailable("503 Service Unavailable.");
        }
    }

    @Override
    public void close() {
        pages.shutdown();
    }
}
