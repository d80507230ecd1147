package dev.isthmus.testkit.ecs.query;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cluster query language ("Create expressions to define container instances for Amazon ECS tasks" in the developer
 * guide): {@code subject operator argument}, joined by and, or, not and parentheses.
 */
public final class QueryParser {
    private static final int MAX_LENGTH = 2000;
    private static final Pattern TOKEN = Pattern.compile("\\s*+('[^']*'|\"[^\"]*\"|==|!=|=~|!~|>=|<=|>|<|&&|\\|\\||"
            + "!in\\b|!exists\\b|!|[()\\[\\],]|[^\\s()\\[\\],=!<>&|'\"]+)");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    private QueryParser(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.region(end, text.length()).lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw invalid("cannot read '" + text.substring(end).trim() + "'");
        }
    }

    /**
     * Parses an expression.
     *
     * @throws ServiceError of type InvalidParameterException that says what cannot be read
     */
    public static QueryExpression parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw ServiceError.invalidParameter("Invalid expression: it is empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw ServiceError.invalidParameter("Invalid expression: over " + MAX_LENGTH + " characters");
        }
        QueryParser parser = new QueryParser(text);
        QueryExpression expression = parser.or();
        if (parser.next < parser.tokens.size()) {
            throw parser.invalid("'" + parser.tokens.get(parser.next) + "' is too much");
        }
        return expression;
    }

    private QueryExpression or() {
        QueryExpression left = and();
        while (accept("or", "||")) {
            left = new QueryExpression.Or(left, and());
        }
        return left;
    }

    private QueryExpression and() {
        QueryExpression left = not();
        while (accept("and", "&&")) {
            left = new QueryExpression.And(left, not());
        }
        return left;
    }

    private QueryExpression not() {
        if (accept("not", "!")) {
            return new QueryExpression.Not(not());
        }
        if (accept("(")) {
            QueryExpression inner = or();
            if (!accept(")")) {
                throw invalid("a ')' is missing");
            }
            return inner;
        }
        return comparison();
    }

    private QueryExpression comparison() {
        String name = take("a subject");
        if (!QuerySubject.known(name)) {
            throw invalid("unknown subject '" + name + "'");
        }
        QuerySubject subject = new QuerySubject(name);
        String operator = take("an operator");
        return switch (operator) {
            case "==", "equals" -> new QueryExpression.In(subject, List.of(value()));
            case "!=", "not_equals" -> unlike(subject, new QueryExpression.In(subject, List.of(value())));
            case "in" -> new QueryExpression.In(subject, values());
            case "!in", "not_in" -> unlike(subject, new QueryExpression.In(subject, values()));
            case "exists" -> new QueryExpression.Exists(subject);
            case "!exists", "not_exists" -> new QueryExpression.Not(new QueryExpression.Exists(subject));
            case "=~", "matches" -> new QueryExpression.Matches(subject, pattern());
            case "!~", "not_matches" -> unlike(subject, new QueryExpression.Matches(subject, pattern()));
            case ">", "greater_than" -> new QueryExpression.Compares(subject, true, false, comparable(subject));
            case ">=", "greater_than_equal" -> new QueryExpression.Compares(subject, true, true, comparable(subject));
            case "<", "less_than" -> new QueryExpression.Compares(subject, false, false, comparable(subject));
            case "<=", "less_than_equal" -> new QueryExpression.Compares(subject, false, true, comparable(subject));
            default -> throw invalid("unknown operator '" + operator + "'");
        };
    }

    /** An attribute can only be unlike a value where there is one; {@code not (...)} holds without it too. */
    private static QueryExpression unlike(QuerySubject subject, QueryExpression like) {
        QueryExpression other = new QueryExpression.Not(like);
        return subject.isAttribute() ? new QueryExpression.And(new QueryExpression.Exists(subject), other) : other;
    }

    private List<String> values() {
        if (!accept("[")) {
            throw invalid("a list must begin with '['");
        }
        List<String> values = new ArrayList<>();
        while (!accept("]")) {
            values.add(value());
            if (!accept(",") && (next >= tokens.size() || !tokens.get(next).equals("]"))) {
                throw invalid("a list must be values between ',' and end with ']'");
            }
        }
        return List.copyOf(values);
    }

    private String value() {
        String token = take("a value");
        boolean quoted = token.startsWith("'") || token.startsWith("\"");
        return quoted ? token.substring(1, token.length() - 1) : token;
    }

    private String comparable(QuerySubject subject) {
        String value = value();
        if (!subject.comparable(value)) {
            throw invalid("'" + value + "' is nothing that " + subject.name() + " can be greater or less than");
        }
        return value;
    }

    private Pattern pattern() {
        String value = value();
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw invalid("'" + value + "' is not a regular expression: " + e.getDescription());
        }
    }

    private boolean accept(String... alternatives) {
        if (next < tokens.size() && List.of(alternatives).contains(tokens.get(next))) {
            next++;
            return true;
        }
        return false;
    }

    private String take(String what) {
        if (next >= tokens.size()) {
            throw invalid(what + " is missing at the end");
        }
        return tokens.get(next++);
    }

    private ServiceError invalid(String what) {
        return ServiceError.invalidParameter("Invalid expression '" + text + "': " + what);
    }
}
