package dev.sallyport.finding;

import java.util.Locale;

/** What is done about a violated control, besides telling of it once. */
public enum Mode {
    /** Nothing. */
    REPORT,
    /** People are asked whether it is to be repaired or muted. */
    ASK,
    /** It is repaired. */
    FIX;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
