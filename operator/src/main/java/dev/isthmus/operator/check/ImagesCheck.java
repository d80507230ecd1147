package dev.isthmus.operator.check;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.SandboxSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tasks without an image of their own run in, and what fetches for the others. */
final class ImagesCheck {

    private static final String OF_AMAZON = "public.ecr.aws/docker/library/";

    private ImagesCheck() {}

    static List<Finding> of(Settings settings) {
        List<Finding> findings = new ArrayList<>();
        findings.add(of(
                "default image",
                settings,
                EcsSettings.DEFAULT_IMAGE,
                "tasks that name no image are refused",
                "set ISTHMUS_DEFAULT_IMAGE to an image with /bin/sh, such as " + OF_AMAZON + "busybox:1.36"));
        findings.add(of(
                "fetch image",
                settings,
                SandboxSettings.FETCH_IMAGE,
                "tasks with an image of their own and uris are refused",
                "set ISTHMUS_FETCH_IMAGE if there are any; docs/reference/fetching.md says what it needs"));
        return findings;
    }

    private static Finding of(
            String subject, Settings settings, Setting<Optional<String>> setting, String without, String remedy) {
        Optional<String> image = settings.get(setting);
        if (image.isEmpty()) {
            return Finding.unknown(subject, setting.name() + " is not set: " + without, remedy);
        }
        String name = image.get();
        if (isOfDockerHub(name)) {
            return Finding.unknown(
                    subject,
                    name + " is of Docker Hub, which each start asks, and which refuses an address that asks too often",
                    "name a copy in ECR, such as " + OF_AMAZON
                            + "...; or set ECS_IMAGE_PULL_BEHAVIOR=prefer-cached on the" + " instances");
        }
        boolean isMoving = !name.contains("@") && (!name.matches(".*:[^/]+") || name.endsWith(":latest"));
        return isMoving
                ? Finding.unknown(
                        subject, name + " may be another image tomorrow", "name a version of it, or its digest")
                : Finding.ok(subject, name);
    }

    /** Docker's own rule: what has no dot, no colon and is not localhost before the first slash is no host. */
    static boolean isOfDockerHub(String image) {
        int slash = image.indexOf('/');
        String host = slash < 0 ? "" : image.substring(0, slash);
        boolean hasHost = host.contains(".") || host.contains(":") || host.equals("localhost");
        return !hasHost || host.equals("docker.io") || host.endsWith(".docker.io");
    }
}
