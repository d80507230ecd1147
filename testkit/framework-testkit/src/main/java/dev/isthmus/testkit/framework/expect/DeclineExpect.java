package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.DriverCall;
import dev.isthmus.testkit.framework.stage.Made;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import java.time.Duration;
import java.util.Optional;

/** A decline; see {@link Expect#declined}. Not thread-safe. */
public final class DeclineExpect extends Expect {

    private final String agent;
    private Optional<Duration> duration = Optional.empty();

    DeclineExpect(String agent) {
        this.agent = agent;
    }

    /** For exactly so long; a decline that does not say is for 5 seconds. */
    public DeclineExpect refusing(Duration exactly) {
        duration = Optional.of(exactly);
        return this;
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        String wrong = "";
        for (Made made : stage.ledger().open()) {
            if (made.call() instanceof DriverCall.Decline decline
                    && decline.agents().contains(agent)) {
                boolean asLong = duration.isEmpty()
                        || Math.round(decline.refuseSeconds() * 1000)
                                == duration.get().toMillis();
                if (asLong) {
                    made.take(stage.history().step());
                    return Optional.empty();
                }
                wrong = "\n- but for " + Texts.number(decline.refuseSeconds()) + " s";
            }
        }
        if (stage.cluster().agent(agent).isEmpty()) {
            wrong += "\nthis can hardly be met: there is no agent '" + agent + "'; there is "
                    + Texts.list(stage.cluster().agentIds());
        } else if (stage.offers().standing().contains(agent)) {
            wrong += "\nthe offer of '" + agent + "' stands: the scheduler has not answered it";
        }
        return Optional.of("wanted: " + this + "\n" + CallExpect.calls(stage) + wrong);
    }

    @Override
    public String toString() {
        return "declined " + agent
                + duration.map(time -> " refusing " + seconds(time)).orElse("");
    }
}
