package dev.sallyport.deployment;

import java.time.Instant;

/**
 * That something was found about a deployment, or what has become of it since.
 *
 * @param id the finding's own, the same from when it is opened until it is closed, such as
 *     {@code iap-on backendServices/shop}
 * @param control the id of the control that was found violated, such as {@code iap-on}
 * @param change what is new
 * @param severity how bad it is, in a word that programs may compare, such as {@code high}
 * @param mode what follows of it: {@code report} for nothing, {@code ask} for a person who decides, {@code fix} for a repair
 * @param title what is wrong, on one line
 * @param text the evidence, in words
 * @param remedy what would be right
 * @param at when that was seen; tells one change of a finding from the next
 */
public record FindingNews(
        String id,
        String control,
        Change change,
        String severity,
        String mode,
        String title,
        String text,
        String remedy,
        Instant at) {

    /** What can become of a finding. */
    public enum Change {
        /** It was not there before. */
        OPENED,
        /** It is there still, and another one: its evidence or its severity differ. */
        CHANGED,
        /** A repair has put right what was found. */
        REPAIRED,
        /** It is there no more, without anything that Sallyport did. */
        CLOSED
    }
}
