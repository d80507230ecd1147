package dev.isthmus.operator.check;

import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.check.finding.Verdict;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.ExitCodes;
import dev.isthmus.operator.settings.OperatorCommand;
import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.operator.text.JsonOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./isthmus check}. */
@Command(
        name = "check",
        description = {
            "Says whether a cluster, and the settings and credentials of this shell, are fit for a driver.",
            "Changes nothing: what is asked for cannot be done."
        },
        mixinStandardHelpOptions = true,
        usageHelpWidth = 120,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is wrong", "2:the command line is wrong"})
public final class CheckCommand extends OperatorCommand {

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    /** Runs there. */
    public CheckCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws InterruptedException {
        List<Finding> findings = new Checkup(options.settings(surroundings()), surroundings()).findings();
        if (isJson()) {
            out().println(JsonOutput.of(json(findings)));
        } else {
            findings.forEach(this::show);
            print(List.of(count(findings, Verdict.OK) + " ok, " + count(findings, Verdict.UNKNOWN) + " unknown, "
                    + count(findings, Verdict.WRONG) + " wrong"));
        }
        return count(findings, Verdict.WRONG) == 0 ? ExitCodes.GOOD : ExitCodes.WRONG;
    }

    private void show(Finding finding) {
        String word = String.format("%-7s", finding.verdict().word());
        print(List.of(finding.verdict().colour().paint(word, surroundings().isColoured()) + "  " + finding.subject()
                + ": " + finding.text()));
        print(finding.remedy().stream().map(line -> "         -> " + line).toList());
    }

    private static Map<String, Object> json(List<Finding> findings) {
        Map<String, Object> json = new TreeMap<>();
        json.put("findings", findings.stream().map(Finding::json).toList());
        for (Verdict verdict : Verdict.values()) {
            json.put(verdict.word(), count(findings, verdict));
        }
        return json;
    }

    private static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }
}
