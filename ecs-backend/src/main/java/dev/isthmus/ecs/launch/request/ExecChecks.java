package dev.isthmus.ecs.launch.request;

import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.launch.request.StartRequests.InvalidLaunchException;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import java.util.Optional;

/**
 * What ECS Exec needs of a task, after "Using Amazon ECS Exec to access your containers" in the developer guide: a task role, by which its agent reaches
 * Systems Manager, and a root file system that the agent can write to. ECS itself says nothing of the latter: the agent just does not run.
 */
final class ExecChecks {

    private static final String WHY = "commands are to be executed in the task (ISTHMUS_EXEC, or exec in a rule), ";
    private static final String OTHERWISE = ", or say exec:false in a rule of ISTHMUS_TASK_RULES";

    private ExecChecks() {}

    static void check(StartRequest request, DefinitionView definition) throws InvalidLaunchException {
        if (!request.surroundings().exec()) {
            return;
        }
        if (request.surroundings().taskRole().isEmpty()
                && definition.traits().taskRole().isEmpty()) {
            throw new InvalidLaunchException(WHY
                    + "for which it needs a task role, and it has none: give it one of ISTHMUS_ROLES by task-role in a rule or label "
                    + "isthmus.task-role" + OTHERWISE);
        }
        Optional<ContainerDefinitionView> readOnly = request.parts().stream()
                .flatMap(part -> definition.container(part.container()).stream())
                .filter(ContainerDefinitionView::readOnlyRoot)
                .findFirst();
        if (readOnly.isPresent()) {
            throw new InvalidLaunchException(WHY + "and container "
                    + readOnly.get().name()
                    + " has a read-only root file system, in which ECS Exec does not run: "
                    + "leave out docker parameter read-only, or readonlyRootFilesystem of the definition"
                    + OTHERWISE);
        }
    }
}
