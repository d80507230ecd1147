package dev.isthmus.operator.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether this machine's clock is AWS's: signatures that are more than five minutes off are refused. */
final class ClockCheck {

    private static final String SUBJECT = "clock";
    private static final Duration REFUSED = Duration.ofMinutes(5);
    private static final Duration DOUBTFUL = Duration.ofSeconds(30);

    private ClockCheck() {}

    static Finding of(Instant here, Optional<Instant> there) {
        if (there.isEmpty()) {
            return Finding.unknown(SUBJECT, "not compared: the endpoint of ECS does not tell the time");
        }
        Duration off = Duration.between(there.get(), here);
        String text = Math.abs(off.toSeconds()) + " s " + (off.isNegative() ? "behind" : "ahead of") + " that of ECS";
        String remedy = "set it by NTP: timedatectl set-ntp true";
        if (off.abs().compareTo(REFUSED) >= 0) {
            return Finding.wrong(SUBJECT, text + ": AWS refuses signatures that are 5 min off", remedy);
        }
        return off.abs().compareTo(DOUBTFUL) >= 0
                ? Finding.unknown(SUBJECT, text + ": signatures hold for 5 min", remedy)
                : Finding.ok(SUBJECT, "within 30 s of that of ECS");
    }
}
