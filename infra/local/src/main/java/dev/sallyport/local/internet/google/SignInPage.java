package dev.sallyport.local.internet.google;

import com.linecorp.armeria.common.QueryParams;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.internet.iap.Html;
import dev.sallyport.local.internet.iap.OAuthClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages of the local accounts.google.com. There are no passwords: whoever sits here picks who they are. */
final class SignInPage {
    private static final String WHERE = "<p class=\"note\">The local cloud's accounts.google.com: no passwords.</p>";

    private SignInPage() {}

    /**
     * Who are you?
     *
     * @param complaint about the address that was typed; empty at first
     */
    static String chooseAccount(OAuthClient client, List<Account> people, QueryParams request, String complaint) {
        String choices = people.stream().map(SignInPage::choice).collect(Collectors.joining("\n"));
        String alert = complaint.isEmpty() ? "" : "<span role=\"alert\">" + Html.text(complaint) + "</span>";
        return Html.page("Choose an account", """
                <h1>Choose an account</h1>
                %s
                <form method="post" action="/signin">%s%s</form>
                <form method="post" action="/signin">%s
                <label>Use another account %s<input name="email" type="email" required placeholder="Email"%s></label>
                <button class="next">Next</button></form>
                %s""".formatted(
                        purpose(client),
                        hidden(request),
                        choices,
                        hidden(request),
                        alert,
                        complaint.isEmpty() ? "" : " autofocus",
                        WHERE));
    }

    /** Something about the request is not acceptable, and there is nowhere to send the browser to. */
    static String blocked(String error, String sentence) {
        return blocked(error, sentence, "");
    }

    /** The account may not use the client; another one may. */
    static String outsider(OAuthClient client, Account account, QueryParams request) {
        String again = "<p><a class=\"button next\" href=\"/o/oauth2/v2/auth?%s\">Choose another account</a></p>"
                .formatted(Html.text(withoutAccount(request).toQueryString()));
        String insiders = client.onlyDomain().orElse("its organization");
        return blocked(
                "Error 403: org_internal",
                account.email() + " is not an account of " + insiders + ", and this application signs in nobody else.",
                again);
    }

    private static String blocked(String error, String sentence, String action) {
        return Html.page("Access blocked", """
                <h1>Access blocked</h1>
                <p>%s</p>
                <p class="note">%s</p>
                %s
                %s""".formatted(Html.text(sentence), Html.text(error), action, WHERE));
    }

    private static String choice(Account account) {
        String email = Html.text(account.email());
        String organization = account.hostedDomain()
                .map(domain -> "organization " + Html.text(domain))
                .orElse("no organization");
        return "<button name=\"email\" value=\"" + email + "\">" + email + "<small>" + organization
                + "</small></button>";
    }

    private static String purpose(OAuthClient client) {
        String insiders = client.onlyDomain()
                .map(domain -> ", which takes accounts of " + Html.text(domain) + " only")
                .orElse("");
        return "<p class=\"note\">to go on to the application of this OAuth client" + insiders + ":<br><code>"
                + Html.text(client.id()) + "</code></p>";
    }

    /** The request's own parameters travel with the choice. */
    private static String hidden(QueryParams request) {
        return withoutAccount(request).stream()
                .map(Map.Entry::copyOf)
                .map(parameter -> "<input type=\"hidden\" name=\"" + Html.text(parameter.getKey()) + "\" value=\""
                        + Html.text(parameter.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
    }

    private static QueryParams withoutAccount(QueryParams request) {
        return request.withMutations(parameters -> parameters.remove("email"));
    }
}
