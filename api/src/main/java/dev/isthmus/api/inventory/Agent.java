package dev.isthmus.api.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An agent at one moment, as reported by its backend. Immutable.
 *
 * @param id its id, for as long as it exists
 * @param address where it can be reached
 * @param zone its availability zone, if it has one
 * @param state whether it accepts tasks
 * @param total all that it has for tasks, in the backend's dialect (R-OS-13)
 * @param free what is free of that, in the backend's dialect; never more than the total (R-OS-13)
 * @param holdings every launch that is already deducted from {@code free}, of every driver, also after a restart (R-OS-14), and
 *     while it is stopping (R-OS-16); what is not
 *     listed is still to be deducted
 * @param attributes its attributes, by name; a name without a value has the empty text
 */
public record Agent(
        AgentId id,
        AgentAddress address,
        Optional<String> zone,
        AgentState state,
        Resources total,
        Resources free,
        List<Holding> holdings,
        SortedMap<String, String> attributes) {

    /** Copies the collections and refuses two dialects. */
    public Agent {
        if (!total.dialect().equals(free.dialect())) {
            throw new IllegalArgumentException("agent " + id + " has its total in dialect " + total.dialect()
                    + " and what is free in " + free.dialect() + ": want one dialect");
        }
        holdings = List.copyOf(holdings);
        attributes = AgentAttributes.of(attributes);
    }

    /** Starts an agent that is ready and wholly free. */
    public static Builder builder(AgentId id, Resources total) {
        return new Builder(id, total);
    }

    /** Starts from this agent. */
    public Builder toBuilder() {
        // Make sure to carry each component over here when one is added.
        return new Builder(id, total)
                .address(address)
                .zone(zone)
                .state(state)
                .free(free)
                .holdings(holdings)
                .attributes(attributes);
    }

    /** Collects the parts of an agent. Not thread-safe. */
    public static final class Builder {

        private final AgentId id;
        private final Resources total;
        private AgentAddress address;
        private Optional<String> zone = Optional.empty();
        private AgentState state = AgentState.READY;
        private Resources free;
        private List<Holding> holdings = List.of();
        private AgentAttributes attributes = AgentAttributes.NONE;

        private Builder(AgentId id, Resources total) {
            this.id = id;
            this.total = total;
            this.free = total;
            this.address = new AgentAddress(id.value(), AgentAddress.UNKNOWN_IP);
        }

        /** Where it can be reached; by default its id, at an unknown address. */
        public Builder address(AgentAddress address) {
            this.address = address;
            return this;
        }

        /** Its availability zone. */
        public Builder zone(Optional<String> zone) {
            this.zone = zone;
            return this;
        }

        /** Whether it takes tasks; by default it does. */
        public Builder state(AgentState state) {
            this.state = state;
            return this;
        }

        /** What is free; by default all. */
        public Builder free(Resources free) {
            this.free = free;
            return this;
        }

        /** The launches that {@code free} accounts for. */
        public Builder holdings(List<Holding> holdings) {
            this.holdings = holdings;
            return this;
        }

        /** Its attributes. */
        public Builder attributes(Map<String, String> attributes) {
            this.attributes = AgentAttributes.of(attributes);
            return this;
        }

        /** The agent. */
        public Agent build() {
            return new Agent(id, address, zone, state, total, free, holdings, attributes);
        }
    }
}
