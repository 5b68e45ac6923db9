package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;

/** What IAP makes of a request. */
public sealed interface Admission {
    /** The request goes on to the app, with these headers. */
    record Admitted(RequestHeaders headers) implements Admission {}

    /** IAP answers itself. */
    record Answered(HttpResponse response) implements Admission {}
}
