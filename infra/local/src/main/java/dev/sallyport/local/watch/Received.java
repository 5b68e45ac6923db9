package dev.sallyport.local.watch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of what came over a connection, read as HTTP as far as it is that. */
record Received(String text) {
    private static final int ENOUGH = 4096;
    private static final int SHOWN = 80;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b.*", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)*");

    static Received nothing() {
        return new Received("");
    }

    /** What there is to judge by: the head and how the body begins, or less if no more comes; empty if nothing does. */
    static Received from(InputStream in) throws IOException {
        Received received = nothing();
        byte[] buffer = new byte[ENOUGH];
        try {
            for (int some = in.read(buffer); some >= 0; some = in.read(buffer)) {
                received = new Received(received.text + new String(buffer, 0, some, StandardCharsets.ISO_8859_1));
                if (received.isEnough()) {
                    break;
                }
            }
        } catch (IOException e) {
            // It ended in the middle, or goes on too slowly: what came before has come all the same.
            if (received.isEmpty()) {
                throw e;
            }
        }
        return received;
    }

    /** The head of a message, and not a byte of what follows it. */
    static Received head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD, head.length() - END_OF_HEAD.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection was closed within the head of an answer");
            }
            head.append((char) next);
        }
        return new Received(head.toString());
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** 0 for what is not HTTP. */
    int status() {
        Matcher status = STATUS.matcher(text);
        return status.matches() ? Integer.parseInt(status.group(1)) : 0;
    }

    boolean isRedirect() {
        return status() / 100 == 3;
    }

    /** @param name in lower case */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers().get(name));
    }

    /** How the body begins, in one line, without tokens that an application may have repeated. */
    String beginning() {
        String line = TOKEN.matcher(body())
                .replaceAll("(a token)")
                .replaceAll("[^\\x20-\\x7e]+", " ")
                .strip();
        return line.substring(0, Math.min(line.length(), SHOWN));
    }

    /** Whether it was all of an answer after which another request can be made. */
    boolean leavesTheConnectionOpen() {
        return announcedLength() == body().length()
                && !header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    /** A server may leave the connection open behind an answer, so its end is not waited for where it can be known. */
    private boolean isEnough() {
        boolean http = text.startsWith("HTTP/".substring(0, Math.min(text.length(), 5)));
        boolean whole = text.contains(END_OF_HEAD) && body().length() >= Math.abs(announcedLength());
        return !http || whole || text.length() >= ENOUGH;
    }

    /** -1 if the head does not say it: then a body begins, and ends nobody knows where. */
    private int announcedLength() {
        return header("content-length")
                .filter(length -> length.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(-1);
    }

    private String body() {
        if (status() == 0) {
            return text;
        }
        int end = text.indexOf(END_OF_HEAD);
        return end < 0 ? "" : text.substring(end + END_OF_HEAD.length());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        text.split(END_OF_HEAD, 2)[0].lines().skip(1).forEach(line -> {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[parts.length - 1].strip());
        });
        return headers;
    }
}
