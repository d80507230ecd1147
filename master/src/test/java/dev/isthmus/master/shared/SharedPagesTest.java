package dev.isthmus.master.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.master.api.MasterInspection;
import dev.isthmus.master.api.OperatorRequest;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.maintenance.MaintenanceView;
import dev.isthmus.master.role.ClusterUse;
import dev.isthmus.master.role.RoleSettings;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.testkit.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** How often a master is looked at and a page written, by a clock that a test moves and on the thread of the test. */
class SharedPagesTest {

    private final ManualClock clock = new ManualClock();
    private final SharedPages pages = new SharedPages(clock, SteadyTime.of(clock), new SameThread());
    private final List<Consumer<Supplier<MasterInspection>>> looks = new ArrayList<>();
    private final List<HttpAnswer> answers = new ArrayList<>();
    private Duration cost = Duration.ZERO;
    private int written;
    private int seen;

    private final class Answers implements Exchange {

        @Override
        public void answer(HttpAnswer answer) {
            answers.add(answer);
        }

        @Override
        public RecordStream stream(HttpAnswer head, Runnable broken) {
            throw new AssertionError("a page is no stream");
        }
    }

    private void ask(String name) {
        ask(name, Headers.NONE);
    }

    private void ask(String name, Headers headers) {
        pages.answer(
                new HttpRequest("GET", "/" + name, headers, ByteString.EMPTY),
                new OperatorRequest.Looking(name, (master, now) -> {
                    written++;
                    clock.advance(cost);
                    return HttpAnswer.text(
                            200, name + " as of look " + master.master().unreachable() + "x".repeat(2000));
                }),
                new Answers(),
                looks::add);
    }

    /** The look that was asked for first comes. */
    private void look() {
        int number = ++seen;
        looks.remove(0)
                .accept(() -> new MasterInspection(
                        new MasterSnapshot(
                                MasterInfo.getDefaultInstance(), "c", 0, List.of(), number, List.of(), List.of()),
                        List.of(),
                        () -> new RolesView(RoleSettings.NONE, ClusterUse.NONE),
                        MaintenanceView.NONE));
    }

    private List<String> answered() {
        List<String> bodies = answers.stream()
                .map(answer -> answer.body().replace("x".repeat(2000), ""))
                .toList();
        answers.clear();
        return bodies;
    }

    @Test
    void all_who_ask_before_the_look_comes_are_answered_by_it_and_a_page_is_written_once() {
        ask("state");
        ask("state");
        ask("slaves");
        assertThat(looks).hasSize(1);
        look();
        assertThat(answered()).containsExactly("state as of look 1", "state as of look 1", "slaves as of look 1");
        assertThat(written).isEqualTo(2);
    }

    @Test
    void a_page_that_takes_long_is_shared_for_ten_times_as_long_and_its_age_is_said() {
        cost = Duration.ofMillis(50);
        ask("state");
        look();
        clock.advance(Duration.ofMillis(300));
        ask("state");
        assertThat(looks).isEmpty();
        assertThat(answers.get(0).headers().last(SharedPages.AGE)).contains("0.050");
        assertThat(answers.get(1).headers().last(SharedPages.AGE)).contains("0.350");
        assertThat(answers.get(1).bytes()).isSameAs(answers.get(0).bytes());
        clock.advance(Duration.ofMillis(200));
        ask("state");
        assertThat(looks).hasSize(1);
    }

    @Test
    void no_page_is_shared_for_longer_than_a_second() {
        cost = Duration.ofMillis(400);
        ask("state");
        look();
        clock.advance(Duration.ofMillis(599));
        ask("state");
        assertThat(looks).isEmpty();
        clock.advance(Duration.ofMillis(1));
        ask("state");
        assertThat(looks).hasSize(1);
    }

    @Test
    void a_page_that_costs_nothing_is_as_of_now() {
        ask("state");
        look();
        ask("state");
        look();
        assertThat(answered()).containsExactly("state as of look 1", "state as of look 2");
    }

    @Test
    void who_asks_after_a_change_is_not_answered_by_a_look_of_before() {
        cost = Duration.ofMillis(100);
        ask("roles");
        look();
        pages.outdate();
        ask("roles");
        pages.outdate();
        ask("roles");
        assertThat(looks).hasSize(2);
        look();
        look();
        assertThat(answered()).containsExactly("roles as of look 1", "roles as of look 2", "roles as of look 3");
        ask("roles");
        assertThat(answered()).containsExactly("roles as of look 3");
    }

    @Test
    void a_look_that_does_not_come_is_asked_for_again_with_all_who_wait() {
        ask("state");
        clock.advance(Duration.ofSeconds(9));
        ask("state");
        assertThat(looks).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        ask("state");
        assertThat(looks).hasSize(2);
        looks.remove(0);
        look();
        assertThat(answered()).containsExactly("state as of look 1", "state as of look 1", "state as of look 1");
    }

    @Test
    void a_page_is_compressed_once_for_all_who_accept_that() throws IOException {
        cost = Duration.ofMillis(100);
        Headers gzip = Headers.NONE.with("Accept-Encoding", "gzip");
        ask("state", gzip);
        ask("state");
        ask("state", gzip);
        look();
        assertThat(answers.get(0).headers().last("Content-Encoding")).contains("gzip");
        assertThat(answers.get(0).bytes()).isSameAs(answers.get(2).bytes());
        assertThat(answers.get(1).headers().last("Content-Encoding")).isEmpty();
        try (GZIPInputStream plain = new GZIPInputStream(
                new ByteArrayInputStream(answers.get(0).bytes().toByteArray()))) {
            assertThat(plain.readAllBytes()).isEqualTo(answers.get(1).bytes().toByteArray());
        }
    }

    @Test
    void who_has_been_answered_that_a_change_is_done_sees_it() {
        cost = Duration.ofMillis(100);
        ask("weights");
        look();
        new ChangeExchange(new Answers(), pages).answer(HttpAnswer.empty(200));
        ask("weights");
        look();
        assertThat(answered()).containsExactly("weights as of look 1", "", "weights as of look 2");
    }

    @Test
    void a_page_that_cannot_be_written_is_answered_all_the_same() {
        pages.answer(
                new HttpRequest("GET", "/bad", Headers.NONE, ByteString.EMPTY),
                new OperatorRequest.Looking("bad", (master, now) -> {
                    throw new IllegalStateException("planted");
                }),
                new Answers(),
                looks::add);
        look();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(503));
    }
}
