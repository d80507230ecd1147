package org.example.shop;

import dev.isthmus.agent.app.OneTaskApp;

/** A framework whose jar holds a translator as well, which looks at what the framework has set. */
public final class Shop {

    private Shop() {}

    /** Runs one task on the given master. */
    public static void main(String[] arguments) {
        Sign.set("the framework has set this");
        OneTaskApp.main(arguments);
    }
}
