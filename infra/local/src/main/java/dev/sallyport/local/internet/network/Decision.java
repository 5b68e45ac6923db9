package dev.sallyport.local.internet.network;

/**
 * What a firewall makes of a connection, and which rule says so.
 *
 * @param rule name of the deciding rule; the two implied rules are called {@link #IMPLIED_DENY_INGRESS} and
 *     {@link #IMPLIED_ALLOW_EGRESS}
 */
public record Decision(boolean allowed, String rule) {
    public static final String IMPLIED_DENY_INGRESS = "implied-deny-ingress";
    public static final String IMPLIED_ALLOW_EGRESS = "implied-allow-egress";
}
