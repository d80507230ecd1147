package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.logging.LoggingLevel;
import dev.isthmus.master.setting.OperatorSettings;
import dev.isthmus.master.snapshot.MasterIdentity;
import java.time.Duration;
import java.util.TreeMap;

/**
 * What requests are answered by a master that stands still; of those that ask for more, what they ask for.
 *
 * @param now in seconds since 1970
 */
record ShownRequest(MasterIdentity identity, MasterInspection master, double now)
        implements OperatorRequest.Cases<HttpAnswer> {

    private static final class SetLogging implements LoggingLevel {

        private String set = "";

        @Override
        public int now() {
            return 1;
        }

        @Override
        public void set(int level, Duration duration) {
            set = level + " for " + duration;
        }
    }

    @Override
    public HttpAnswer answered(OperatorRequest.Answered request) {
        return request.answer();
    }

    @Override
    public HttpAnswer changing(OperatorRequest.Changing request) {
        return HttpAnswer.text(200, request.change().toString());
    }

    @Override
    public HttpAnswer tearingDown(OperatorRequest.TearingDown request) {
        return HttpAnswer.text(200, "tear down " + request.framework());
    }

    @Override
    public HttpAnswer killing(OperatorRequest.Killing request) {
        return HttpAnswer.text(200, "kill " + request.task() + " of " + request.framework());
    }

    @Override
    public HttpAnswer looking(OperatorRequest.Looking request) {
        return request.page().write(master, now);
    }

    @Override
    public HttpAnswer identifying(OperatorRequest.Identifying request) {
        return request.page().apply(identity);
    }

    @Override
    public HttpAnswer recalling(OperatorRequest.Recalling request) {
        return request.page()
                .apply(new OperatorSettings(
                        master.roles().settings(), master.maintenance().plan(), new TreeMap<>()));
    }

    @Override
    public HttpAnswer logging(OperatorRequest.Logging request) {
        SetLogging logging = new SetLogging();
        HttpAnswer answer = request.page().apply(logging);
        return request.isForAChange() ? HttpAnswer.text(answer.status(), logging.set) : answer;
    }

    @Override
    public HttpAnswer watching(OperatorRequest.Watching request) {
        return HttpAnswer.text(200, "watch in " + request.encoding());
    }
}
