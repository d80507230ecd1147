package dev.isthmus.master.json;

/** Whether a string is made of whole characters: only such a one has an encoding in UTF-8. */
final class Surrogates {

    private static final int REPLACEMENT = 0xFFFD;

    private Surrogates() {}

    static boolean arePaired(String string) {
        return string.codePoints().noneMatch(Surrogates::isHalf);
    }

    /** The same with a sign of replacement for each half of a pair that stands alone. */
    static String pair(String string) {
        if (arePaired(string)) {
            return string;
        }
        int[] points = string.codePoints()
                .map(point -> isHalf(point) ? REPLACEMENT : point)
                .toArray();
        return new String(points, 0, points.length);
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
