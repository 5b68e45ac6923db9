package dev.sallyport.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a local cloud runs, as its ready line has it; only the port can differ, for it serves on loopback alone. */
final class LocalAddress implements ITypeConverter<Integer> {
    static final String DEFAULT = "http://127.0.0.1:4510";

    private static final Pattern FORM = Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost):([1-9][0-9]{0,4})/?");
    private static final int HIGHEST = 65_535;

    @Override
    public Integer convert(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > HIGHEST) {
            throw new TypeConversionException(
                    "'" + value + "' (expected: http://127.0.0.1:PORT, such as " + DEFAULT + ")");
        }
        return Integer.valueOf(matcher.group(1));
    }
}
