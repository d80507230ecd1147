package dev.isthmus.driver.client;

/** What is set for this process: a system property, else a variable of the environment. */
final class ProcessSettings {

    private ProcessSettings() {}

    /** Its text; empty if it is not set. */
    static String of(String name) {
        String property = System.getProperty(name, "");
        if (!property.isEmpty()) {
            return property;
        }
        String variable = System.getenv(name);
        return variable == null ? "" : variable;
    }
}
