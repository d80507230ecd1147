package dev.isthmus.simulation.happening;

import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.mesos.protobuf.ByteString;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** Something that happens to a world of a master; nothing in any other. */
public sealed interface MasterHappening extends Happening {

    /** Makes it happen. */
    void happen(WorldStage stage, MasterStage master);

    /** What it is. */
    Kind kind();

    /** Kinds of them. */
    enum Kind {
        /** A connection breaks. */
        STREAM_CUT,
        /** A framework subscribes again and again. */
        SUBSCRIBE_STORM,
        /** Processes of a framework begin one after the other. */
        FAILOVER_STORM,
        /** A weight or a quota is set. */
        ROLES_CHANGED,
        /** A framework is removed. */
        TORN_DOWN
    }

    @Override
    default void happen(WorldStage stage) {
        stage.master().ifPresent(master -> happen(stage, master));
    }

    @Override
    default <R> R fold(HappeningCases<R> cases) {
        return cases.ofMaster(this);
    }

    /** Something that happens to one framework. */
    sealed interface ToFramework extends MasterHappening {

        /** Its number. */
        int framework();

        @Override
        default OptionalInt onlyTo() {
            return OptionalInt.of(framework());
        }
    }

    /** The connection of a framework to its master breaks, which both notice some time. */
    record CutStream(int framework) implements ToFramework {
        @Override
        public Kind kind() {
            return Kind.STREAM_CUT;
        }

        @Override
        public void happen(WorldStage stage, MasterStage master) {
            master.cutStream(framework);
        }
    }

    /** A framework subscribes again and again, and forgets each time that it has. */
    record SubscribeStorm(int framework, int times) implements ToFramework {
        @Override
        public Kind kind() {
            return Kind.SUBSCRIBE_STORM;
        }

        @Override
        public void happen(WorldStage stage, MasterStage master) {
            master.subscribeAgain(framework, times);
        }
    }

    /** So many processes of a framework begin, one soon after the other. */
    record FailoverStorm(int framework, int times, Duration apart) implements ToFramework {
        @Override
        public Kind kind() {
            return Kind.FAILOVER_STORM;
        }

        @Override
        public void happen(WorldStage stage, MasterStage master) {
            for (int i = 0; i < times; i++) {
                stage.after(apart.multipliedBy(i), () -> stage.startSecond(framework));
            }
        }

        @Override
        public Duration disturbsFor() {
            return apart.multipliedBy(times);
        }
    }

    /** An operator sets the weight of a role. */
    record Weigh(String role, double weight) implements MasterHappening {
        @Override
        public Kind kind() {
            return Kind.ROLES_CHANGED;
        }

        @Override
        public void happen(WorldStage stage, MasterStage master) {
            String text = String.format(Locale.ROOT, "[{\"role\":\"%s\",\"weight\":%.2f}]", role, weight);
            master.operate(asked("PUT", "/weights", text));
        }
    }

    /** An operator sets how many CPUs the frameworks of a role may have, and how many they are guaranteed; below zero for no such thing. */
    record SetQuota(String role, double limit, double guarantee) implements MasterHappening {
        @Override
        public Kind kind() {
            return Kind.ROLES_CHANGED;
        }

        @Override
        public void happen(WorldStage stage, MasterStage master) {
            String text = "{\"type\":\"UPDATE_QUOTA\",\"update_quota\":{\"force\":true,\"quota_configs\":[{\"role\":\""
                    + role + "\"" + cpus("limits", limit) + cpus("guarantees", guarantee) + "}]}}";
            master.operate(asked("POST", "/api/v1", text));
        }

        private static String cpus(String what, double amount) {
            return amount < 0 ? "" : String.format(Locale.ROOT, ",\"%s\":{\"cpus\":{\"value\":%.2f}}", what, amount);
        }
    }

    /** An operator has a framework removed. */
    record TearDown(int framework) implements ToFramework {
        @Override
        public Kind kind() {
            return Kind.TORN_DOWN;
        }

        @Override
        public void happen(WorldStage stage, MasterStage master) {
            master.tearDown(framework);
        }
    }

    private static HttpRequest asked(String method, String target, String body) {
        return new HttpRequest(
                method, target, Headers.NONE.with("Content-Type", "application/json"), ByteString.copyFromUtf8(body));
    }
}
