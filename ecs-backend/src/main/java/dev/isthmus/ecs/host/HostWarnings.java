package dev.isthmus.ecs.host;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.step.Notes;
import java.util.List;

/** Logs the consequences of missing host names, once for each cause. */
final class HostWarnings {

    /** How many lookups in a row may fail temporarily before a warning. */
    static final int PATIENCE = 3;

    private static final String EFFECT =
            "It goes by an id that no DNS knows: what finds tasks by the host name of their agent (links to tasks,"
                    + " service discovery and load balancers, executors that call back) will not reach them. Tasks start and end all the same.";
    private static final String REMEDY =
            "set the attributes isthmus.hostname and isthmus.ip of the container instance (docs/guide/frameworks.md, \"Names of agents\")";

    private final Notes notes;
    private boolean saidNotEc2;
    private boolean saidUnknown;
    private boolean saidFailed;
    private boolean failing;

    HostWarnings(Notes notes) {
        this.notes = notes;
    }

    /** To be called for an agent that is not an EC2 instance. */
    void notEc2(Agent agent) {
        if (!saidNotEc2) {
            saidNotEc2 = true;
            notes.warn(
                    "Agent {} ({}) is not an EC2 instance, so nobody can be asked for its host name. {} To give it one, {}. This is said once.",
                    agent.id(),
                    agent.address().hostname(),
                    EFFECT,
                    REMEDY);
        }
    }

    /** To be called when EC2 does not know machines. */
    void unknown(List<String> machines) {
        if (saidUnknown) {
            notes.debug("EC2 does not know {}", machines);
        } else {
            saidUnknown = true;
            notes.warn(
                    "EC2 does not know {} {}, perhaps of another account, so the host name of the agent there is not known. {} To give it one, {}."
                            + " This is said once.",
                    machines.size() == 1 ? "instance" : "instances",
                    machines,
                    EFFECT,
                    REMEDY);
        }
    }

    /** To be called when a lookup has failed. */
    void failed(CallFailure failure) {
        failing = true;
        if (saidFailed) {
            notes.debug("Still no host names of agents: {}", failure.message());
        } else {
            saidFailed = true;
            notes.warn(
                    "Host names of agents cannot be looked up: {}. An agent without a name is named by its EC2 instance id. {} Allow the lookup, or"
                            + " {}, or switch the lookup off with ISTHMUS_EC2_LOOKUP=false. This is said once; it is tried again.",
                    failure.message(),
                    EFFECT,
                    REMEDY);
        }
    }

    /** To be called when a lookup has succeeded. */
    void answered() {
        if (failing) {
            failing = false;
            notes.info("Host names of agents are looked up again");
        }
    }
}
