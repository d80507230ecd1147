package dev.isthmus.master.serving;

import dev.isthmus.master.setting.OperatorSettings;
import dev.isthmus.master.setting.SettingsBook;
import dev.isthmus.master.setting.SettingsInput;
import dev.isthmus.master.setting.SettingsOutput;
import dev.isthmus.mesos.machine.step.Output;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The steps of what operators set, carried out in order: the machine has done what it is told before anybody is answered. */
final class SettingsSteps implements SettingsOutput.Cases {

    private final SettingsBook book;
    private final MachineSteps machine;
    private final MachineOutputs said;
    private final List<ServingOutput> outputs;
    private Instant now = Instant.MIN;

    /** @param outputs where what is to be done goes, in order */
    SettingsSteps(MachineSteps machine, MachineOutputs said, List<ServingOutput> outputs) {
        this.book = new SettingsBook(machine::view);
        this.machine = machine;
        this.said = said;
        this.outputs = outputs;
    }

    void now(Instant step) {
        now = step;
    }

    void step(SettingsInput input) {
        book.step(now, input).forEach(output -> output.match(this));
    }

    Optional<Instant> nextDue() {
        return book.nextDue();
    }

    OperatorSettings settings() {
        return book.settings();
    }

    @Override
    public void reply(SettingsOutput.Reply output) {
        outputs.add(ServingOutput.answer(output.exchange(), output.answer()));
    }

    @Override
    public void keep(SettingsOutput.Keep output) {
        outputs.add(new ServingOutput.Keep(output.write(), output.fact()));
    }

    @Override
    public void apply(SettingsOutput.Apply output) {
        machine.step(output.input()).ifPresent(defect -> outputs.add(ServingOutput.failed(output.input(), defect)));
        said.workOff();
    }

    @Override
    public void note(SettingsOutput.Noted output) {
        outputs.add(ServingOutput.note(
                output.isWarning() ? Output.Note.Level.WARN : Output.Note.Level.INFO, output.text()));
    }

    @Override
    public void defect(SettingsOutput.Defect output) {
        outputs.add(new ServingOutput.Defect(output.what(), output.cause()));
    }
}
