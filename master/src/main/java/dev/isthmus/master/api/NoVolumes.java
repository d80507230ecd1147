package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;

/** What operators are told who want persistent volumes made, removed or resized, by whichever path or call. */
final class NoVolumes {

    private NoVolumes() {}

    static HttpAnswer answer() {
        return HttpAnswer.text(
                501,
                "501 Not Implemented. Agents on Amazon ECS have no persistent volumes that a master could create, destroy, grow or shrink:"
                        + " ECS offers no disk to keep them on, and forgets a task's own disk with the task. Nothing has changed."
                        + " Mount a directory of the instance by 'container.volumes' of the task instead, or run a task definition of your own that has the volume (Amazon EFS)");
    }
}
