package dev.sallyport.launcher;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a project id as <a href="https://cloud.google.com/resource-manager/docs/creating-managing-projects">Google
 * Cloud allows them</a>.
 */
final class ProjectId implements ITypeConverter<String> {
    /** The project of {@code examples/lab.json}. */
    static final String DEFAULT = "lab-project";

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{4,28}[a-z0-9]");

    @Override
    public String convert(String value) {
        if (!FORM.matcher(value).matches()) {
            throw new TypeConversionException("'" + value
                    + "' (expected: 6 to 30 lower-case letters, digits and hyphens, beginning with a letter)");
        }
        return value;
    }
}
