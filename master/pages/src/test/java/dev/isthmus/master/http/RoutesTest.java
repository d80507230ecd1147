package dev.isthmus.master.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Fact 4: the longest leading path. */
class RoutesTest {

    private static final Routes ROUTES = new Routes(List.of("slaves", "state", "api/v1", "api/v1/scheduler"));

    @Test
    void fact_04_the_longest_leading_path_counts() {
        assertThat(ROUTES.of("/slaves")).hasValue("slaves");
        assertThat(ROUTES.of("/slaves/1234/x")).hasValue("slaves");
        assertThat(ROUTES.of("/api/v1/scheduler")).hasValue("api/v1/scheduler");
        assertThat(ROUTES.of("/api/v1/scheduler/x")).hasValue("api/v1/scheduler");
        assertThat(ROUTES.of("/api/v1/schedulers")).hasValue("api/v1");
        assertThat(ROUTES.of("/api")).isEmpty();
    }

    @Test
    void fact_04_a_slash_at_the_end_and_a_query_count_for_nothing() {
        assertThat(ROUTES.of("/state/")).hasValue("state");
        assertThat(ROUTES.of("//state//")).hasValue("state");
        assertThat(ROUTES.of("/state?jsonp=/slaves")).hasValue("state");
        assertThat(ROUTES.of("http://master:5050/state")).hasValue("state");
    }

    @Test
    void fact_04_every_route_is_one_of_the_master_s() {
        assertThat(ROUTES.of("/master/state")).hasValue("state");
        assertThat(ROUTES.of("/master/api/v1/scheduler/")).hasValue("api/v1/scheduler");
        assertThat(ROUTES.of("/master")).isEmpty();
        assertThat(ROUTES.of("/master/master/state")).isEmpty();
    }

    @Test
    void fact_04_all_else_is_not_found() {
        for (String target :
                List.of("/", "", "*", "state", "/state.json", "/State", "http://state", "//", "/?/state")) {
            assertThat(ROUTES.of(target)).as(target).isEmpty();
        }
    }

    @Test
    void a_route_has_no_slash_at_its_ends() {
        for (String name : List.of("", "/state", "state/")) {
            assertThatThrownBy(() -> new Routes(List.of(name))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
