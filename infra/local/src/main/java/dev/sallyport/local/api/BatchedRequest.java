package dev.sallyport.local.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a batch.
 *
 * @param contentId what the client calls it, as in {@code <UUID+1>}, if it calls it anything
 */
record BatchedRequest(Optional<String> contentId, AggregatedHttpRequest request) {
    private static final Pattern REQUEST_LINE =
            Pattern.compile("([A-Z]+) (?:https?://[^/ ]+)?(/\\S*)(?: HTTP/1\\.[01])?");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):\\s*(.*?)\\s*");
    private static final Pattern BLANK_LINE = Pattern.compile("\r?\n\r?\n");
    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    /**
     * @param number of the part, from 1, for messages
     * @param ofBatch headers of the whole: its authorization counts for each part that has none
     */
    static BatchedRequest parse(byte[] part, int number, RequestHeaders ofBatch) {
        String[] outerAndRequest = BLANK_LINE.split(new String(part, ISO_8859_1), 2);
        if (outerAndRequest.length < 2) {
            throw malformed(number, "has no blank line after its headers");
        }
        Optional<String> id = LINE_END.splitAsStream(outerAndRequest[0])
                .map(line -> header(line, number))
                .filter(header -> header.group(1).equalsIgnoreCase("content-id"))
                .map(header -> header.group(2))
                .findFirst();
        String[] headAndBody = BLANK_LINE.split(outerAndRequest[1], 2);
        String body = headAndBody.length < 2 ? "" : headAndBody[1].strip();
        RequestHeaders headers = headers(List.of(LINE_END.split(headAndBody[0])), number, ofBatch);
        return new BatchedRequest(id, AggregatedHttpRequest.of(headers, HttpData.wrap(body.getBytes(ISO_8859_1))));
    }

    /** The headers of the part that answers this one, and the blank line after them. */
    String answerHeaders() {
        String id = contentId
                .map(given -> "Content-ID: " + given.replaceFirst("^(<?)", "$1response-") + "\r\n")
                .orElse("");
        return "Content-Type: application/http\r\n" + id + "\r\n";
    }

    private static RequestHeaders headers(List<String> lines, int number, RequestHeaders ofBatch) {
        Matcher line = REQUEST_LINE.matcher(lines.get(0));
        HttpMethod method = line.matches() ? HttpMethod.tryParse(line.group(1)) : null;
        if (method == null) {
            throw malformed(
                    number,
                    "must start with a request line such as \"GET /path HTTP/1.1\", not \"" + lines.get(0) + "\"");
        }
        RequestHeadersBuilder headers = RequestHeaders.builder(method, line.group(2));
        Optional.ofNullable(ofBatch.get("authorization")).ifPresent(value -> headers.set("authorization", value));
        lines.stream().skip(1).filter(text -> !text.isEmpty()).forEach(text -> {
            Matcher header = header(text, number);
            headers.set(header.group(1), header.group(2));
        });
        return headers.build();
    }

    private static Matcher header(String line, int number) {
        Matcher header = HEADER.matcher(line);
        if (!header.matches()) {
            throw malformed(number, "has a header line without name and colon");
        }
        return header;
    }

    private static ApiException malformed(int number, String fault) {
        return ApiException.badRequest("Failed to parse batch request: part " + number + " " + fault + ".");
    }
}
