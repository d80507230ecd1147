package dev.isthmus.testkit.ecs.account;

/** Makes and reads the names of resources. */
public record Arns(String region, String accountId) {
    public String cluster(String name) {
        return of("cluster/" + name);
    }

    public String instance(String cluster, String id) {
        return of("container-instance/" + cluster + "/" + id);
    }

    public String task(String cluster, String id) {
        return of("task/" + cluster + "/" + id);
    }

    public String container(String cluster, String taskId, String id) {
        return of("container/" + cluster + "/" + taskId + "/" + id);
    }

    public String definition(String family, int revision) {
        return of("task-definition/" + family + ":" + revision);
    }

    /** Of {@code family:revision}. */
    public String definition(String familyAndRevision) {
        return of("task-definition/" + familyAndRevision);
    }

    public String capacityProvider(String name) {
        return of("capacity-provider/" + name);
    }

    public String caller() {
        return "arn:aws:iam::" + accountId + ":user/fake";
    }

    /** Who stands for the whole account. */
    public String root() {
        return "arn:aws:iam::" + accountId + ":root";
    }

    private String of(String resource) {
        return "arn:aws:ecs:" + region + ":" + accountId + ":" + resource;
    }

    /** The ARN that an argument names: itself if it is one, else of {@code kind} in {@code cluster}. */
    public String resolve(String argument, String kind, String cluster) {
        return argument.startsWith("arn:") ? argument : of(kind + "/" + cluster + "/" + argument);
    }
}
