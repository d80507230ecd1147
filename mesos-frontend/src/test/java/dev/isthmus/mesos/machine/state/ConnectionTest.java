package dev.isthmus.mesos.machine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.StatesPage;
import dev.isthmus.mesos.machine.state.Connection.Away;
import dev.isthmus.mesos.machine.state.Connection.Before;
import dev.isthmus.mesos.machine.state.Connection.Over;
import dev.isthmus.mesos.machine.state.Connection.Registered;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The states of the connection are those of docs/reference/connection-states.md. */
class ConnectionTest {

    private static final StatesPage PAGE = new StatesPage("connection-states.md", "ConnectionTest");

    private static Map<String, UnaryOperator<Connection>> events() {
        Map<String, UnaryOperator<Connection>> events = new LinkedHashMap<>();
        events.put("start", Connection::start);
        events.put("first answer", Connection::register);
        events.put("all agents known", Connection::complete);
        events.put("cut off", Connection::cutOff);
        events.put("out of date", Connection::outdated);
        events.put("stream lost", Connection::leave);
        events.put("stream again", Connection::returned);
        events.put("aborted", Connection::deactivate);
        events.put("drain", connection -> connection.end(Over.End.DRAINING));
        events.put("leave", connection -> connection.end(Over.End.LEAVING));
        events.put("close", connection -> connection.end(Over.End.CLOSED));
        return events;
    }

    private static String name(Connection connection) {
        return connection.fold(
                before -> before.watching() ? "waiting" : "not started",
                registered -> "registered" + name(registered.link()),
                away -> "away" + name(away.link()),
                over -> over.end().name().toLowerCase(Locale.ROOT)
                        + switch (over.reach()) {
                            case NEVER -> ", never registered";
                            case REACHED -> "";
                            case CUT_OFF -> ", cut off";
                        });
    }

    private static String name(Registered.Link link) {
        return switch (link) {
            case PARTIAL -> "";
            case COMPLETE -> ", agents known";
            case CUT_OFF -> ", cut off";
        };
    }

    /** Every state that can be reached from the first. */
    private static Set<Connection> reachable() {
        Set<Connection> found = new LinkedHashSet<>(List.of(new Before(false)));
        Deque<Connection> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            Connection connection = open.remove();
            for (UnaryOperator<Connection> event : events().values()) {
                try {
                    Connection next = event.apply(connection);
                    if (found.add(next)) {
                        open.add(next);
                    }
                } catch (IllegalStateException e) {
                    // Impossible, as the table says.
                }
            }
        }
        return found;
    }

    @Test
    void page_has_the_table_of_the_states() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        reachable()
                .forEach(connection -> rows.put(
                        name(connection),
                        events().values().stream()
                                .map(event -> StatesPage.cell(name(connection), () -> name(event.apply(connection))))
                                .toList()));
        PAGE.holds("states", "the connection is", events().keySet(), rows);
    }

    @Test
    void every_state_that_can_be_made_can_be_reached() {
        Set<Connection> all = new LinkedHashSet<>(List.of(new Before(false), new Before(true)));
        for (Registered.Link link : Registered.Link.values()) {
            all.add(new Registered(link));
            all.add(new Away(link));
        }
        for (Over.End end : Over.End.values()) {
            for (Over.Reach reach : Over.Reach.values()) {
                all.add(new Over(end, reach));
            }
        }
        assertThat(reachable()).containsExactlyInAnyOrderElementsOf(all);
    }
}
