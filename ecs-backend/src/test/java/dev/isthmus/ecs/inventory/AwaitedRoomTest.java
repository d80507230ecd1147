package dev.isthmus.ecs.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.inventory.AwaitedRoom.RoomShown;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AwaitedRoomTest {

    private static final AgentId SLOT = new AgentId("growth-workers-0");
    private static final Resources HALF = Resources.of(Dialect.MESOS, ResourceName.CPUS, Amount.parse("0.5"));
    private static final Agent INSTANCE = Agent.builder(
                    new AgentId("a"), Resources.of(Dialect.ECS, ResourceName.ECS_CPU, Amount.of(800)))
            .build();

    private final AwaitedRoom room = new AwaitedRoom();

    private static Instant at(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }

    private boolean isFor(long first, long last) {
        return room.isFor("workers", INSTANCE, new RoomShown(at(first), at(last)));
    }

    private void waits(String key, boolean isStarted) {
        room.add(SLOT, key, HALF, isStarted, at(100));
    }

    @Test
    void all_of_a_group_are_placed_together() {
        waits("one", true);
        assertThat(isFor(100, 100)).isTrue();
        room.clear();
        waits("group", true);
        waits("group", true);
        assertThat(isFor(100, 100)).as("1 CPU of 800 units").isFalse();
    }

    @Test
    void ECS_is_given_fifteen_seconds_since_it_has_the_task_and_the_room() {
        waits("t", true);
        assertThat(isFor(0, 114)).isTrue();
        assertThat(isFor(200, 214)).as("the room is new").isTrue();
        assertThat(isFor(200, 215)).isFalse();
        assertThat(isFor(300, 300)).as("and was not given to it once").isFalse();
        assertThat(room.isFor("others", INSTANCE, new RoomShown(at(0), at(0)))).isFalse();
    }

    @Test
    void what_is_still_being_started_waits_for_any_room() {
        waits("t", false);
        assertThat(isFor(0, 1000)).isTrue();
    }

    @Test
    void who_waits_no_longer_is_forgotten() {
        waits("t", true);
        assertThat(isFor(0, 115)).isFalse();
        room.clear();
        room.said();
        assertThat(isFor(200, 200)).isFalse();
        room.add(SLOT, "t", HALF, true, at(200));
        assertThat(isFor(0, 200)).as("it waits anew").isTrue();
    }
}
