package dev.isthmus.ecs.docker;

import dev.isthmus.api.task.Parameter;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.rules.RuleKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Docker parameters of the log driver. */
final class LogForms {

    private final SortedMap<String, String> options = new TreeMap<>();
    private Optional<Parameter> driver = Optional.empty();
    private Optional<Parameter> anyOption = Optional.empty();

    void driver(Parameter parameter) {
        if (!RuleKey.LOG_DRIVER.takes(parameter.value())) {
            throw ParameterForms.wrong(parameter, RuleKey.LOG_DRIVER.wanted());
        }
        driver = Optional.of(parameter);
    }

    void option(Parameter parameter) {
        String[] pair = ParameterForms.pair(parameter, "=", "name=value");
        options.put(pair[0], pair[1]);
        anyOption = Optional.of(parameter);
    }

    /** The driver with its options. */
    Optional<Log> log(List<String> warnings) {
        if (driver.isEmpty() && anyOption.isPresent()) {
            DroppedParameters.warn(
                    DockerParameter.LOG_OPT.written(),
                    "it has no '" + DockerParameter.LOG_DRIVER.written()
                            + "' beside it, and ECS sets options only with a driver",
                    warnings);
        }
        if (driver.isPresent()
                && driver.get().value().equals("awslogs")
                && !(options.containsKey("awslogs-group") && options.containsKey("awslogs-region"))) {
            throw ParameterForms.wrong(
                    driver.get(), "the options awslogs-group and awslogs-region beside it, which ECS asks for");
        }
        return driver.map(parameter -> new Log(parameter.value(), options));
    }
}
