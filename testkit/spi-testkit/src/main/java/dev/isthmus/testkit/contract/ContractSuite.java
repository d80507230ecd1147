package dev.isthmus.testkit.contract;

/** A suite of tests that can say what it examines. */
public interface ContractSuite {

    /** What is examined, for people: its kind, its name and its class. */
    String examinedInWords();
}
