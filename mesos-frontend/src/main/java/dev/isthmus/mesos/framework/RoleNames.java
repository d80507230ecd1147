package dev.isthmus.mesos.framework;

import java.util.Optional;

/** The syntax of role names (src/common/roles.cpp). */
public final class RoleNames {

    private RoleNames() {}

    /** What is wrong with the name, if anything is. */
    public static Optional<String> problem(String role) {
        if (role.equals("*")) {
            return Optional.empty();
        }
        if (role.isEmpty()) {
            return Optional.of("Role names cannot be the empty string");
        }
        if (role.startsWith("/")) {
            return Optional.of("Role '" + role + "' cannot start with a slash");
        }
        if (role.endsWith("/")) {
            return Optional.of("Role '" + role + "' cannot end with a slash");
        }
        if (role.contains("//")) {
            return Optional.of("Role '" + role + "' cannot contain two adjacent slashes");
        }
        for (String component : role.split("/", -1)) {
            if (component.equals(".") || component.equals("..") || component.equals("*")) {
                return Optional.of("Role '" + role + "' cannot include '" + component + "' as a component");
            }
            if (component.startsWith("-")) {
                return Optional.of("Role component '" + component + "' is invalid because it starts with a dash");
            }
            if (component.chars().anyMatch(RoleNames::isForbidden)) {
                return Optional.of(
                        "Role component '" + component + "' is invalid because it contains backspace or whitespace");
            }
        }
        return Optional.empty();
    }

    private static boolean isForbidden(int c) {
        return c == ' ' || (c >= 0x08 && c <= 0x0d) || c == 0x7f;
    }
}
