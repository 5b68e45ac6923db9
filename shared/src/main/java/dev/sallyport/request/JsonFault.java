package dev.sallyport.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** Words for text that is not JSON. Only one character of it is shown: it may be anything, a secret included. */
final class JsonFault {
    private JsonFault() {}

    static Unreadable of(JsonProcessingException failure, String text) {
        String place = place(failure.getLocation());
        if (failure instanceof StreamConstraintsException
                && failure.getOriginalMessage().contains("depth")) {
            return new Unreadable(
                    "nested too deeply" + place,
                    "at most " + RequestJson.DEEPEST + " objects and lists within one another");
        }
        if (failure instanceof StreamConstraintsException) {
            return new Unreadable("a number is too long" + place, "numbers of ordinary length");
        }
        if (failure instanceof JsonEOFException) {
            return new Unreadable(
                    "the JSON ends too early" + place, "every {, [ and \" closed; perhaps the end is missing");
        }
        if (failure instanceof MismatchedInputException) {
            return new Unreadable(
                    "there is more after the end of the JSON object" + place, "one JSON object and nothing else");
        }
        return new Unreadable(
                "this is not JSON" + place + met(failure.getLocation(), text),
                "JSON (RFC 8259): names and texts in double quotes, commas between members but not after the last,"
                        + " no comments");
    }

    private static String place(JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String met(JsonLocation location, String text) {
        long offset = location == null ? -1 : location.getCharOffset();
        if (offset < 0 || offset >= text.length()) {
            return "";
        }
        char met = text.charAt((int) offset);
        return met > ' ' && met < 0x7f
                ? ", where there is " + met
                : String.format(", where there is the character U+%04X", (int) met);
    }
}
