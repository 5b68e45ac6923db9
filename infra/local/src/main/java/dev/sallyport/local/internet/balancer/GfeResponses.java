package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HttpRedirectAction;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.sallyport.local.internet.iap.Html;

/** The answers a Google Front End gives itself. */
final class GfeResponses {
    private GfeResponses() {}

    /** No VM is healthy, or the one that was asked did not answer. */
    static HttpResponse badGateway() {
        return page(
                HttpStatus.BAD_GATEWAY,
                "Server Error",
                "The server encountered a temporary error and could not complete your request.<p>Please try again in"
                        + " 30 seconds.");
    }

    static HttpResponse notFound() {
        return page(HttpStatus.NOT_FOUND, "Not Found", "The requested URL was not found on this server.");
    }

    static HttpResponse redirect(HttpRedirectAction action, boolean tls, String authority, String pathAndQuery) {
        String scheme = tls || action.getHttpsRedirect() ? "https" : "http";
        String host = action.getHostRedirect().isEmpty() ? authority : action.getHostRedirect();
        String location = scheme + "://" + host + target(action, pathAndQuery);
        HttpStatus status = status(action.getRedirectResponseCode());
        ResponseHeaders headers = ResponseHeaders.builder(status)
                .contentType(MediaType.HTML_UTF_8)
                .set(HttpHeaderNames.LOCATION, location)
                .build();
        return HttpResponse.of(
                headers, HttpData.ofUtf8("""
                <HTML><HEAD><meta http-equiv="content-type" content="text/html;charset=utf-8">
                <TITLE>%d Moved</TITLE></HEAD><BODY>
                <H1>%d Moved</H1>
                The document has moved
                <A HREF="%s">here</A>.
                </BODY></HTML>
                """.formatted(status.code(), status.code(), Html.text(location))));
    }

    private static String target(HttpRedirectAction action, String pathAndQuery) {
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        String query = question < 0 || action.getStripQuery() ? "" : pathAndQuery.substring(question);
        return (action.getPathRedirect().isEmpty() ? path : action.getPathRedirect()) + query;
    }

    private static HttpStatus status(String code) {
        return switch (code) {
            case "FOUND" -> HttpStatus.FOUND;
            case "SEE_OTHER" -> HttpStatus.SEE_OTHER;
            case "TEMPORARY_REDIRECT" -> HttpStatus.TEMPORARY_REDIRECT;
            case "PERMANENT_REDIRECT" -> HttpStatus.valueOf(308);
            default -> HttpStatus.MOVED_PERMANENTLY;
        };
    }

    private static HttpResponse page(HttpStatus status, String title, String sentence) {
        return HttpResponse.of(status, MediaType.HTML_UTF_8, """
                <html><head>
                <meta http-equiv="content-type" content="text/html;charset=utf-8">
                <title>%d %s</title>
                </head>
                <body text=#000000 bgcolor=#ffffff>
                <h1>Error: %s</h1>
                <h2>%s</h2>
                <h2></h2>
                </body></html>
                """.formatted(status.code(), title, title, sentence));
    }
}
