package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.Stage;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Something that a test asks for itself. */
final class ThatExpect extends Expect {

    private final String what;
    private final BooleanSupplier is;

    ThatExpect(String what, BooleanSupplier is) {
        this.what = what;
        this.is = is;
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        return is.getAsBoolean()
                ? Optional.empty()
                : Optional.of("wanted: " + what + ", but it is not so\n" + CallExpect.calls(stage));
    }

    @Override
    public String toString() {
        return "that " + what;
    }
}
