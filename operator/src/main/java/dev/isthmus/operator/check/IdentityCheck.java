package dev.isthmus.operator.check;

import dev.isthmus.operator.aws.CallerIdentity.Who;
import dev.isthmus.operator.check.finding.Finding;

/** Whether there are credentials, and whose they are. */
final class IdentityCheck {

    private static final String SUBJECT = "credentials";

    private IdentityCheck() {}

    static Finding of(Who who) {
        return who.fold(
                known -> Finding.ok(SUBJECT, known.arn() + ", account " + known.account() + ", by " + known.source()),
                unasked -> unasked.needless()
                        ? Finding.ok(SUBJECT, unasked.source() + "; " + unasked.why())
                        : Finding.unknown(
                                SUBJECT,
                                unasked.source() + "; " + unasked.why(),
                                "see whose: aws sts get-caller-identity"),
                rejected -> Finding.wrong(
                        SUBJECT,
                        rejected.source() + ": AWS does not accept them (" + rejected.why() + ")",
                        "renew or correct them; see whose they are: aws sts get-caller-identity"),
                none -> Finding.wrong(
                        SUBJECT,
                        "none were found, in the environment, the AWS profile or a role of this machine",
                        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run on an instance with a role",
                        "without an AWS account: ./isthmus fake, and what it prints"));
    }

    /** Whether calls of AWS make sense. */
    static boolean canCall(Who who) {
        return who.fold(known -> true, unasked -> true, rejected -> false, none -> false);
    }
}
