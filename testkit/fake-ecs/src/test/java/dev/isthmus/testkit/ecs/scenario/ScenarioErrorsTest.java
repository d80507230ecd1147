package dev.isthmus.testkit.ecs.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scenario file that is wrong is refused with the file, the line, the column and the reason. */
class ScenarioErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            # the text, ; for a new line                                | where | the reason, or a part of it
            cluster: [a, b                                              | 1:15   | this is not YAML: while parsing a flow sequence
            seed: 1; region: "                                          | 2:8  | this is not YAML
            instnces: []                                                | 1:1   | unknown key 'instnces' in a scenario; did you mean 'instances'?
            zzz: 1                                                      | 1:1   | unknown key 'zzz' in a scenario; known are account, budgets
            seed: 1;seed: 2                                             | 2:1   | 'seed' is there twice, first in line 1
            seed: much                                                  | 1:7   | a whole number of 64 bits should be here, not 'much'
            port: 70000                                                 | 1:7   | a whole number from 0 to 65535 should be here, not '70000'
            account: 12                                                 | 1:10  | an account of twelve digits should be here, not '12'
            region: here                                                | 1:9   | a region like us-east-1 should be here
            cluster: [good, bad name]                                   | 1:17  | a name of 1 to 255 letters, digits, - and _ should be here, not 'bad name'
            cluster: []                                                 | 1:10  | the name of a cluster, or a list of names should be here
            instances: 3                                                | 1:12  | a list should be here, not '3'
            instances: [3]                                              | 1:13  | an instance is a mapping of count, cpu,
            instances:;  - cpu: lots                                    | 2:10  | in an instance, a whole number should be here, not 'lots'
            instances:;  - memory: -5                                   | 2:13  | a whole number from 1 to 100000000 should be here, not '-5'
            instances:;  - cpu: 99999999999                             | 2:10  | should be here, not '99999999999'
            instances:;  - count: 2;    ec2InstanceId: i-1              | 3:20  | an ec2InstanceId is one instance's; count is 2
            instances:;  - agentVersion: 1.61                           | 2:19  | The version of an agent is three numbers, as in 1.61.2, not '1.61'
            instances:;  - reservedPorts: {tcp: [70000]}                | 2:27  | a whole number from 1 to 65535
            instances:;  - reservedPorts: {tpc: [1]}                    | 2:21  | unknown key 'tpc' in reservedPorts; did you mean 'tcp'?
            pace: quick                                                 | 1:7   | immediate, realistic, fargate or a mapping should be here, not 'quick'
            pace: {pending: 3}                                          | 1:17  | a duration like 250ms, 30s, 2min or 1h should be here, not '3'
            pace: {pending: -3s}                                        | 1:17  | a duration of 0s or more should be here, not '-3s'
            pace: {provisionsAll: perhaps}                              | 1:23  | true or false should be here
            consistency: {share: 2, atMost: 1s}                         | 1:14  | from 0 to 1
            consistency: {share: 0.5}                                   | 1:14  | consistency needs 'atMost'
            budgets: {share: 0}                                         | 1:18  | more than 0 and at most 1
            budgets: {buckets: {CLUSTER_RESOURCE_REED: {}}}             | 1:21  | unknown bucket 'CLUSTER_RESOURCE_REED'; did you mean 'CLUSTER_RESOURCE_READ'?
            budgets: {buckets: {TAG_READ: {capacity: 1}}}               | 1:31  | a bucket needs 'perSecond'
            fargate: {quotas: 3}                                        | 1:11  | unknown key 'quotas' in fargate; did you mean 'quota'?
            fargate: {quota: -1}                                        | 1:18  | a whole number from 0 on should be here, not '-1'
            events:;  - {at: 1s, fargateQuota: {provider: FARGATE, zone: a, vcpus: 1}} | 2:48 | unknown key 'zone' in fargateQuota
            events:;  - {at: 1s, fargateCapacity: {provider: EC2, vcpus: 1}} | 2:42 | FARGATE or FARGATE_SPOT should be here, not 'EC2'
            events:;  - {at: 1s, interruptFargateSpot: 0}               | 2:36  | a whole number from 1 on should be here, not '0'
            stopTimeout:                                                | 1:13  | a text should be here, not nothing
            images: {web: sh}                                           | 1:15  | a list should be here, not 'sh'
            faults: [{fault: throttling}]                               | 1:10  | a fault needs 'operation'
            faults:;  - operation: RunTsk;    fault: throttling         | 2:16  | There is no operation 'RunTsk'; did you mean 'RunTask'?
            faults:;  - operation: RunTask;    fault: throtling         | 3:12  | unknown fault 'throtling'; did you mean 'throttling'?
            faults:;  - operation: RunTask;    fault: delay             | 3:12  | the fault 'delay' needs a value: {delay: ...}
            faults:;  - operation: RunTask;    fault: {delay: 0s}       | 3:20  | A fault lasts longer than 0 s
            faults:;  - operation: RunTask;    fault: {staleRead: 1s}   | 2:16  | RunTask cannot meet 'answer as of 1 s ago'
            faults:;  - operation: RunTask;    fault: {refuse: {code: X, status: 200}} | 3:39 | a whole number from 400 to 599
            faults:;  - {operation: RunTask, fault: throttling, chance: 2} | 2:53 | A probability is above 0 and at most 1, not 2.0
            faults:;  - {operation: RunTask, fault: throttling, next: 0} | 2:51 | a whole number from 1 on should be here, not '0'
            faults:;  - {operation: RunTask, fault: throttling, next: 1, nth: 2} | 2:54 | not both 'next' and 'nth'
            faults:;  - {operation: RunTask, fault: throttling, instance: 1} | 2:55 | there is no instance 1: there are none
            faults:;  - {operation: RunTask, fault: throttling, where: {startBy: x}} | 2:62 | RunTask has no member 'startBy'; did you mean 'startedBy'?
            faults:;  - {operation: RunTask, fault: throttling, from: 5s, until: 5s} | 2:62 | until 5 s is not after from 5 s
            instances: [{count: 2}];events:;  - {at: 1s, drain: 3}      | 3:21  | there is no instance 3: there are 2 then, numbered from 1 on
            instances: [{count: 2}];events:;  - {at: 1s, drain: 0}      | 3:21  | a whole number from 1 on
            events:;  - {at: 1s, drian: 1}                              | 2:14  | unknown key 'drian' in an event; did you mean 'drain'?
            events:;  - {at: 1s}                                        | 2:5   | an event needs one of disconnect, reconnect
            events:;  - {drain: 1}                                      | 2:5   | an event needs 'at'
            events:;  - {at: -1s, drain: 1}                             | 2:10  | a duration of 0s or more
            events:;  - {at: 5s, drain: 1};  - {at: 9s, addInstance: {}} | 2:21 | there is no instance 1: there are none
            - a                                                         | 1:1   | a scenario is a mapping of
            seed: 1;---;seed: 2                                         | 3:1   | a scenario is one document
            images: {a: &x [sh], b: *x}                                 | 1:25  | anchors and aliases are not read here
            """)
    void isRefusedAtItsPlace(String text, String where, String reason) {
        assertThatThrownBy(() -> Scenario.parse("bad.yaml", text.replace(";", "\n")))
                .isInstanceOfSatisfying(ScenarioException.class, error -> {
                    assertThat(error.getMessage()).startsWith("bad.yaml:" + where + ": ");
                    assertThat(error.reason()).contains(reason);
                    assertThat(error.line() + ":" + error.column()).isEqualTo(where);
                    assertThat(error.file()).isEqualTo("bad.yaml");
                });
    }

    @Test
    void a_file_that_is_not_there_or_is_no_text_is_told_by_name(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> Scenario.read(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString());
        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> Scenario.read(binary))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(binary + ":1:1: this is not a text in UTF-8");
    }
}
