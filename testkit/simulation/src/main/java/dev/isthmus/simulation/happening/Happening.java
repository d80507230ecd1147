package dev.isthmus.simulation.happening;

import dev.isthmus.simulation.cluster.InstanceChange;
import dev.isthmus.simulation.cluster.NetworkWeather;
import dev.isthmus.simulation.journal.JournalDisk;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** Something that happens to a world from outside. A value, so that a scenario can be read, compared and made smaller. */
public sealed interface Happening
        permits Happening.ToProcess,
                Happening.ToInstance,
                Happening.Others,
                Happening.Join,
                Happening.Network,
                Happening.Journals,
                EventHappening,
                FargateHappening,
                GrowthHappening,
                MasterHappening {

    /** Makes it happen. What it begins, it ends by itself, if it says for how long. */
    void happen(WorldStage stage);

    /** Whether it is something that goes wrong, after which bounds hold only when it is over. */
    default Duration disturbsFor() {
        return Duration.ZERO;
    }

    /** For how long, from its beginning on, what it does can go unnoticed by whoever relies upon being told. */
    default Duration unnoticedFor() {
        return Duration.ZERO;
    }

    /** For how long it goes on, whether that makes a difference to bounds or not. */
    default Duration lastsFor() {
        return disturbsFor();
    }

    /** For how long it goes on though the scenario is over; nothing of all but an absence. */
    default Duration outlastsFor() {
        return Duration.ZERO;
    }

    /** Calls the case of this kind. */
    <R> R fold(HappeningCases<R> cases);

    /** The number of the framework that it happens to, or {@link ToProcess#MASTER}; empty if it happens to all. */
    default OptionalInt onlyTo() {
        return OptionalInt.empty();
    }

    /** Whether it happens to the process of the master. */
    default boolean isToMaster() {
        return false;
    }

    /** Something that happens to the process of one framework, or to that of the master. */
    sealed interface ToProcess extends Happening
            permits LongAbsence, Kill, Freeze, TakeOver, FreezeBeforeCall, ClockJump {

        /** The number of the master, however many frameworks there are; where there is no master, nothing happens. */
        int MASTER = -1;

        /** The number of the framework, counted round and round, or {@link #MASTER}. */
        int framework();

        @Override
        default OptionalInt onlyTo() {
            return OptionalInt.of(framework());
        }

        @Override
        default boolean isToMaster() {
            return framework() == MASTER;
        }
    }

    /** The process of a framework is killed, before its so many'th activity from then on. It is started again soon. */
    record Kill(int framework, int activities) implements ToProcess {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.kill(this);
        }

        @Override
        public void happen(WorldStage stage) {
            stage.process(framework).ifPresent(process -> process.killAfter(activities));
        }
    }

    /** The process of a framework stands still for a while. */
    record Freeze(int framework, Duration length) implements ToProcess {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.freeze(this);
        }

        @Override
        public void happen(WorldStage stage) {
            stage.process(framework).ifPresent(process -> {
                process.freeze();
                stage.after(length, process::thaw);
            });
        }

        @Override
        public Duration disturbsFor() {
            return length;
        }
    }

    /** A second process of the framework begins, while the one it has stands still for a while; then that goes on. */
    record TakeOver(int framework, Duration frozenFor) implements ToProcess {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.takeOver(this);
        }

        @Override
        public void happen(WorldStage stage) {
            stage.process(framework).ifPresent(process -> {
                if (!frozenFor.isZero()) {
                    process.freeze();
                    stage.after(frozenFor, process::thaw);
                }
                stage.startSecond(framework);
            });
        }

        @Override
        public Duration disturbsFor() {
            return frozenFor;
        }
    }

    /**
     * The process of a framework stands still between the fence's leave for its next call and that call, while a second one takes over; then it goes on.
     */
    record FreezeBeforeCall(int framework, Duration length) implements ToProcess {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.freezeBeforeCall(this);
        }

        @Override
        public void happen(WorldStage stage) {
            stage.process(framework)
                    .ifPresent(process -> process.freezeAtNextCheck(() -> {
                        stage.after(Duration.ofMillis(1), () -> stage.startSecond(framework));
                        stage.after(length, process::thaw);
                    }));
        }

        @Override
        public Duration disturbsFor() {
            return length;
        }
    }

    /** The clock of a framework's machine is set forward, or back. */
    record ClockJump(int framework, Duration by) implements ToProcess {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.clockJump(this);
        }

        @Override
        public void happen(WorldStage stage) {
            stage.process(framework).ifPresent(process -> process.jumpClock(by));
        }
    }

    /** What can be done to an instance. */
    enum InstanceEvent {
        /** An operator drains it. */
        DRAIN,
        /** An operator makes it active again. */
        ACTIVATE,
        /** An operator deregisters it by force. */
        DEREGISTER,
        /** Its machine is terminated. */
        TERMINATE,
        /** EC2 takes it back, two minutes from then. */
        SPOT,
        /** Its agent loses its connection. */
        DISCONNECT,
        /** Its agent connects again. */
        RECONNECT
    }

    /** Something is done to an instance, by its number; nothing if it has gone. */
    record ToInstance(int instance, InstanceEvent event) implements Happening {

        private static final Duration NOTICE = Duration.ofMinutes(2);

        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.toInstance(this);
        }

        @Override
        public void happen(WorldStage stage) {
            int number = instance % Math.max(1, stage.cluster().instanceCount());
            if (stage.cluster().instanceCount() > 0) {
                stage.cluster().change(number, event.name().toLowerCase(Locale.ROOT), this::change);
            }
            if (event == InstanceEvent.SPOT) {
                stage.after(NOTICE.plusMillis(1), () -> stage.cluster().look(number));
            }
        }

        private void change(InstanceChange its) {
            switch (event) {
                case DRAIN -> its.drain();
                case ACTIVATE -> its.activate();
                case DEREGISTER -> its.deregister();
                case TERMINATE -> its.terminate();
                case SPOT -> its.interruptSpot(NOTICE);
                case DISCONNECT -> its.disconnect();
                case RECONNECT -> its.reconnect();
            }
        }
    }

    /** Others, who know nothing of Isthmus, start a task on an instance, which takes that much of it until it ends. */
    record Others(int instance, int cpu, int memory, Duration length) implements Happening {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.others(this);
        }

        @Override
        public void happen(WorldStage stage) {
            if (stage.cluster().instanceCount() > 0) {
                stage.cluster().startForOthers(instance % stage.cluster().instanceCount(), cpu, memory, length);
            }
        }
    }

    /** An instance registers. */
    record Join(int cpu, int memory) implements Happening {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.join(this);
        }

        @Override
        public void happen(WorldStage stage) {
            stage.cluster().add(InstanceSpec.of(cpu, memory));
        }
    }

    /** The network is so for a while, and then fair. */
    record Network(NetworkWeather weather, Duration length) implements Happening {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.network(this);
        }

        @Override
        public void happen(WorldStage stage) {
            stage.network().weather(weather);
            stage.after(length, () -> stage.network().weather(NetworkWeather.FAIR));
        }

        @Override
        public Duration disturbsFor() {
            return length;
        }
    }

    /** The store of journals is so for a while, and then fair. */
    record Journals(JournalDisk disk, Duration length) implements Happening {
        @Override
        public <R> R fold(HappeningCases<R> cases) {
            return cases.journals(this);
        }

        @Override
        public void happen(WorldStage stage) {
            stage.journals().disk(disk);
            stage.after(length, () -> stage.journals().disk(JournalDisk.FAIR));
        }

        @Override
        public Duration disturbsFor() {
            return length;
        }
    }
}
