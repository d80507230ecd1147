package dev.isthmus.testkit.framework.history;

/** A script sends what no Mesos master would send as things stand, or asks for something that is not there. The message says why. */
public final class ImpossibleStepException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    ImpossibleStepException(String message) {
        super(message);
    }
}
