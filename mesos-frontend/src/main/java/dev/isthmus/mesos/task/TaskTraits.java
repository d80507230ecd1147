package dev.isthmus.mesos.task;

/**
 * What of a task's description matters after its launch.
 *
 * @param role the role of the offer it was launched on
 * @param docker whether it asked for a Docker container, which only changes wording
 * @param healthChecked whether it has a health check, so that an unhealthy one is to be killed
 */
public record TaskTraits(String role, boolean docker, boolean healthChecked) {

    /** Of a task that an earlier process launched: the backend does not tell more. */
    static final TaskTraits RECOVERED = new TaskTraits("*", false, false);
}
