package dev.isthmus.master.shell;

import dev.isthmus.log.LogVerbosity;
import dev.isthmus.master.api.MasterInspection;
import dev.isthmus.master.api.OperatorApi;
import dev.isthmus.master.api.OperatorRequest;
import dev.isthmus.master.api.StandbyPages;
import dev.isthmus.master.gate.LeaderAnswer;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Origins;
import dev.isthmus.master.http.Realm;
import dev.isthmus.master.http.Routes;
import dev.isthmus.master.logging.TimedLogging;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.master.outgoing.ChangeExchange;
import dev.isthmus.master.page.PageFigures;
import dev.isthmus.master.page.PageFiles;
import dev.isthmus.master.page.RequestsPage;
import dev.isthmus.master.page.TaskPage;
import dev.isthmus.master.page.WaitingPage;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RequestHandler;
import dev.isthmus.master.shared.SharedPages;
import java.util.List;
import java.util.Optional;

/** Where requests come in: calls go on to the master, and requests for pages to those who write them. */
final class FrontDoor implements RequestHandler, AutoCloseable {

    /** Whatever the page asks for. */
    private static final Routes MASTER_PAGE = new Routes(List.of("isthmus"));

    private final Optional<Credentials> credentials;
    private final HostNames hosts;
    private final SharedPages<MasterInspection> pages;
    private final TimedLogging logging;
    private final PageFiles files = PageFiles.load();
    private volatile Optional<MasterLoop> loop = Optional.empty();
    private volatile Optional<HttpAnswer> shut = Optional.empty();
    private volatile Leadership leadership = new Leadership.Recovering();

    private FrontDoor(
            Optional<Credentials> credentials,
            HostNames hosts,
            SharedPages<MasterInspection> pages,
            TimedLogging logging) {
        this.logging = logging;
        this.credentials = credentials;
        this.hosts = hosts;
        this.pages = pages;
    }

    /** The door of a master that does not lead yet. */
    static FrontDoor of(MasterOptions options) {
        return new FrontDoor(
                options.credentials(),
                options.hosts(),
                new SharedPages<>("isthmus-master-pages", options.clock(), options.steady()),
                new TimedLogging(new LogVerbosity()::use, options.steady(), options.timers()));
    }

    /** Those who write for all who ask. */
    SharedPages<?> pages() {
        return pages;
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
        } else if (OperatorApi.has(request)) {
            operate(request, exchange);
        } else if (files.has(request) || MASTER_PAGE.of(request.target()).isPresent()) {
            look(request, exchange);
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
            exchange.answer(StandbyPages.answer(request, leadership));
        } else {
            MasterLoop master = leading.get();
            OperatorPages.identify(request, master.identity())
                    .ifPresentOrElse(
                            exchange::answer,
                            () -> show(
                                    request,
                                    exchange,
                                    master,
                                    (seen, now) -> OperatorPages.answer(request, seen.master(), seen.measured(), now)));
        }
    }

    private void show(
            HttpRequest request, Exchange exchange, MasterLoop master, SharedPages.Writer<MasterInspection> page) {
        pages.answer(request, new SharedPages.Page<>(request.target(), page), exchange::answer, master::look);
    }

    /** Somebody looks at the page. */
    private void look(HttpRequest request, Exchange exchange) {
        Optional<HttpAnswer> turnedAway = credentials
                .filter(readers -> !readers.mayLook(request.headers()))
                .map(readers -> Realm.READ_ONLY.challenge());
        Optional<MasterLoop> leading = loop;
        if (turnedAway.isPresent()) {
            exchange.answer(turnedAway.get());
        } else if (leading.isEmpty()) {
            LeaderAnswer.of(request, leadership).ifPresent(exchange::answer);
        } else if (files.has(request)) {
            exchange.answer(files.answer(request));
        } else if (RequestsPage.has(request)) {
            pages.answerAlone(
                    request,
                    exchange::answer,
                    now -> RequestsPage.answer(leading.get().callCounts(), now));
        } else if (WaitingPage.has(request)) {
            leading.get()
                    .standings(
                            WaitingPage.framework(request),
                            standings -> pages.answerAlone(
                                    request, exchange::answer, now -> WaitingPage.answer(standings, now)));
        } else if (TaskPage.has(request)) {
            MasterLoop master = leading.get();
            TaskPage.Of task = TaskPage.Of.request(request);
            master.story(
                    task,
                    story -> show(
                            request,
                            exchange,
                            master,
                            (seen, now) -> TaskPage.answer(task, seen.master(), story, now)));
        } else if (PageFigures.has(request)) {
            show(request, exchange, leading.get(), (seen, now) -> PageFigures.answer(request, seen.master(), now));
        } else {
            exchange.answer(HttpAnswer.notFound());
        }
    }

    private void operate(HttpRequest request, Exchange exchange) {
        Optional<HttpAnswer> turnedAway = OperatorApi.turnedAway(request, credentials);
        Optional<MasterLoop> leading = loop;
        if (turnedAway.isPresent()) {
            exchange.answer(turnedAway.get());
        } else if (OperatorApi.isLocal(request)) {
            exchange.answer(OperatorApi.local(request, credentials, logging));
        } else if (leading.isEmpty()) {
            LeaderAnswer.of(request, leadership).ifPresent(exchange::answer);
        } else {
            OperatorApi.read(request, credentials)
                    .match(new Operating(leading.get(), request, exchange))
                    .run();
        }
    }

    /** What an operator asks for, of the master that leads. */
    private final class Operating implements OperatorRequest.Cases<Runnable> {

        private final MasterLoop master;
        private final HttpRequest request;
        private final Exchange exchange;

        Operating(MasterLoop master, HttpRequest request, Exchange exchange) {
            this.master = master;
            this.request = request;
            this.exchange = exchange;
        }

        @Override
        public Runnable answered(OperatorRequest.Answered asked) {
            return () -> exchange.answer(asked.answer());
        }

        @Override
        public Runnable changing(OperatorRequest.Changing asked) {
            return () -> master.asked(asked.change(), new ChangeExchange(exchange, pages::outdate));
        }

        @Override
        public Runnable tearingDown(OperatorRequest.TearingDown asked) {
            return () -> master.tearDown(asked.framework(), new ChangeExchange(exchange, pages::outdate));
        }

        @Override
        public Runnable killing(OperatorRequest.Killing asked) {
            return () -> master.kill(asked.framework(), asked.task(), new ChangeExchange(exchange, pages::outdate));
        }

        @Override
        public Runnable looking(OperatorRequest.Looking asked) {
            return () -> pages.answer(
                    request, new SharedPages.Page<>(asked.name(), asked.page()::write), exchange::answer, master::look);
        }

        @Override
        public Runnable identifying(OperatorRequest.Identifying asked) {
            return () -> exchange.answer(asked.page().apply(master.identity()));
        }

        @Override
        public Runnable recalling(OperatorRequest.Recalling asked) {
            return () -> master.recall(
                    settings -> pages.write(() -> exchange.answer(asked.page().apply(settings))));
        }

        @Override
        public Runnable watching(OperatorRequest.Watching asked) {
            return () -> master.watch(asked.encoding(), exchange);
        }

        @Override
        public Runnable logging(OperatorRequest.Logging asked) {
            return () -> exchange.answer(asked.page().apply(logging));
        }
    }

    @Override
    public void close() {
        logging.close();
        pages.close();
    }
}
