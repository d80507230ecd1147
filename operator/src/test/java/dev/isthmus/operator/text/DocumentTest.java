package dev.isthmus.operator.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is read of a document by the kind that is wanted. */
class DocumentTest {

    @Test
    void texts_may_be_those_of_objects() throws WrongDocumentException {
        Document document = Document.readOne("{\"uris\": [\"a\", {\"uri\": \"b\", \"cache\": true}]}");

        assertThat(document.texts("uris", "uri")).containsExactly("a", "b");
        assertThat(document.texts("none", "uri")).isEmpty();
        assertThatThrownBy(() -> document.texts("uris", "url"))
                .isInstanceOf(WrongDocumentException.class)
                .hasMessage("uris[1] is not what it should be: want a text, or an object with url");
    }

    @Test
    void whole_numbers_are_exact() throws WrongDocumentException {
        Document document = Document.readOne("{\"ports\": [80, 8.1e1], \"wrong\": [4294967376]}");

        assertThat(document.wholes("ports")).containsExactly(80, 81);
        assertThat(document.wholes("none")).isEmpty();
        assertThatThrownBy(() -> document.wholes("wrong"))
                .isInstanceOf(WrongDocumentException.class)
                .hasMessage("wrong is not what it should be: want a list of whole numbers");
    }

    @Test
    void a_choice_is_one_of_an_enum_in_letters_of_either_case() throws WrongDocumentException {
        Document document = Document.readOne("{\"unit\": \"Days\", \"wrong\": \"weeks\"}");

        assertThat(document.choice("unit", TimeUnit.class)).contains(TimeUnit.DAYS);
        assertThat(document.choice("none", TimeUnit.class)).isEmpty();
        assertThatThrownBy(() -> document.choice("wrong", TimeUnit.class))
                .isInstanceOf(WrongDocumentException.class)
                .hasMessageStartingWith("wrong is not what it should be: want one of [NANOSECONDS, ");
    }
}
