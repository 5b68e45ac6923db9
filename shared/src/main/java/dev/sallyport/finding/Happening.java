package dev.sallyport.finding;

/** What people are to be told of a finding, once. */
public record Happening(Kind kind, Finding finding) {
    /** What has become of it. */
    public enum Kind {
        /** It was not there before, or was muted. */
        OPENED,
        /** Its evidence is another one. */
        CHANGED,
        /** It is there no more, and nobody had asked for a repair. */
        CLOSED,
        /** It is there no more, after a repair. */
        REPAIRED,
        /** It was repaired so often that somebody must be undoing the repairs: a person has to look. */
        STUCK
    }
}
