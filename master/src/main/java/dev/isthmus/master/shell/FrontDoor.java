package dev.isthmus.master.shell;

import dev.isthmus.master.api.MasterInspection;
import dev.isthmus.master.api.OperatorApi;
import dev.isthmus.master.gate.LeaderAnswer;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Origins;
import dev.isthmus.master.http.Realm;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.master.page.PageFigures;
import dev.isthmus.master.page.PageFiles;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RequestHandler;
import java.util.Optional;

/** Where requests come in: calls go on to the master, and requests for pages to those who write them. */
final class FrontDoor implements RequestHandler, AutoCloseable {

    private final Optional<Credentials> credentials;
    private final HostNames hosts;
    private final SharedPages pages;
    private final PageFiles files = PageFiles.load();
    private volatile Optional<MasterLoop> loop = Optional.empty();
    private volatile Optional<HttpAnswer> shut = Optional.empty();
    private volatile Leadership leadership = new Leadership.Recovering();

    private FrontDoor(Optional<Credentials> credentials, HostNames hosts, SharedPages pages) {
        this.credentials = credentials;
        this.hosts = hosts;
        this.pages = pages;
    }

    /** The door of a master that does not lead yet. */
    static FrontDoor of(MasterOptions options) {
        return new FrontDoor(
                options.credentials(), options.hosts(), new SharedPages(options.clock(), options.steady()));
    }

    /** As long as there is no master behind it, who leads. */
    void follow(Leadership leader) {
        leadership = leader;
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
        } else if (files.has(request) || PageFigures.has(request)) {
            look(request, exchange);
        } else if (OperatorApi.has(request)) {
            operate(request, exchange);
        } else {
            call(request, exchange);
        }
    }

    private void call(HttpRequest request, Exchange exchange) {
        Optional<MasterLoop> leading = loop;
        SchedulerGate.admit(request, credentials, leading.isPresent() ? new Leadership.Leading() : leadership)
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
            exchange.answer(OperatorPages.standby(request, leadership));
        } else {
            pages.answer(request, exchange, leading.get()::look, OperatorPages::answer);
        }
    }

    /** Somebody looks at the page. */
    private void look(HttpRequest request, Exchange exchange) {
        Optional<HttpAnswer> turnedAway = credentials
                .filter(readers -> readers.authenticate(request.headers()).isEmpty())
                .map(readers -> Realm.READ_ONLY.challenge());
        Optional<MasterLoop> leading = loop;
        if (turnedAway.isPresent()) {
            exchange.answer(turnedAway.get());
        } else if (leading.isEmpty()) {
            LeaderAnswer.of(request, leadership).ifPresent(exchange::answer);
        } else if (files.has(request)) {
            exchange.answer(files.answer(request));
        } else {
            pages.answer(request, exchange, leading.get()::look, PageFigures::answer);
        }
    }

    private void operate(HttpRequest request, Exchange exchange) {
        Optional<HttpAnswer> turnedAway = OperatorApi.turnedAway(request, credentials);
        Optional<MasterLoop> leading = loop;
        if (turnedAway.isPresent()) {
            exchange.answer(turnedAway.get());
        } else if (leading.isEmpty()) {
            LeaderAnswer.of(request, leadership).ifPresent(exchange::answer);
        } else {
            MasterLoop master = leading.get();
            OperatorApi.read(request)
                    .<Runnable>fold(
                            answer -> () -> exchange.answer(answer),
                            change -> () -> master.asked(change, exchange),
                            framework -> () -> master.tearDown(framework, exchange),
                            looking -> () -> master.inspect((look, roles) -> pages.answerAlone(
                                    request,
                                    exchange,
                                    now -> looking.page().write(new MasterInspection(look.snapshot(), roles), now))))
                    .run();
        }
    }

    @Override
    public void close() {
        pages.close();
    }
}
