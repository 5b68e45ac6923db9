package dev.sallyport.finding;

import java.util.Locale;

/** How bad a violated control is; the worst comes last. */
public enum Severity {
    /** Worth knowing. */
    LOW,
    /** To be mended, with no way in by itself. */
    MEDIUM,
    /** A protection is weaker than the request says. */
    HIGH,
    /** Somebody whom IAP has not let in may be served. */
    CRITICAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
