package dev.sallyport.launcher;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a local cloud runs, as its ready line has it; only the port can differ, for it serves on loopback alone. */
final class LocalAddress implements ITypeConverter<Integer> {
    /** Where one runs unless somebody has said otherwise. */
    static final int USUAL_PORT = 4510;

    /** The variable by which {@code local env} points programs at one. */
    static final String VARIABLE = "SALLYPORT_API_ENDPOINT";

    private static final String LOOPBACK = "(?:127\\.0\\.0\\.1|localhost):([1-9][0-9]{0,4})";
    private static final Pattern URL = Pattern.compile("http://" + LOOPBACK + "/?");
    private static final Pattern ENDPOINT = Pattern.compile(LOOPBACK);
    private static final int HIGHEST = 65_535;

    @Override
    public Integer convert(String value) {
        return port(URL, value)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + value + "' (expected: http://127.0.0.1:PORT, such as " + of(USUAL_PORT) + ")"));
    }

    /** As it is written for people, and for {@code --local}. */
    static String of(int port) {
        return "http://127.0.0.1:" + port;
    }

    /**
     * The port of the one that the environment names, if it names one.
     *
     * @throws BadInput if it names something else
     */
    static Optional<Integer> in(Surroundings surroundings) {
        return Optional.ofNullable(surroundings.environment().get(VARIABLE))
                .filter(value -> !value.isBlank())
                .map(
                        value -> port(ENDPOINT, value)
                                .orElseThrow(
                                        () -> new BadInput(
                                                VARIABLE + ": '" + value
                                                        + "' in the environment is not on this machine (expected: 127.0.0.1:PORT; or unset it)")));
    }

    private static Optional<Integer> port(Pattern form, String value) {
        Matcher matcher = form.matcher(value);
        return matcher.matches()
                ? Optional.of(Integer.valueOf(matcher.group(1))).filter(port -> port <= HIGHEST)
                : Optional.empty();
    }
}
