package dev.sallyport.local.internet.iap;

/** A bearer token that is not accepted; the message has IAP's words for it where they are known, and never the token. */
final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    TokenRefused(String reason) {
        super(reason);
    }

    static TokenRefused invalid(String sentence) {
        return new TokenRefused("Invalid bearer token. " + sentence);
    }
}
