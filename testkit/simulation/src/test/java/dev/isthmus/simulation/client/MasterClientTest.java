package dev.isthmus.simulation.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.outgoing.EventRecord;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.driver.DriverPlace;
import dev.isthmus.simulation.driver.Drivers;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.time.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A client of a master that a test makes up: what its framework throws is the framework's, and what else goes wrong is a fault of a step. */
class MasterClientTest {

    private final ManualClock clock = new ManualClock();
    private final List<Throwable> faults = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final MadeUp master = new MadeUp();
    private final Place place = new Place();
    private final MasterClient client = new MasterClient(
            clock,
            master,
            place,
            new SubscribeTerms(
                    FrameworkInfo.newBuilder().setUser("").setName("a").build(), FrameworkTerms.NONE, new Draws(0)),
            callbacks(),
            new Drivers.Described(true, "1.11.0"),
            new WireForm(MediaType.PROTOBUF));

    private SchedulerCallbacks callbacks() {
        return (SchedulerCallbacks) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SchedulerCallbacks.class}, (proxy, method, args) -> {
                    tell(method.getName());
                    return null;
                });
    }

    /** The framework throws in all callbacks but {@code registered}. */
    private void tell(String callback) {
        told.add(callback);
        if (!callback.equals("registered")) {
            throw new IllegalStateException("the framework fails");
        }
    }

    private final class Place implements DriverPlace {
        private final ProcessTime time = new ProcessTime(clock, () -> {}, faults::add);

        @Override
        public DriverLife life() {
            return new DriverLife("a", 1);
        }

        @Override
        public ProcessTime time() {
            return time;
        }

        @Override
        public Draws chance() {
            return new Draws(1);
        }

        @Override
        public void renew() {}

        @Override
        public void subscribed(String frameworkId) {}

        @Override
        public void masterLost() {
            tell("no master");
        }

        @Override
        public boolean leaves() {
            return true;
        }

        @Override
        public void checked() {}
    }

    private final class MadeUp implements MasterLookup, MasterDoor {
        private final ProcessTime time = new ProcessTime(clock, () -> {}, faults::add);
        private final List<RecordStream> streams = new ArrayList<>();
        private boolean isThere = true;

        @Override
        public Optional<MasterDoor> newest() {
            return isThere ? Optional.of(this) : Optional.empty();
        }

        @Override
        public void watch(Runnable changed) {}

        @Override
        public ProcessTime time() {
            return time;
        }

        @Override
        public void handle(HttpRequest request, Exchange exchange) {
            streams.add(exchange.stream(new HttpAnswer(200, Headers.NONE.with("Mesos-Stream-Id", "s"), ""), () -> {}));
        }

        @Override
        public boolean isGone() {
            return !isThere;
        }

        @Override
        public void whenGone(Runnable then) {}
    }

    private void pass() {
        clock.advance(Duration.ofSeconds(1));
    }

    private void hears(Event.Builder event) {
        master.streams.get(0).send(new EventRecord(event.build(), MediaType.PROTOBUF));
        pass();
    }

    private void connects() {
        client.subscribe();
        pass();
        Event.Builder subscribed = Event.newBuilder().setType(Event.Type.SUBSCRIBED);
        subscribed.getSubscribedBuilder().getFrameworkIdBuilder().setValue("a");
        hears(subscribed);
    }

    private static Event.Builder offers() {
        Event.Builder offers = Event.newBuilder().setType(Event.Type.OFFERS);
        offers.getOffersBuilder();
        return offers;
    }

    @Test
    void an_event_that_it_does_not_know_is_a_fault() {
        connects();
        hears(Event.newBuilder().setType(Event.Type.INVERSE_OFFERS));
        assertThat(faults).singleElement(THROWABLE).hasMessageContaining("no client knows");
    }

    @Test
    void a_framework_that_throws_has_its_driver_abort_and_is_told_no_more() {
        connects();
        hears(offers());
        hears(offers());
        assertThat(told).containsExactly("registered", "resourceOffers");
        assertThat(faults).isEmpty();
    }

    @Test
    void one_that_throws_when_a_launch_is_refused_without_a_master_does_so_too() {
        master.isThere = false;
        client.driver().launchTasks(List.of(), List.of(task("t1"), task("t2")), Filters.getDefaultInstance());
        pass();
        assertThat(told).containsExactly("statusUpdate");
        assertThat(faults).isEmpty();
    }

    @Test
    void one_that_throws_when_there_is_no_master_any_more_does_so_too() {
        connects();
        master.streams.get(0).end();
        pass();
        assertThat(told).containsExactly("registered", "no master");
        assertThat(faults).isEmpty();
    }

    private static TaskInfo task(String id) {
        TaskInfo.Builder task = TaskInfo.newBuilder().setName(id);
        task.getTaskIdBuilder().setValue(id);
        task.getSlaveIdBuilder().setValue("agent");
        return task.build();
    }
}
