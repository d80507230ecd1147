package dev.isthmus.api.resource;

import java.util.regex.Pattern;

/**
 * A named vocabulary of resources. {@code mesos} says cpus, mem, ports, gpus and disk; {@code ecs} says CPU, MEMORY, PORTS, PORTS_UDP
 * and GPU. Amounts of different dialects are never added or compared.
 *
 * @param name lower case letters, digits and dashes, starting with a letter
 */
public record Dialect(String name) {

    // Above the constants, which it checks while this class is being initialised.
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*");

    /** The resource names of Apache Mesos. Scalars in CPUs and in MiB. */
    public static final Dialect MESOS = new Dialect("mesos");

    /**
     * The resource names of Amazon ECS. CPU in units of 1/1024 vCPU, MEMORY in MiB, GPU in devices. Ports are held the other way round
     * than ECS shows them: here PORTS and PORTS_UDP are the ports that are <em>free</em>.
     */
    public static final Dialect ECS = new Dialect("ecs");

    /** Checks the form of the name. */
    public Dialect {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "dialect '" + name + "': want lower case letters, digits and dashes, starting with a letter");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
