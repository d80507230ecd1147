package dev.isthmus.simulation.driver;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.shell.MesosFrontend;
import dev.isthmus.mesos.shell.SteppedDriver;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.Optional;

/** Drivers within the processes of their frameworks: the real frontend without its thread, the real backend, and a journal each. */
public final class EmbeddedDrivers implements Drivers {

    private final Surroundings around;

    /** In these surroundings. */
    public EmbeddedDrivers(Surroundings around) {
        this.around = around;
    }

    @Override
    public ProcessDriver open(
            DriverPlace place, FrameworkInfo info, SchedulerCallbacks callbacks, Described described) {
        Draws ids = place.chance().of("ids");
        Wrapping wrapping = around.wrapping();
        SteppedDriver driver = MesosFrontend.stepped(FrontendOptions.builder(info, callbacks)
                .implicitAcknowledgements(described.acknowledgesImplicitly())
                .settings(around.settings())
                .fencedBackend(fence -> around.host()
                        .map(host -> host.share(place.time()))
                        .orElseGet(() -> around.backend(place.life(), place.time(), place, place.chance(), fence)))
                .translators(dialect -> TranslatorTable.load(Discovery.installed(), dialect, around.settings()))
                .journal(context -> Optional.of(
                        wrapping.journal(place.life(), around.journals().open(context, place.time(), place::leaves))))
                .clock(place.time().clock())
                .steady(place.time().steady())
                .scheduler(place.time().scheduler())
                .mesosVersion(described.mesosVersion())
                .uuids(ids::uuid)
                .build());
        return new Embedded(driver, place.time(), place.chance().of("lag"));
    }

    private final class Embedded implements ProcessDriver {

        private final SteppedDriver driver;
        private final ProcessTime time;
        private final FrontendThread frontend;

        Embedded(SteppedDriver driver, ProcessTime time, Draws lag) {
            this.driver = driver;
            this.time = time;
            this.frontend = new FrontendThread(driver, time, Optional.of(lag));
        }

        @Override
        public FrameworkDriver driver() {
            return driver.driver();
        }

        @Override
        public boolean takesCalls() {
            return true;
        }

        @Override
        public void stepped() {
            frontend.stepped();
        }

        @Override
        public void ended() {
            around.host().ifPresent(host -> host.died(time));
            around.journals().died(time);
        }
    }
}
