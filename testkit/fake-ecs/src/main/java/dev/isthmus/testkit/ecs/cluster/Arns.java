package dev.isthmus.testkit.ecs.cluster;

/** Makes and reads the names of resources. */
record Arns(String region, String accountId) {
    String cluster(String name) {
        return of("cluster/" + name);
    }

    String instance(String cluster, String id) {
        return of("container-instance/" + cluster + "/" + id);
    }

    String task(String cluster, String id) {
        return of("task/" + cluster + "/" + id);
    }

    String container(String cluster, String taskId, String id) {
        return of("container/" + cluster + "/" + taskId + "/" + id);
    }

    String definition(String family, int revision) {
        return of("task-definition/" + family + ":" + revision);
    }

    /** Of {@code family:revision}. */
    String definition(String familyAndRevision) {
        return of("task-definition/" + familyAndRevision);
    }

    String caller() {
        return "arn:aws:iam::" + accountId + ":user/fake";
    }

    /** Who stands for the whole account. */
    String root() {
        return "arn:aws:iam::" + accountId + ":root";
    }

    private String of(String resource) {
        return "arn:aws:ecs:" + region + ":" + accountId + ":" + resource;
    }

    /** The ARN that an argument names: itself if it is one, else of {@code kind} in {@code cluster}. */
    String resolve(String argument, String kind, String cluster) {
        return argument.startsWith("arn:") ? argument : of(kind + "/" + cluster + "/" + argument);
    }
}
