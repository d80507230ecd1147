package dev.isthmus.operator.check;

/** The part of AWS that a region belongs to; it stands in every ARN. Source: AWS General Reference, "Amazon Resource Names". */
final class Partition {

    private Partition() {}

    /** Such as {@code aws} or {@code aws-cn}. */
    static String of(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        if (region.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        if (region.startsWith("us-isob-")) {
            return "aws-iso-b";
        }
        if (region.startsWith("us-iso-")) {
            return "aws-iso";
        }
        return region.startsWith("eusc-") ? "aws-eusc" : "aws";
    }
}
