package dev.isthmus.agent.app;

/** A program without Mesos, which loads the classes that it is told to. */
public final class Nothing {

    private Nothing() {}

    /** Says that it ran, and of each class that it was loaded. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        for (String name : arguments) {
            System.out.println("loaded "
                    + Class.forName(name, false, Nothing.class.getClassLoader()).getName());
        }
        System.out.println("nothing to do");
    }
}
