package dev.isthmus.master.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** A page of JSON, or a script that hands it to a function where one is asked for, which browsers without CORS need. */
public final class JsonPage {

    /** A name of a function, as the callback of a page is. */
    private static final Pattern FUNCTION = Pattern.compile("[\\w$.\\[\\]]{1,200}");

    private JsonPage() {}

    /**
     * The page as it is asked for.
     *
     * @param json what it holds
     */
    public static HttpAnswer of(String json, Query query) {
        Optional<String> function =
                query.get("jsonp").filter(name -> FUNCTION.matcher(name).matches());
        return function.isPresent()
                ? answer("text/javascript", function.get() + "(" + json + ");")
                : answer("application/json", json);
    }

    private static HttpAnswer answer(String type, String text) {
        return new HttpAnswer(
                200, HttpAnswer.empty(200).with("Content-Type", type).headers(), text);
    }
}
